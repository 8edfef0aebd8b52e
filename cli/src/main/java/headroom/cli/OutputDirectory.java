package headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of results that appears whole or not at all: files are written beside it and the
 * directory is renamed at the end. What an interrupted process has begun is removed.
 */
public final class OutputDirectory implements AutoCloseable {
  /** A file that tells a directory of results from one that the user keeps something else in. */
  private static final String MARK = "result.json";

  private static final String COMPARISON_MARK = "comparison.json";

  private final Path target;
  private final Path staging;
  private final Thread cleaner;

  private OutputDirectory(Path target, Path staging) {
    this.target = target;
    this.staging = staging;
    this.cleaner = new Thread(() -> deleteQuietly(staging), "remove unfinished output");
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /** Says why {@code target} cannot be written to, or null if it can. */
  public static @Nullable String objection(Path target) throws IOException {
    if (!Files.exists(target)) {
      return null;
    }
    if (!Files.isDirectory(target)) {
      return target + " exists and is not a directory";
    }
    try (Stream<Path> entries = Files.list(target)) {
      boolean empty = entries.findAny().isEmpty();
      boolean results =
          Files.exists(target.resolve(MARK)) || Files.exists(target.resolve(COMPARISON_MARK));
      return empty || results
          ? null
          : target + " holds other files than results; choose another --out";
    }
  }

  /** Begins to write what is to become {@code target}. */
  public static OutputDirectory begin(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IOException(target + " cannot be replaced");
    }
    Files.createDirectories(parent);
    return new OutputDirectory(
        absolute, Files.createTempDirectory(parent, "." + absolute.getFileName() + "-unfinished-"));
  }

  /** Where to write now. */
  public Path path() {
    return staging;
  }

  /** Makes it appear, in place of results that were there. */
  public void publish() throws IOException {
    Files.setPosixFilePermissions(
        staging, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    if (Files.exists(target)) {
      Path old = staging.resolveSibling(staging.getFileName() + "-old");
      Files.move(target, old);
      Files.move(staging, target);
      deleteQuietly(old);
    } else {
      Files.move(staging, target);
    }
  }

  @Override
  public void close() {
    deleteQuietly(staging);
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running or has run.
    }
  }

  private static void deleteQuietly(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // What cannot be removed stays; its name says that it is unfinished.
    }
  }
}
