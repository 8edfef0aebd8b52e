package headroom.experiments.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under which key each point of a published {@code result.json} can be found again. A text file:
 * the SHA-256 of the result that it belongs to, then the keys in the order of the points, one a
 * line. Beside any other result it is worth nothing, and finds nothing.
 */
public final class PointIndex {
  private static final String PARTIAL = ".partial";

  private final Path file;
  private final Path resultFile;
  private @Nullable Map<String, PointResult> points;

  /** The index {@code file} of the points in {@code resultFile}; neither needs to be there. */
  public PointIndex(Path file, Path resultFile) {
    this.file = file;
    this.resultFile = resultFile;
  }

  /** The point under {@code key}, if it is in the result. */
  public synchronized Optional<PointResult> find(String key) {
    Map<String, PointResult> known = points;
    if (known == null) {
      known = read();
      points = known;
    }
    return Optional.ofNullable(known.get(key));
  }

  /**
   * Writes the index of a result that is about to be published: from then on it finds the points.
   *
   * @param keys of its points, in their order
   * @param finished where the result still is
   */
  public void write(List<String> keys, Path finished) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(Manifest.hash(finished));
    lines.addAll(keys);
    Path partial = file.resolveSibling(file.getFileName() + PARTIAL);
    Files.write(partial, lines, StandardCharsets.UTF_8);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, PointResult> read() {
    Map<String, PointResult> known = new LinkedHashMap<>();
    try {
      if (!Files.exists(file) || !Files.exists(resultFile)) {
        return known;
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.isEmpty() || !lines.get(0).equals(Manifest.hash(resultFile))) {
        return known;
      }
      List<PointResult> results = ResultFile.read(resultFile).points();
      for (int i = 0; i < Math.min(results.size(), lines.size() - 1); i++) {
        known.put(lines.get(i + 1), results.get(i));
      }
      return known;
    } catch (IOException e) {
      return Map.of(); // what cannot be read is run again
    }
  }
}
