package headroom.cluster;

import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Points made for tests. */
final class Points {
  private Points() {}

  /** Requests that wait, {@code ratePerSecond} for {@code seconds}. */
  static Point of(int ratePerSecond, int seconds) {
    String text =
        """
        name: some
        machine: {cores: 2}
        arrivals: poisson(%d/s)
        server: {workers: 64}
        steps: [{io: exponential(1ms)}]
        run: {duration: %ds, warmup: 0s, replications: 1}
        """
            .formatted(ratePerSecond, seconds);
    try {
      ExperimentSource source = new ExperimentSource("some.yaml", text, Path.of(""));
      return new Point(Map.of(), ExperimentReader.read(source, List.of()).base());
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(e);
    }
  }
}
