package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.result.MeasuredRun;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Verification.Check;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static PointResult predicted;

  @BeforeAll
  static void predict() throws InvalidExperimentException, InterruptedException {
    Experiment experiment =
        TestExperiments.read(
            TestExperiments.service("cpu: exponential(1ms)")
                + "run: {duration: 10s, warmup: 1s, replications: 2}\n");
    try (PointRunner runner = PointRunner.simulator(1, RunProgress.NONE)) {
      predicted = runner.run(new Point(Map.of(), experiment));
    }
  }

  /** A run in which every time was {@code factor} times the predicted one. */
  private static MeasuredRun run(double factor, double otherCores) {
    var latency = predicted.latencyMs();
    return new MeasuredRun(
        "go1.26",
        10,
        1000,
        1000,
        0,
        predicted.throughputPerS(),
        new MeasuredRun.Latency(
            latency.mean() * factor,
            latency.p50() * factor,
            latency.p90() * factor,
            latency.p95() * factor,
            latency.p99() * factor,
            latency.max()),
        predicted.cpu().coresUsed(),
        0,
        0,
        0,
        0.01,
        20,
        true,
        0,
        otherCores);
  }

  private static List<Check> checks(MeasuredRun... runs) {
    return new Agreement(List.of(runs), predicted, 0.1, 2).checks();
  }

  @Test
  void whatIsWithinTheToleranceAgrees() {
    List<Check> checks = checks(run(1.05, 0));
    assertThat(checks).extracting(Check::name).contains("P50", "P99", "completed", "cores used");
    assertThat(checks).allMatch(Check::agrees);
  }

  @Test
  void theMedianCounts() {
    Check p50 = checks(run(1.3, 0), run(1.25, 0), run(2, 0)).get(1);
    assertThat(p50.name()).isEqualTo("P50");
    assertThat(p50.error()).isCloseTo(1 / 1.3 - 1, within(1e-3));
    assertThat(p50.agrees()).isFalse();
  }

  @Test
  void whatLiesAmongTheRepeatsAgrees() {
    assertThat(checks(run(0.9, 0), run(1.3, 0), run(1.5, 0)).get(1).agrees()).isTrue();
  }

  @Test
  void saysWhatDoesNotHold() {
    Agreement agreement = new Agreement(List.of(run(2, 0)), predicted, 0.1, 2);
    assertThat(agreement.warnings()).isEmpty();
    List<String> verdict = agreement.verdict(agreement.checks());
    assertThat(verdict.get(0))
        .startsWith("The prediction does not hold: mean latency predicted ")
        .contains("; P50 predicted ")
        .endsWith(", and more.");
    assertThat(verdict.get(1))
        .isEqualTo("2 of 6 figures are within 10% of what was measured, or among the repeats.");
  }

  @Test
  void repeatsThatWereDisturbedAreLeftOut() {
    List<MeasuredRun> runs = List.of(run(2, 0.5), run(1, 0));
    Agreement agreement = new Agreement(runs, predicted, 0.1, 2);
    assertThat(agreement.checks()).allMatch(Check::agrees);
    assertThat(Agreement.counted(runs, 2)).containsExactly(1);
    assertThat(agreement.warnings())
        .containsExactly(
            "1 repeat was left out: other programs used up to 0.5 cores, the hypervisor took up to"
                + " 0% of the time.");
  }

  @Test
  void ifAllWereDisturbedNothingIsSaidOfThePrediction() {
    List<MeasuredRun> runs = List.of(run(2, 0.5));
    Agreement agreement = new Agreement(runs, predicted, 0.1, 2);
    assertThat(Agreement.counted(runs, 2)).containsExactly(0);
    assertThat(agreement.warnings()).isEmpty();
    assertThat(agreement.verdict(agreement.checks()).get(0))
        .startsWith("This says nothing of the prediction, since every repeat was disturbed (other")
        .endsWith("): measure again when the machine is idle.");
  }

  /** Without GOGC and without a limit there is no heap goal to compare. */
  @Test
  void aGoalIsComparedIfThereIsOne() throws InvalidExperimentException, InterruptedException {
    assertThat(namesWith("100")).contains("GC cycles", "peak heap goal");
    assertThat(namesWith("off")).contains("GC cycles").doesNotContain("peak heap goal");
  }

  private static List<String> namesWith(String gogc)
      throws InvalidExperimentException, InterruptedException {
    Experiment experiment =
        TestExperiments.read(
            TestExperiments.service("alloc: {size: 64KiB, objects: 64}")
                + "runtime: {gogc: "
                + gogc
                + "}\nrun: {duration: 2s, warmup: 1s, replications: 1}\n");
    try (PointRunner runner = PointRunner.simulator(1, RunProgress.NONE)) {
      PointResult allocating = runner.run(new Point(Map.of(), experiment));
      return new Agreement(List.of(run(1, 0)), allocating, 0.1, 2)
          .checks().stream().map(Check::name).toList();
    }
  }
}
