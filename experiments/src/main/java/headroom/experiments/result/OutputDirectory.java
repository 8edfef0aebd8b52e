package headroom.experiments.result;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of results that is written whole or not at all, by one process at a time. Files are
 * written to a private directory inside it, {@code .headroom/work-PID}, and moved to their places
 * when all is done.
 *
 * <p>What is removed is what {@code .headroom/manifest.json} lists, as long as it is byte for byte
 * what was written. Other files stay where they are, or get another name if they stand where a file
 * of ours must go. A directory that holds something and has no such manifest is refused. A link to
 * a directory is followed.
 */
public final class OutputDirectory implements AutoCloseable {
  static final String OWN = ".headroom";
  private static final String WORK = "work-";

  /** A run that gives up removes the directories that it made; another may be about to use them. */
  private static final int ATTEMPTS = 5;

  private final Path own;
  private final Path work;
  private final DirectoryLock lock;
  private final Publication publication;
  private final List<Path> created;
  private Predicate<String> stays = name -> false;
  private boolean closed;

  private OutputDirectory(Path target, Path own, DirectoryLock lock, List<Path> created)
      throws IOException {
    this.own = own;
    this.lock = lock;
    this.created = created;
    this.publication = new Publication(target, own);
    this.work = own.resolve(WORK + ProcessHandle.current().pid());
    publication.finish();
    removeStaleWork();
    Files.createDirectories(staging());
  }

  /**
   * What was published.
   *
   * @param replaced where the results come from that were there before; null if there were none
   * @param removed files of those results that have no successor
   * @param keptAside new names of what stood in the way and was not ours
   */
  public record Published(
      @Nullable Origin replaced, List<String> removed, List<String> keptAside) {}

  /**
   * Makes ready to write {@code target}, and keeps everybody else from doing so until it is closed.
   *
   * @throws IOException in words, if something stands there that is not ours, or another process
   *     writes there
   */
  public static OutputDirectory prepare(Path target) throws IOException {
    return prepare(target, true);
  }

  /** The same for files that belong beside a result in {@code target}, whoever put that there. */
  public static OutputDirectory prepareBeside(Path target) throws IOException {
    return prepare(target, false);
  }

  private static OutputDirectory prepare(Path target, boolean refusesForeign) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Deque<Path> created = new ArrayDeque<>();
      try {
        return open(target, refusesForeign, created);
      } catch (NoSuchFileException e) {
        removeCreated(created);
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        removeCreated(created);
        throw e;
      }
    }
  }

  private static OutputDirectory open(Path target, boolean refusesForeign, Deque<Path> created)
      throws IOException {
    createMissing(target, created);
    Path real = target.toRealPath();
    Path own = real.resolve(OWN);
    if (refusesForeign) {
      refuseForeign(real, own, target);
    }
    if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
      create(own, created);
    }
    DirectoryLock lock = DirectoryLock.acquire(own.resolve("lock"), target);
    try {
      return new OutputDirectory(real, own, lock, List.copyOf(created));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Where to write the files. */
  public Path staging() {
    return work.resolve(Publication.FILES);
  }

  /** Where a sweep keeps its finished points until the directory is whole. */
  public Path points() {
    return own.resolve("points");
  }

  /** Where the results that are there now come from; null if there are none of ours. */
  public @Nullable Origin origin() throws IOException {
    Manifest manifest = publication.current();
    return manifest == null ? null : manifest.origin();
  }

  /** Leaves files of ours whose name fulfils {@code condition} as they are. */
  public void keep(Predicate<String> condition) {
    stays = condition;
  }

  /** Puts the files in their places, and removes what was there of ours. */
  public Published publish(Origin origin) throws IOException {
    Manifest before = publication.current();
    Map<String, String> kept = new TreeMap<>();
    List<String> removed = new ArrayList<>();
    if (before != null) {
      before
          .files()
          .forEach(
              (name, hash) -> {
                if (Files.exists(staging().resolve(name))) {
                  return;
                }
                if (stays.test(name)) {
                  kept.put(name, hash);
                } else {
                  removed.add(name);
                }
              });
    }
    List<String> keptAside = publication.publish(work, origin, new Manifest(origin, kept));
    return new Published(before == null ? null : before.origin(), removed, keptAside);
  }

  /** Removes what was written and not published, and lets others in. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return; // the lock may be another's by now
    }
    closed = true;
    try {
      deleteTree(work);
      Publication.deleteIfEmpty(points());
    } finally {
      lock.close();
      Publication.deleteIfEmpty(own);
      removeCreated(created);
    }
  }

  /**
   * Deletes {@code directory} and all in it; nothing if it is not there. Links are removed, not
   * followed.
   */
  static void deleteTree(Path directory) throws IOException {
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

  /** Whoever left a working directory behind is gone, since we have the lock. */
  private void removeStaleWork() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(own, WORK + "*")) {
      for (Path directory : left) {
        deleteTree(directory);
      }
    }
  }

  private static void createMissing(Path target, Deque<Path> created) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path path = target.toAbsolutePath();
    while (path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      missing.push(path);
      path = path.getParent();
    }
    if (path != null && !Files.isDirectory(path)) {
      String what = Files.exists(path) ? "a file" : "a link to nowhere";
      throw new IOException(
          missing.isEmpty()
              ? target + " is " + what + "; choose another --out"
              : target + " cannot be made, for " + path + " is " + what + "; choose another --out");
    }
    for (Path each : missing) {
      create(each, created);
    }
  }

  private static void create(Path directory, Deque<Path> created) throws IOException {
    try {
      Files.createDirectory(directory);
      created.push(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) { // else another process was faster
        throw e;
      }
    }
  }

  /** The latest first; one that is not empty stays. */
  private static void removeCreated(Iterable<Path> created) throws IOException {
    for (Path directory : created) {
      Publication.deleteIfEmpty(directory);
    }
  }

  private static void refuseForeign(Path real, Path own, Path shown) throws IOException {
    try {
      if (new Publication(real, own).isOurs()) {
        return;
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          shown + "/" + OWN + "/manifest.json is " + e.getMessage() + "; choose another --out", e);
    }
    try (Stream<Path> entries = Files.list(real)) {
      if (entries.anyMatch(path -> !path.equals(own))) {
        throw new IOException(
            shown
                + " is not empty and was not written by headroom (it has no "
                + OWN
                + "/manifest.json); nothing in it was touched: choose another --out, or move it"
                + " away");
      }
    }
  }
}
