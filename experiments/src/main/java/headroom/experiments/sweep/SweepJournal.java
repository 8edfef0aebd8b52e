package headroom.experiments.sweep;

import headroom.experiments.Point;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The finished points of a sweep, one file each, so that an interrupted sweep can go on. A file is
 * named by all that its result depends on: after a change of the experiment or of the engine it is
 * simply not found.
 */
public final class SweepJournal {
  private final Path directory;
  private final String engine;

  private SweepJournal(Path directory, String engine) {
    this.directory = directory;
    this.engine = engine;
  }

  /** The journal in {@code directory} with what an interrupted sweep left there. */
  public static SweepJournal resume(Path directory, String engine) throws IOException {
    Files.createDirectories(directory);
    return new SweepJournal(directory, engine);
  }

  /** An empty journal in {@code directory}. */
  public static SweepJournal fresh(Path directory, String engine) throws IOException {
    OutputDirectory.deleteTree(directory);
    return resume(directory, engine);
  }

  /**
   * The result of {@code point}, if it is known. A file that cannot be read counts as not there.
   */
  public Optional<PointResult> find(Point point) {
    Path file = file(point);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ResultFile.parsePoint(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps the result of {@code point}: whole or not at all. */
  public void keep(Point point, PointResult result) throws IOException {
    Path file = file(point);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.writeString(partial, ResultFile.toJson(result), StandardCharsets.UTF_8);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the journal: the sweep's results are where they belong. */
  public void delete() throws IOException {
    OutputDirectory.deleteTree(directory);
  }

  private Path file(Point point) {
    return directory.resolve(PointKey.of(point, engine) + ".json");
  }
}
