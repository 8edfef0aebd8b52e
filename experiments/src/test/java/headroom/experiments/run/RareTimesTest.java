package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.model.Scenario;
import headroom.model.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RareTimesTest {
  private static final double SECOND_MOMENT = 17 * 1e7 * 1e7; // lognormal(10ms, cv=4)

  /** Nobody waits, so that latencies are what was drawn, to the three digits of the histogram. */
  @ParameterizedTest
  @ValueSource(strings = {"{io: lognormal(10ms cv=4)}", "{id: db, io: lognormal(10ms cv=4)}"})
  void controlIsWhatAReplicationDrew(String step) throws Exception {
    Scenario scenario = scenario("poisson(500/s)", "steps: [" + step + "]");
    for (int replication = 0; replication < 3; replication++) {
      Histogram latencies = Simulation.run(scenario, replication).latencyNs();
      double squares = 0;
      for (HistogramIterationValue value : latencies.recordedValues()) {
        double timeNs = latencies.medianEquivalentValue(value.getValueIteratedTo());
        squares += timeNs * timeNs * value.getCountAtValueIteratedTo();
      }
      double drawn = squares / latencies.getTotalCount() / SECOND_MOMENT;
      assertThat(rare(scenario).control(replication)).isCloseTo(drawn, withinPercentage(0.5));
    }
  }

  /** A tenth of the requests draw such times: the expectation counts the others as nothing. */
  @Test
  void classesCountByTheirShare() throws Exception {
    Scenario scenario =
        scenario(
            "poisson(2000/s)",
            "requests: [{class: heavy, share: 10%, steps: [{io: lognormal(10ms cv=4)}]}, "
                + "{class: light, share: 90%, steps: [{io: 1ms}]}]");
    double sum = 0;
    for (int replication = 0; replication < 200; replication++) {
      sum += rare(scenario).control(replication);
    }
    assertThat(sum / 200).isBetween(0.5, 1.6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [{io: exponential(10ms)}]",
        "steps: [{io: lognormal(10ms cv=1)}, {cpu: 1ms}]",
        "steps: [{io: normal(10ms sd=3ms)}]"
      })
  void mostTimesAreSeenOftenEnough(String steps) throws Exception {
    assertThat(RareTimes.of(scenario("poisson(500/s)", steps))).isNull();
  }

  private static RareTimes rare(Scenario scenario) {
    return Objects.requireNonNull(RareTimes.of(scenario));
  }

  private static Scenario scenario(String arrivals, String steps) throws Exception {
    String text =
        """
        name: rare
        profile: ideal
        machine: {cores: 1}
        arrivals: %s
        server: {workers: unbounded, overhead: 0ms}
        %s
        run: {duration: 10s, warmup: 0s}
        """
            .formatted(arrivals, steps);
    return ExperimentReader.read(new ExperimentSource("rare", text, Path.of("")), List.of())
        .base()
        .scenario();
  }
}
