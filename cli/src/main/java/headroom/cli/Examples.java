package headroom.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The examples that come with the program, packed into it when it is built. */
public final class Examples {
  private static final String FOLDER = "examples";

  private Examples() {}

  /** The examples' names with their titles, in teaching order. */
  public static Map<String, String> titles() throws IOException {
    return inFolder(
        folder -> {
          Map<String, String> titles = new TreeMap<>();
          try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
              String name = entry.getFileName().toString().replace("/", "");
              titles.put(name, title(entry.resolve("README.md")));
            }
          }
          return titles;
        });
  }

  /**
   * Copies the files of example {@code name} into {@code target}, which must not exist; what cannot
   * be copied whole is not left behind.
   */
  public static void copy(String name, Path target) throws IOException {
    inFolder(
        folder -> {
          Path source = folder.resolve(name);
          Deque<Path> copies = new ArrayDeque<>();
          try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
              Path copy = target.resolve(source.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
                copies.push(copy);
              } else {
                copies.push(copy);
                Files.copy(file, copy);
              }
            }
          } catch (IOException e) {
            for (Path copy : copies) {
              Files.deleteIfExists(copy);
            }
            throw e;
          }
          return target;
        });
  }

  /** The text of {@code name}, a path inside the folder of the examples. */
  public static String text(String name) throws IOException {
    return inFolder(folder -> Files.readString(folder.resolve(name), StandardCharsets.UTF_8));
  }

  private static String title(Path readme) throws IOException {
    try (Stream<String> lines = Files.lines(readme, StandardCharsets.UTF_8)) {
      return lines.findFirst().orElse("").replaceFirst("^#+\\s*", "");
    }
  }

  private static <T> T inFolder(FolderFunction<T> function) throws IOException {
    URI uri;
    try {
      java.net.URL url = Examples.class.getResource(FOLDER);
      if (url == null) {
        throw new IllegalStateException("the examples are missing from the program");
      }
      uri = url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    if (!"jar".equals(uri.getScheme())) {
      return function.apply(Path.of(uri));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return function.apply(jar.provider().getPath(uri));
    }
  }

  /** What is done with the folder while it is open. */
  @FunctionalInterface
  private interface FolderFunction<T> {
    T apply(Path folder) throws IOException;
  }
}
