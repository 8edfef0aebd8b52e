package headroom.measure;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import java.nio.file.Path;
import java.util.List;

/** Experiments of which tests read something. */
final class TestExperiments {
  private TestExperiments() {}

  static ExperimentSource source(String text) {
    return new ExperimentSource("test.yaml", text, Path.of(""));
  }

  static Experiment read(String text, Setting... settings) throws InvalidExperimentException {
    return ExperimentReader.readBase(source(text), List.of(settings));
  }

  /** A service with the given steps, one in each line. */
  static String service(String... steps) {
    StringBuilder text = new StringBuilder();
    text.append("name: test\nmachine: {cores: 1}\narrivals: poisson(100/s)\n");
    text.append("server: {workers: 4, queue: 16, whenFull: reject, overhead: 20us}\nsteps:\n");
    for (String step : steps) {
      text.append("  - ").append(step).append('\n');
    }
    return text.toString();
  }
}
