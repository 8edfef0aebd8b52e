package headroom.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.model.Simulation;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests without work cost a process that is mostly idle. */
class IdlenessTest {
  private static final double NS_PER_US = 1e3;

  /**
   * CPU of a request, us, measured on the reference machine ({@code calibration.json}: null-50,
   * null-1000, io5-100 and io5-1000). {@code os.wakeColdCpu} and {@code go.coldRefill} come from
   * the first four lines; with one cost for all wake-ups, the first is 65 us and the fifth 143.
   */
  @ParameterizedTest(name = "{1}/s, {2}, {0} cores")
  @CsvSource({
    "1, 50, 'cpu: 1us', 202.1",
    "1, 1000, 'cpu: 1us', 62.4",
    "2, 50, 'cpu: 1us', 300.0",
    "2, 1000, 'cpu: 1us', 97.1",
    "1, 100, 'io: 5.08ms', 277.0",
    "1, 1000, 'io: 5.04ms', 125.5",
    "2, 1000, 'io: 5.05ms', 148.5"
  })
  void requestsCostMoreAfterIdleness(int cores, int perSecond, String step, double measuredUs)
      throws Exception {
    String text =
        """
        name: idle
        profile: reference
        machine: {cores: %d}
        arrivals: poisson(%d/s)
        server: {workers: 64}
        steps: [{%s}]
        run: {duration: 20s, warmup: 1s, replications: 1}
        """
            .formatted(cores, perSecond, step);
    Experiment experiment =
        ExperimentReader.read(new ExperimentSource("idle", text, Path.of("")), List.of()).base();
    Observation observation = Simulation.run(experiment.scenario(), 0);
    double requests = observation.requests().completionsInWindow();
    assertThat(observation.metrics().figures().total(MetricNames.CPU_TIME) / requests / NS_PER_US)
        .isCloseTo(measuredUs, withinPercentage(17));
  }
}
