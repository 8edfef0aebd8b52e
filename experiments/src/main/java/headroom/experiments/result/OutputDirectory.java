package headroom.experiments.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A result directory that appears whole or not at all: files are written to a hidden directory
 * beside it, which takes its name when all is done. An older result directory of that name is
 * replaced with everything in it.
 *
 * <p>Not safe for two runs into the same directory at once.
 */
public final class OutputDirectory implements AutoCloseable {
  /** Files by which a directory is known as one of ours. */
  private static final List<String> MARKS = List.of("result.json", "comparison.json");

  private final Path target;
  private final Path staging;
  private boolean published;

  private OutputDirectory(Path target, Path staging) {
    this.target = target;
    this.staging = staging;
  }

  /**
   * Makes ready to write {@code target}.
   *
   * @throws IOException in words, if something stands there that is no result directory
   */
  public static OutputDirectory prepare(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    refuseForeign(absolute, target);
    Path staging = beside(absolute, ".partial");
    Files.createDirectories(staging.getParent());
    deleteTree(staging);
    Files.createDirectory(staging);
    return new OutputDirectory(absolute, staging);
  }

  /** Where a sweep into {@code target} keeps its finished points until the directory is whole. */
  public static Path journalOf(Path target) {
    return beside(target.toAbsolutePath().normalize(), ".journal");
  }

  /** Where to write the files. */
  public Path staging() {
    return staging;
  }

  /** Gives the directory its name. */
  public void publish() throws IOException {
    refuseForeign(target, target);
    Path old = beside(target, ".old");
    deleteTree(old);
    boolean replaces = Files.exists(target);
    if (replaces) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    published = true;
    deleteTree(old);
  }

  /** Removes what was written, unless it was published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      deleteTree(staging);
    }
  }

  /**
   * Deletes {@code directory} and all in it; nothing if it is not there. Links are removed, not
   * followed.
   */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static void refuseForeign(Path absolute, Path shown) throws IOException {
    if (absolute.getFileName() == null) {
      throw new IOException(shown + " cannot be written to; choose another directory");
    }
    if (!Files.exists(absolute)) {
      return;
    }
    if (!Files.isDirectory(absolute)) {
      throw new IOException(shown + " is a file; choose another directory");
    }
    if (MARKS.stream().anyMatch(mark -> Files.exists(absolute.resolve(mark)))) {
      return;
    }
    try (Stream<Path> entries = Files.list(absolute)) {
      if (entries.findAny().isPresent()) {
        throw new IOException(
            shown + " is not empty and holds no results; choose another directory");
      }
    }
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling("." + target.getFileName() + suffix);
  }
}
