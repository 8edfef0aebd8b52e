package headroom.experiments.sweep;

import headroom.experiments.Point;
import headroom.experiments.result.PointIndex;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The finished points of a sweep, one file each, so that an interrupted sweep can go on. A file is
 * named by all that its result depends on: after a change of the experiment or of the engine it is
 * simply not found. A point is removed when the results of a sweep that has it are published, and
 * not before; from then on it is found in those. That of another sweep stays.
 *
 * <p>For one process at a time: whoever has the output directory.
 */
public final class SweepJournal {
  private static final String SUFFIX = ".json";
  private static final String PARTIAL = ".partial";
  private static final String INDEX = "points.sha256";

  private final Path directory;
  private final String engine;
  private final boolean uses;
  private final PointIndex published;

  /** Of points that were asked about; a key takes a walk through all of the experiment. */
  private final Map<Point, String> keys = Collections.synchronizedMap(new LinkedHashMap<>());

  private SweepJournal(Path directory, Path result, String engine, boolean uses)
      throws IOException {
    this.directory = directory;
    this.engine = engine;
    this.uses = uses;
    this.published = new PointIndex(directory.resolveSibling(INDEX), result);
    Files.createDirectories(directory);
    try (DirectoryStream<Path> torn = Files.newDirectoryStream(directory, "*" + PARTIAL)) {
      for (Path file : torn) {
        Files.delete(file);
      }
    }
  }

  /**
   * The journal in {@code directory} with what an interrupted sweep left there, and what stands in
   * the {@code result} of a former one.
   */
  public static SweepJournal resume(Path directory, Path result, String engine) throws IOException {
    return new SweepJournal(directory, result, engine, true);
  }

  /**
   * The journal in {@code directory} for a sweep that runs every point; what an interrupted sweep
   * left there is not used, and stays until it is replaced.
   */
  public static SweepJournal fresh(Path directory, Path result, String engine) throws IOException {
    return new SweepJournal(directory, result, engine, false);
  }

  /**
   * The result of {@code point}, if it is known and may be used. A file that cannot be read counts
   * as not there.
   */
  public Optional<PointResult> find(Point point) {
    if (!uses) {
      return Optional.empty();
    }
    Path file = file(point);
    if (!Files.exists(file)) {
      return published.find(key(point));
    }
    try {
      return Optional.of(ResultFile.parsePoint(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The number of {@code points} that are kept. */
  public int kept(List<Point> points) {
    return (int) points.stream().filter(this::keeps).count();
  }

  private boolean keeps(Point point) {
    return Files.exists(file(point)) || (uses && published.find(key(point)).isPresent());
  }

  /** The number of kept points that are none of {@code points}. */
  public int others(List<Point> points) throws IOException {
    Set<Path> these = new TreeSet<>();
    points.forEach(point -> these.add(file(point)));
    int others = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        others += these.contains(file) ? 0 : 1;
      }
    }
    return others;
  }

  /**
   * Keeps the result of {@code point}: whole or not at all, on the disk when this returns. A plain
   * stream, so that an interrupt of the thread does not lose a point that is done.
   */
  public void keep(Point point, PointResult result) throws IOException {
    Path file = file(point);
    Path partial = file.resolveSibling(file.getFileName() + PARTIAL);
    try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
      out.write(ResultFile.toJson(result).getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    } catch (IOException e) {
      Files.deleteIfExists(partial);
      throw e;
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Makes {@code points} known as those of a result that is about to be published, and still is at
   * {@code finished}.
   */
  public void index(List<Point> points, Path finished) throws IOException {
    published.write(points.stream().map(this::key).toList(), finished);
  }

  /** Removes {@code points}: their results are where they belong. */
  public void remove(List<Point> points) throws IOException {
    for (Point point : points) {
      Files.deleteIfExists(file(point));
    }
  }

  private Path file(Point point) {
    return directory.resolve(key(point) + SUFFIX);
  }

  private String key(Point point) {
    return keys.computeIfAbsent(point, asked -> PointKey.of(asked, engine));
  }
}
