package headroom.experiments.file;

import headroom.experiments.operations.BenchmarkOutput;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The benchmarks that an experiment names; each file is read once, whatever the number of points.
 */
final class BenchmarkFiles {
  private final Path baseDirectory;
  private final Map<String, BenchmarkOutput.Content> known = new LinkedHashMap<>();

  BenchmarkFiles(Path baseDirectory) {
    this.baseDirectory = baseDirectory;
  }

  /** What {@code name}, looked for beside the experiment, holds. */
  BenchmarkOutput.Content read(String name) throws Malformed {
    BenchmarkOutput.Content content = known.get(name);
    if (content == null) {
      content = BenchmarkOutput.read(text(name));
      known.put(name, content);
    }
    return content;
  }

  private String text(String name) throws Malformed {
    Path path;
    try {
      path = baseDirectory.resolve(name);
    } catch (InvalidPathException e) {
      throw new Malformed("\"" + name + "\" is not a file name", 0);
    }
    if (!Files.isRegularFile(path)) {
      throw new Malformed("no such file \"" + name + "\" beside the experiment", 0);
    }
    try {
      return ExperimentSource.of(path).text();
    } catch (InvalidExperimentException e) {
      String why = e.problems().get(0).message();
      throw new Malformed("\"" + name + "\" " + why, 0);
    }
  }
}
