package headroom.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files of the working copy, without those that {@code .gitignore} names. */
final class Repository {
  /** Where the working copy begins; tests run in a module's directory. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<Path> FILES = walk();

  private Repository() {}

  /** Every file, relative to {@link #ROOT}, sorted. */
  static List<Path> files() {
    return FILES;
  }

  /** The files whose names end in {@code ending}. */
  static List<Path> files(String ending) {
    return FILES.stream().filter(file -> file.toString().endsWith(ending)).toList();
  }

  /** The text of a file, given relative to {@link #ROOT}; bytes that are no UTF-8 are replaced. */
  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(ROOT.resolve(file)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> walk() {
    List<String> ignored = text(Path.of(".gitignore")).lines().toList();
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes about) {
              String name = directory.getFileName().toString();
              return name.equals(".git") || ignored.contains(name + "/")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              if (!isIgnored(file, ignored)) {
                found.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return List.copyOf(found);
  }

  /** Ignored are also experiments at the top, which readers of the tutorial make there. */
  private static boolean isIgnored(Path file, List<String> ignored) {
    Path name = file.getFileName();
    if (file.resolveSibling("").equals(ROOT)
        && (name.toString().equals(".git") || name.toString().endsWith(".yaml"))) {
      return true;
    }
    return ignored.stream()
        .filter(pattern -> !pattern.isBlank() && !pattern.startsWith("#"))
        .map(Repository::matcher)
        .anyMatch(matcher -> matcher.matches(name));
  }

  private static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }
}
