package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.result.Theory;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.workload.Arrivals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TheoryCheckTest {
  /** M/M/4 at load 0.8: mean 17.455 ms, P99 68.93 ms. */
  private static final String QUEUE =
      """
      name: queue
      profile: ideal
      machine: {cores: 4}
      arrivals: poisson(320/s)
      server: {workers: 4}
      steps: [{io: exponential(10ms)}]
      run: {duration: 100s, warmup: 5s, replications: 8, seed: 3}
      """;

  private static Experiment experiment(String text) throws Exception {
    return ExperimentReader.read(new ExperimentSource("q.yaml", text, Path.of("")), List.of())
        .base();
  }

  private static Theory theory(String text, Replicator replicator) throws Exception {
    try (PointRunner runner = new PointRunner(replicator, 2, RunProgress.NONE)) {
      Point point = new Point(Map.of(), experiment(text));
      return Objects.requireNonNull(runner.run(point).theory());
    }
  }

  private static Theory theory(String text) throws Exception {
    return theory(text, Replicator.simulator());
  }

  @Test
  void aTextbookQueueAgrees() throws Exception {
    Theory theory = theory(QUEUE);
    Theory.Model model = Objects.requireNonNull(theory.model());
    assertThat(model.name()).isEqualTo("M/M/4");
    assertThat(model.latencyMs().get("mean")).isCloseTo(17.4554, within(1e-3));
    assertThat(model.latencyMs().get("p99")).isCloseTo(68.932, within(1e-2));
    assertThat(theory.findings()).allMatch(Theory.Finding::chance);
    Theory.Bounds bounds = Objects.requireNonNull(theory.bounds());
    assertThat(bounds.meanMs()).isCloseTo(10, within(1e-9));
    assertThat(bounds.throughputPerS()).isCloseTo(400, within(1e-6));
    assertThat(bounds.limitedBy()).isEqualTo("server workers");
  }

  /** What Go and Linux cost lengthens the service, and with that the formula is right again. */
  @Test
  void costsAreNoDisagreement() throws Exception {
    Theory theory = theory(QUEUE.replace("ideal", "linux"));
    Theory.Model model = Objects.requireNonNull(theory.model());
    assertThat(model.simulatedServiceMs()).isGreaterThan(10.05);
    assertThat(model.withCostsMs().get("mean")).isGreaterThan(17.9);
    assertThat(theory.findings()).allMatch(Theory.Finding::chance);
  }

  /** A simulator that lets 5 % more in than the file says is found out. */
  @Test
  void aWrongSimulatorIsFlagged() throws Exception {
    Replicator wrong =
        (scenario, replication, progress) ->
            Simulation.run(busier(scenario), replication, null, progress);
    Theory theory = theory(QUEUE, wrong);
    assertThat(theory.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.figure()).isEqualTo("mean");
              assertThat(finding.chance()).isFalse();
              assertThat(finding.text())
                  .startsWith("the simulated mean, 2")
                  .contains(" above the 17.", " of M/M/4, more than its 95% interval");
            });
  }

  private static Scenario busier(Scenario s) {
    return new Scenario(
        s.machine(),
        s.runtime(),
        s.process(),
        s.memory(),
        new Arrivals.Poisson(336),
        s.clients(),
        s.server(),
        s.classes(),
        s.resources(),
        s.costs(),
        s.window(),
        s.seed());
  }

  /**
   * 20 users who think for 100 ms: at most 20 / (30 + 100) ms of requests, whatever the cores do.
   */
  @Test
  void usersHaveTheirBounds() throws Exception {
    String loop =
        QUEUE
            .replace("arrivals: poisson(320/s)", "clients: {users: 20, think: exponential(100ms)}")
            .replace("server: {workers: 4}\n", "")
            .replace(
                "io: exponential(10ms)", "cpu: exponential(10ms)}, {io: lognormal(20ms cv=0.8)")
            .replace("100s", "20s");
    Theory theory = theory(loop);
    assertThat(theory.model()).isNull();
    Theory.Bounds bounds = Objects.requireNonNull(theory.bounds());
    assertThat(bounds.meanMs()).isCloseTo(30, within(1e-6));
    assertThat(bounds.throughputPerS()).isCloseTo(20 / 0.13, within(1e-3));
    assertThat(bounds.limitedBy()).isEqualTo("users");
  }

  @Test
  void anOverloadHasNoModelAndItsBound() throws Exception {
    Theory theory = theory(QUEUE.replace("320/s", "480/s").replace("100s", "20s"));
    assertThat(theory.model()).isNull();
    assertThat(Objects.requireNonNull(theory.bounds()).throughputPerS())
        .isCloseTo(400, within(1e-6));
  }
}
