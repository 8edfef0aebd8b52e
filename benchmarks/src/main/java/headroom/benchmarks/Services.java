package headroom.benchmarks;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The experiment files that the benchmarks run; those of services have 10,000 requests in the mean.
 */
final class Services {
  static final int REQUESTS = 10_000;

  private Services() {}

  /** The service in the file {@code name}, with some of its keys set otherwise. */
  static Scenario named(String name, List<Setting> settings)
      throws IOException, InvalidExperimentException {
    try (InputStream file = Services.class.getResourceAsStream(name + ".yaml")) {
      if (file == null) {
        throw new IOException("there is no service " + name);
      }
      ExperimentSource source = ExperimentSource.ofStandardInput(file);
      return ExperimentReader.read(source, settings).points().get(0).experiment().scenario();
    }
  }
}
