package headroom.experiments.result;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves finished files into an output directory. They wait in {@code .headroom/ready}, with the
 * manifest that will be; from the moment when that directory has its name the publication is
 * decided, and whoever opens the output directory next ends one that was cut short. So that nobody
 * ever sees files of two runs as one result, {@code result.json} is the first to go and the last to
 * come.
 */
final class Publication {
  /** Where the files wait, inside the directory of the manifest that will be. */
  static final String FILES = "files";

  private static final String READY = "ready";
  private static final String MANIFEST = "manifest.json";
  private static final String RESULT = "result.json";

  private final Path target;
  private final Path own;
  private final List<String> keptAside = new ArrayList<>();

  /** Of the output directory {@code target}, whose own files are in {@code own}. */
  Publication(Path target, Path own) {
    this.target = target;
    this.own = own;
  }

  /** What the directory holds now; null if nothing of ours. */
  @Nullable Manifest current() throws IOException {
    return Manifest.read(own.resolve(MANIFEST));
  }

  /** Whether a manifest of ours stands here, or is about to. */
  boolean isOurs() throws IOException {
    return current() != null || Manifest.read(own.resolve(READY).resolve(MANIFEST)) != null;
  }

  /**
   * Publishes the files in {@code work}.
   *
   * @param kept files, of those that are there now, that stay and are ours as before
   * @return names under which things of the user's were kept that stood in the way
   */
  List<String> publish(Path work, Origin origin, Manifest kept) throws IOException {
    Path files = work.resolve(FILES);
    Map<String, String> hashes = new LinkedHashMap<>(kept.files());
    for (String name : names(files)) {
      hashes.put(name, Manifest.hash(files.resolve(name)));
    }
    new Manifest(origin, hashes).write(work.resolve(MANIFEST));
    Files.move(work, own.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
    finish();
    return List.copyOf(keptAside);
  }

  /** Ends a publication that was decided; nothing if there is none. */
  void finish() throws IOException {
    Path ready = own.resolve(READY);
    Manifest next = Manifest.read(ready.resolve(MANIFEST));
    if (next != null) {
      Path files = ready.resolve(FILES);
      List<String> waiting = names(files);
      Manifest before = current();
      if (before != null) {
        removeOld(before, next, waiting);
      }
      for (String name : waiting) {
        move(files.resolve(name), name);
      }
      if (before != null) {
        removeEmptyFolders(before);
      }
      Files.move(ready.resolve(MANIFEST), own.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    }
    OutputDirectory.deleteTree(ready);
  }

  /** A file that is in {@code next} and no longer waiting has been moved already, or stays. */
  private void removeOld(Manifest before, Manifest next, List<String> waiting) throws IOException {
    List<String> order = new ArrayList<>(before.files().keySet());
    order.sort(Comparator.comparing((String name) -> !name.equals(RESULT)));
    for (String name : order) {
      boolean settled = next.files().containsKey(name) && !waiting.contains(name);
      if (!settled && before.holds(target, name)) {
        Files.delete(target.resolve(name));
      }
    }
  }

  private void move(Path from, String name) throws IOException {
    Path to = target.resolve(name);
    Path folder = to.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      setAside(folder);
      Files.createDirectories(folder);
    }
    if (!Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
        || !Manifest.hash(to).equals(Manifest.hash(from))) {
      setAside(to);
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) { // the folder is a link to another file system
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What stands in the way is not ours, or was removed before: it gets another name. */
  private void setAside(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = path.resolveSibling(path.getFileName() + ".kept");
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = path.resolveSibling(path.getFileName() + ".kept-" + i);
    }
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    keptAside.add(target.relativize(aside).toString());
  }

  private void removeEmptyFolders(Manifest before) throws IOException {
    TreeSet<Path> folders = new TreeSet<>(Comparator.reverseOrder());
    for (String name : before.files().keySet()) {
      for (Path path = Path.of(name).getParent(); path != null; path = path.getParent()) {
        folders.add(path);
      }
    }
    for (Path folder : folders) {
      deleteIfEmpty(target.resolve(folder));
    }
  }

  /** Removes {@code folder}, if it is a directory with nothing in it. */
  static void deleteIfEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return; // other files are in it, or another process has removed it
      }
    }
  }

  /** The files below {@code folder}, with slashes, in order; {@code result.json} is the last. */
  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .sorted(
              Comparator.comparing((String name) -> name.equals(RESULT))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }
}
