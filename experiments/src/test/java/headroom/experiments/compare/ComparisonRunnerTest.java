package headroom.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Experiment.Slo;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Experiments;
import headroom.experiments.run.Metric;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.QueueReplicator;
import headroom.experiments.run.RunProgress;
import headroom.experiments.statistics.PairedDifference;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonRunnerTest {
  /**
   * M/M/1 at load 0.8 has a mean time in the system of 20 ms, M/M/2 at 0.4 one of 4 / (1 - 0.16) =
   * 4.76 ms.
   */
  @Test
  void aSecondWorkerIsFoundToBeBetter() throws InterruptedException {
    ComparisonResult result = compare(200, 1, 200, 2);
    MetricDifference mean = metric(result, Metric.MEAN);
    double expected = 4 / (1 - 0.16) - 20;
    assertThat(mean.differenceCi95().high() - mean.differenceCi95().low()).isLessThan(8);
    assertThat(mean.difference()).isCloseTo(expected, within(4.0));
    assertThat(mean.effect()).isEqualTo(Effect.BETTER);
    assertThat(mean.relativeChange()).isCloseTo(expected / 20, within(0.1));
    assertThat(result.verdict().get(0))
        .startsWith("Setting server.workers=2 makes the service better (mean");
  }

  @Test
  void theOtherWayRoundTheSignTurns() throws InterruptedException {
    assertThat(metric(compare(200, 2, 200, 1), Metric.P99).effect()).isEqualTo(Effect.WORSE);
  }

  /** On the same draws an unchanged experiment differs by exactly nothing. */
  @Test
  void noChangeMakesNoDifference() throws InterruptedException {
    ComparisonResult result = compare(200, 1, 200, 1);
    assertThat(result.metrics()).isNotEmpty().allMatch(metric -> metric.difference() == 0);
    assertThat(result.metrics()).allMatch(metric -> metric.line().endsWith("  ~"));
    assertThat(result.verdict().get(0))
        .isEqualTo("Setting server.workers=1 makes no difference that can be told from chance.");
  }

  /**
   * A fourth worker at load 0.53 helps a little: more than the noise of the pairs, less than that
   * of either side.
   */
  @Test
  void pairsSeeFarFinerThanEitherSideAlone() throws InterruptedException {
    MetricDifference mean = metric(compare(400, 3, 400, 4), Metric.MEAN);
    double paired = (mean.differenceCi95().high() - mean.differenceCi95().low()) / 2;
    assertThat(mean.effect()).isEqualTo(Effect.BETTER);
    assertThat(paired).isLessThan(mean.base().halfWidth());
  }

  /** The points of two files carry their names, so that tables and charts can tell them apart. */
  @Test
  void twoFilesAreToldApart() throws InterruptedException {
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 2, RunProgress.NONE)) {
      Experiment same = Experiments.of(100, 1, 10);
      ComparisonResult result =
          new ComparisonRunner(runner, "test").compare(same, same, Map.of(), 4, 0.02);
      assertThat(result.basePoint().parameters()).isEqualTo(Map.of("experiment", "queue"));
      assertThat(result.changedPoint().parameters())
          .isEqualTo(Map.of("experiment", "the second queue"));
    }
  }

  @Test
  void theDustOfAdditionsIsNoDifference() {
    double[] base = {249.1, 248.9, 249.3, 248.7, 249.0};
    double[] changed = {249.1 + 3e-14, 248.9, 249.3, 248.7, 249.0 + 3e-14};
    MetricDifference same = difference(Metric.THROUGHPUT, PairedDifference.of(base, changed), 0.02);
    assertThat(same.sentence())
        .isEqualTo(
            "throughput stays at about 249/s: the difference of +0/s is within chance [+0/s, +0/s]");
  }

  @Test
  void theLineReadsAsThatOfBenchstat() {
    double[] base = {86, 88, 84, 86, 86.5};
    double[] changed = {41, 42, 40.5, 41, 41.5};
    MetricDifference p99 = difference(Metric.P99, PairedDifference.of(base, changed), 0.02);
    // Means 86.1 and 41.2; standard deviations 1.4318 and 0.5701, times 2.776 / sqrt(5): 1.78 (2 %)
    // and 0.71 (2 %).
    assertThat(p99.line()).startsWith("p99 86.1ms ± 2% → 41.2ms ± 2%  -52.1% [-52.");
    assertThat(p99.sentence()).startsWith("p99 falls from 86.1 ms to 41.2 ms, -52.1% [");
    assertThat(p99.effect()).isEqualTo(Effect.BETTER);
  }

  /** Each pair differs by 0.01 in 21.1: significant, and too small to matter. */
  @Test
  void aSmallDifferenceIsNoneThatMatters() {
    double[] base = {21.1, 21.2, 21.0, 21.1, 21.1};
    double[] changed = {21.11, 21.21, 21.01, 21.11, 21.111};
    PairedDifference pair = PairedDifference.of(base, changed);
    assertThat(pair.isSignificant()).isTrue();
    MetricDifference p50 = difference(Metric.P50, pair, 0.02);
    assertThat(p50.effect()).isEqualTo(Effect.NEGLIGIBLE);
    assertThat(p50.sentence())
        .isEqualTo(
            "p50 stays at about 21.1 ms: +0.0% [+0.0%, +0.1%] is no difference that matters (less than 2%)");
    assertThat(p50.line()).contains("  ≈");
  }

  @Test
  void aVerdictOfSmallDifferencesSaysThatTheyDoNotMatter() throws InterruptedException {
    assertThat(compare(400, 3, 400, 4, 0.9).verdict())
        .first()
        .isEqualTo("Setting server.workers=4 makes no difference that matters (90% or more).");
  }

  /** Told apart by a finer threshold than the figures are shown with. */
  @Test
  void aFigureNeverRisesToItself() {
    double[] base = {21.1, 21.2, 21.0, 21.1, 21.1};
    double[] changed = {21.11, 21.21, 21.01, 21.11, 21.111};
    MetricDifference p50 =
        DifferenceText.of(
            ComparedFigure.of(Metric.P50),
            PairedDifference.of(base, changed),
            new Yardstick(0.0001, true),
            0);
    assertThat(p50.effect()).isEqualTo(Effect.WORSE);
    assertThat(p50.sentence()).startsWith("p50 rises by 10.2 µs from 21.1 ms, +0.0% [");
  }

  /** A fifth more load raises throughput and latency; neither is a merit of the service. */
  @Test
  void moreLoadIsNeitherBetterNorWorse() throws InterruptedException {
    ComparisonResult more = compare(150, 1, 190, 1);
    assertThat(more.metrics())
        .extracting(MetricDifference::effect)
        .contains(Effect.CHANGED)
        .doesNotContain(Effect.BETTER, Effect.WORSE);
    assertThat(more.verdict().get(0))
        .containsPattern("changes the load from 1[45]\\d/s to 1[89]\\d/s")
        .contains("so that nothing is called better or worse: higher mean");
  }

  /** A step's time matters by what it adds to a request, and not by what it was. */
  @Test
  void aStepThatIsATraceOfTheLatencyDoesNotMatter() {
    ComparedFigure wait =
        new ComparedFigure(
            "by_step.lock.wait_ms.mean", "lock wait mean", "ms", Metric.Better.LOWER);
    PairedDifference pair =
        PairedDifference.of(
            new double[] {0.001, 0.0011, 0.0009}, new double[] {0.003, 0.0031, 0.0029});
    Yardstick yardstick = new Yardstick(0.02, true);
    MetricDifference small = DifferenceText.of(wait, pair, yardstick, 0.02 * 20);
    assertThat(small.effect()).isEqualTo(Effect.NEGLIGIBLE);
    assertThat(small.sentence()).endsWith("(less than 2% of a request's latency)");
    assertThat(DifferenceText.of(wait, pair, yardstick, 0.02 * 0.01).effect())
        .isEqualTo(Effect.WORSE);
  }

  /** 148,604% of next to nothing is no figure for people. */
  @Test
  void aChangeFromNextToNothingIsShownInItsUnit() {
    PairedDifference pair =
        PairedDifference.of(new double[] {0.001, 0.002, 0.003}, new double[] {4, 4.1, 4.2});
    MetricDifference p50 =
        DifferenceText.of(ComparedFigure.of(Metric.P50), pair, new Yardstick(0.02, true), 0);
    assertThat(p50.sentence()).startsWith("p50 rises from 2 µs to 4.1 ms, +4.1 ms [+");
    assertThat(p50.relativeChange()).isGreaterThan(1000);
  }

  @Test
  void theSameArrivalsAreSaidOnlyOfTheSame() throws InterruptedException {
    assertThat(compare(200, 1, 200, 2).verdict())
        .last()
        .asString()
        .endsWith("10 paired replications with the same arrivals and demands.");
    assertThat(compare(200, 1, 210, 1).verdict())
        .last()
        .asString()
        .endsWith("10 paired replications with the same demands; the arrivals differ.");
  }

  @Test
  void aShareThatWasZeroIsComparedWithoutARatio() {
    MetricDifference rejected =
        difference(
            Metric.REJECTED_SHARE,
            PairedDifference.of(new double[] {0, 0, 0}, new double[] {0.02, 0.021, 0.019}),
            0.02);
    assertThat(rejected.relativeChange()).isNull();
    assertThat(rejected.effect()).isEqualTo(Effect.WORSE);
    assertThat(rejected.sentence())
        .isEqualTo("the share of rejected requests rises from 0% to 2%, +2% [+1.75%, +2.25%]");
  }

  @Test
  void fewPairsAreRaisedAndThreadsDoNotMatter() throws InterruptedException, IOException {
    Experiment base = Experiments.of(200, 1, 5);
    Experiment changed = Experiments.of(200, 2, 5);
    String json = null;
    for (int threads : new int[] {1, 3}) {
      try (PointRunner runner = new PointRunner(new QueueReplicator(), threads, RunProgress.NONE)) {
        ComparisonResult result =
            new ComparisonRunner(runner, "test").compare(base, changed, Map.of(), 2, 0.02);
        assertThat(result.pairs()).isEqualTo(ComparisonRunner.LEAST_PAIRS);
        String text = ResultFile.toJson(result);
        assertThat(json == null || json.equals(text)).isTrue();
        assertThat(ResultFile.parse(text, ComparisonResult.class)).isEqualTo(result);
        json = text;
      }
    }
  }

  @Test
  void theVerdictSpeaksOfTheSlo() throws InterruptedException {
    Slo slo = new Slo(null, null, null, 50_000_000L, null, null, null, null);
    RunSettings run = new RunSettings(false, 5, null);
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 2, RunProgress.NONE)) {
      ComparisonResult result =
          new ComparisonRunner(runner, "test")
              .compare(
                  Experiments.of(200, 1, 30, run, slo),
                  Experiments.of(200, 3, 30, run, slo),
                  Map.of(),
                  5,
                  0.02);
      assertThat(result.verdict()).contains("The change meets the SLO, which the base misses.");
    }
  }

  private static MetricDifference difference(
      Metric metric, PairedDifference pair, double threshold) {
    return DifferenceText.of(ComparedFigure.of(metric), pair, new Yardstick(threshold, true), 0);
  }

  private static ComparisonResult compare(double rate, int workers, double newRate, int newWorkers)
      throws InterruptedException {
    return compare(rate, workers, newRate, newWorkers, ComparisonRunner.DEFAULT_THRESHOLD);
  }

  private static ComparisonResult compare(
      double rate, int workers, double newRate, int newWorkers, double threshold)
      throws InterruptedException {
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 2, RunProgress.NONE)) {
      return new ComparisonRunner(runner, "test")
          .compare(
              Experiments.of(rate, workers, 100),
              Experiments.of(newRate, newWorkers, 100),
              Map.of("server.workers", (long) newWorkers),
              ComparisonRunner.DEFAULT_PAIRS,
              threshold);
    }
  }

  private static MetricDifference metric(ComparisonResult result, Metric metric) {
    return result.metrics().stream()
        .filter(difference -> difference.metric().equals(metric.path()))
        .findFirst()
        .orElseThrow();
  }
}
