package headroom.experiments.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Experiment.Slo;
import headroom.experiments.Point;
import headroom.experiments.result.Conduct.Precision;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.ResultFile;
import headroom.model.observe.Observation;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointRunnerTest {
  /**
   * M/M/1 at load 0.5: the time in the system is exponential with mean 1 / (250 - 125) s = 8 ms.
   */
  @Test
  void figuresAgreeWithTheory() throws InterruptedException {
    PointRun run = run(Experiments.of(125, 1, 200), 2);
    PointResult result = run.result();
    Interval mean = interval(result, "mean");
    assertThat(mean.high() - mean.low()).isLessThan(0.8); // else the next line could not fail
    assertThat(result.latencyMs().mean()).isCloseTo(8, within(2 * (mean.high() - mean.low())));
    assertThat(result.latencyMs().p50()).isCloseTo(8 * StrictMath.log(2), within(0.3));
    assertThat(result.latencyMs().p99()).isCloseTo(8 * StrictMath.log(100), within(3.0));
    assertThat(result.throughputPerS()).isCloseTo(125, within(3.0));
    assertThat(result.cpu().coresUsed()).isCloseTo(0.5, within(0.02));
    assertThat(result.cpu().utilization()).isCloseTo(result.cpu().coresUsed() / 2, within(1e-6));
    assertThat(result.stability().stationary()).isTrue();
    assertThat(result.replications()).isEqualTo(5);
    assertThat(result.offered()).isEqualTo(result.completed());
    assertThat(run.values(Metric.P99)).hasSize(5);
  }

  @Test
  void theBreakdownAddsUpToTheMeanLatency() throws InterruptedException {
    PointResult result = run(Experiments.of(125, 1, 50), 2).result();
    double sum = result.breakdownMs().values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(result.latencyMs().mean(), within(1e-4));
    assertThat(result.breakdownMs().keySet())
        .containsExactly("queue", "runnable", "running", "descheduled", "io", "sleep");
    assertThat(result.breakdownP99Ms().get("queue"))
        .isGreaterThan(requireNonNull(result.breakdownMs().get("queue")));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 4, 7})
  void anyNumberOfThreadsGivesTheSameBytes(int threads) throws InterruptedException {
    RunSettings precise = new RunSettings(true, 3, 0.03);
    Experiment experiment = Experiments.of(200, 1, 20, precise, null);
    assertThat(ResultFile.toJson(run(experiment, threads).result()))
        .isEqualTo(ResultFile.toJson(run(experiment, 1).result()));
  }

  @Test
  void oneReplicationHasNoIntervals() throws InterruptedException {
    PointResult result =
        run(Experiments.of(125, 1, 10, new RunSettings(false, 1, null), null), 1).result();
    assertThat(result.latencyMs().ci95()).isNull();
    assertThat(result.throughputCi95()).isNull();
    assertThat(result.precision()).isNull();
  }

  @Test
  void replicationsAreAddedUntilTheIntervalIsNarrow() throws InterruptedException {
    PointResult result =
        run(Experiments.of(125, 1, 20, new RunSettings(false, 2, 0.04), null), 2).result();
    Precision precision = precision(result);
    assertThat(precision.reached()).isTrue();
    assertThat(precision.achieved()).isLessThanOrEqualTo(0.04);
    assertThat(result.replications()).isBetween(20, PointRunner.MOST_REPLICATIONS - 1);
  }

  @Test
  void anUnreachablePrecisionEndsAtTheLimitAndSaysSo() throws InterruptedException {
    PointResult result =
        run(Experiments.of(125, 1, 1, new RunSettings(false, 2, 0.0001), null), 2).result();
    assertThat(result.replications()).isEqualTo(PointRunner.MOST_REPLICATIONS);
    assertThat(precision(result).reached()).isFalse();
    assertThat(precision(result).achieved()).isGreaterThan(0.0001);
  }

  /** 300 requests/s before a server that does 250/s: 50 more are in the system each second. */
  @Test
  void anOverloadedServiceIsNotStationary() throws InterruptedException {
    PointResult result = run(Experiments.of(300, 1, 30), 2).result();
    assertThat(result.stability().stationary()).isFalse();
    assertThat(result.stability().queueGrowthPerS()).isCloseTo(50, within(10.0));
    assertThat(result.stability().reason())
        .startsWith("requests in the system grow by ")
        .contains("more arrive than are completed");
  }

  @Test
  void theWarmUpIsFoundAndCutOff() throws InterruptedException {
    RunSettings automatic = new RunSettings(true, 2, null);
    double idle = run(Experiments.of(25, 1, 100, automatic, null), 2).result().warmupS();
    double busy = run(Experiments.of(240, 1, 100, automatic, null), 2).result().warmupS();
    assertThat(idle)
        .isBetween(1.0, 10.0); // relaxes within ten milliseconds; one per cent is the least
    assertThat(busy)
        .isGreaterThan(idle)
        .isLessThanOrEqualTo(50.0); // load 0.96 relaxes in about 10 s
  }

  @Test
  void theSloIsJudgedInWords() throws InterruptedException {
    Slo slo = new Slo(100_000_000L, null, null, 1_000_000L, null, 0.01, 1000.0, null);
    PointResult result =
        run(Experiments.of(125, 1, 20, new RunSettings(false, 2, null), slo), 2).result();
    SloVerdict verdict = requireNonNull(result.slo());
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.misses()).hasSize(2);
    assertThat(verdict.misses().get(0)).matches("p99 is [0-9.]+ ms, the limit is 1 ms");
    assertThat(verdict.misses().get(1))
        .matches("throughput is [0-9.]+/s, at least 1,000/s is wanted");
  }

  @Test
  void everyLimitStandsBesideItsFigureMetOrNot() throws InterruptedException {
    Slo slo = new Slo(100_000_000L, null, 100_000_000L, 1_000_000L, null, 0.01, 100.0, null);
    PointResult result =
        run(Experiments.of(125, 1, 20, new RunSettings(false, 4, null), slo), 2).result();
    assertThat(requireNonNull(requireNonNull(result.slo()).objectives()))
        .extracting(Objective::text)
        .satisfiesExactly(
            p50 ->
                assertThat(p50)
                    .matches(
                        "p50 [0-9.]+ ms of 100 ms, 9[0-9.]+% to spare "
                            + "\\(95% interval [0-9.]+ ms to [0-9.]+ ms\\)"),
            p95 ->
                assertThat(p95)
                    .matches(
                        "p95 [0-9.]+ ms of 100 ms, [0-9.]+% to spare "
                            + "\\(95% interval [0-9.]+ ms to [0-9.]+ ms\\)"),
            p99 -> assertThat(p99).matches("p99 [0-9.]+ ms of 1 ms, [0-9.]+ times the limit .*"),
            errors -> assertThat(errors).isEqualTo("errors 0% of 1%, 100% to spare"),
            throughput ->
                assertThat(throughput)
                    .matches("throughput [0-9]+/s of at least 100/s, [0-9.]+% above .*"));
  }

  /** Two runs of a second cannot tell a mean: Student's factor alone is 12.7. */
  @Test
  void aFigureThatTheRunIsTooShortForIsWarnedOf() throws InterruptedException {
    PointResult result =
        run(Experiments.of(125, 1, 1, new RunSettings(false, 2, null), null), 2).result();
    assertThat(result.stability().stationary()).isTrue();
    assertThat(result.stability().wideInterval())
        .matches(
            "the 95% intervals are wide: .*p99 without an upper end.*; "
                + "at least [0-9,]+ replications instead of 2, "
                + "or a duration of [0-9.]+ (s|min|h) instead of 1 s, would bring them to ±12.5%");
    assertThat(requireNonNull(result.latencyMs().ci95())).containsKey("mean");
    assertThat(requireNonNull(result.latencyMs().ci95())).doesNotContainKey("p99");
    PointResult longer = run(Experiments.of(125, 1, 200), 2).result();
    assertThat(longer.stability().wideInterval()).isNull();
    assertThat(requireNonNull(longer.latencyMs().ci95()))
        .containsOnlyKeys("mean", "p50", "p90", "p95", "p99", "p999"); // as the figures' own keys
  }

  /** Of five replications, each with its own latency, throughput and CPU. */
  @Test
  void everyFigureHasAnIntervalAboutIt() throws InterruptedException {
    PointResult result = run(Experiments.of(125, 1, 200), 2).result();
    assertThat(holds(requireNonNull(result.throughputCi95()), result.throughputPerS())).isTrue();
    Map<String, Interval> cpu = requireNonNull(result.cpu().ci95());
    assertThat(cpu).containsOnlyKeys("cores_used", "utilization");
    assertThat(holds(requireNonNull(cpu.get("cores_used")), result.cpu().coresUsed())).isTrue();
    assertThat(holds(requireNonNull(cpu.get("utilization")), result.cpu().utilization())).isTrue();
    assertThat(holds(interval(result, "mean"), result.latencyMs().mean())).isTrue();
    assertThat(holds(interval(result, "p50"), result.latencyMs().p50())).isTrue();
    assertThat(holds(interval(result, "p99"), result.latencyMs().p99())).isTrue();
  }

  private static boolean holds(Interval interval, double value) {
    return interval.low() < value && value < interval.high();
  }

  @Test
  void aFailureNamesItsReplication() {
    Replicator failing =
        (scenario, replication, progress) -> {
          if (replication == 2) {
            throw new IllegalArgumentException("boom");
          }
          return new QueueReplicator().run(scenario, replication, progress);
        };
    try (PointRunner runner = new PointRunner(failing, 2, RunProgress.NONE)) {
      assertThatThrownBy(() -> runner.run(Experiments.point(Experiments.of(125, 1, 1))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("replication 2 failed")
          .hasMessageContaining("boom");
    }
  }

  @Test
  void closingStopsARunningPoint() {
    AtomicReference<PointRunner> runner = new AtomicReference<>();
    AtomicInteger begun = new AtomicInteger();
    Replicator endless =
        (scenario, replication, progress) -> {
          begun.incrementAndGet();
          requireNonNull(runner.get()).close();
          for (long now = 0; ; now++) {
            progress.reached(now, Long.MAX_VALUE);
          }
        };
    runner.set(new PointRunner(endless, 1, RunProgress.NONE));
    assertThatThrownBy(
            () -> requireNonNull(runner.get()).run(Experiments.point(Experiments.of(125, 1, 1))))
        .isInstanceOf(CancellationException.class);
    assertThat(begun).hasValue(1);
  }

  /** Even when all replications end before it looks: interrupted is interrupted. */
  @RepeatedTest(20)
  void anInterruptedCallerGivesUp() {
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> runner.run(Experiments.point(Experiments.of(125, 1, 1))))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void progressEndsAtTheWholeWork() throws InterruptedException {
    AtomicReference<RunProgress.State> last = new AtomicReference<>();
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 3, last::set)) {
      PointResult result = runner.run(Experiments.point(Experiments.of(125, 1, 10)));
      assertThat(last.get()).isEqualTo(new RunProgress.State(1, 1, 1, 50, 5, result.events()));
    }
  }

  /**
   * The first replication has all 100 samples, the second 60, the third 80: the means are over the
   * 60 common ones.
   */
  @Test
  void seriesEndWhereTheShortestReplicationEnds() throws InterruptedException {
    int[] kept = {100, 60, 80, 100, 100};
    Replicator early =
        (scenario, replication, progress) ->
            withSamples(
                new QueueReplicator().run(scenario, replication, progress), kept[replication]);
    try (PointRunner runner = new PointRunner(early, 2, RunProgress.NONE)) {
      PointResult result = runner.run(Experiments.point(Experiments.of(125, 1, 10)));
      PointResult whole = run(Experiments.of(125, 1, 10), 1).result();
      assertThat(result.series().timeS()).isEqualTo(whole.series().timeS().subList(0, 60));
      assertThat(result.series().values().get("in_system"))
          .isEqualTo(requireNonNull(whole.series().values().get("in_system")).subList(0, 60));
      assertThat(result.stability().stationary()).isTrue();
    }
  }

  private static Observation withSamples(Observation all, int count) {
    Observation.Series series = all.series();
    double[][] values = {Arrays.copyOf(series.values()[0], count)};
    Observation.Series fewer =
        new Observation.Series(Arrays.copyOf(series.timeNs(), count), series.names(), values);
    return new Observation(
        all.windowNs(),
        all.requests(),
        all.timeSpent(),
        new Observation.Metrics(all.metrics().figures(), fewer),
        all.process(),
        all.events());
  }

  @Test
  void parametersAreHandedThrough() throws InterruptedException {
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      Point point = new Point(Map.of("server.workers", 1L), Experiments.of(125, 1, 1));
      assertThat(runner.run(point).parameters()).isEqualTo(Map.of("server.workers", 1L));
    }
  }

  private static PointRun run(Experiment experiment, int threads) throws InterruptedException {
    try (PointRunner runner = new PointRunner(new QueueReplicator(), threads, RunProgress.NONE)) {
      return runner.runAll(Experiments.point(experiment));
    }
  }

  private static Interval interval(PointResult result, String name) {
    return requireNonNull(requireNonNull(result.latencyMs().ci95()).get(name));
  }

  private static Precision precision(PointResult result) {
    return requireNonNull(result.precision());
  }

  /**
   * The first replication is given up for the second, which found no memory: that is what ended it.
   */
  @Test
  void aReplicationThatFindsNoMemoryEndsTheOthersAndIsWhatIsThrown() {
    Replicator replicator =
        (scenario, replication, progress) -> {
          if (replication == 1) {
            throw new OutOfMemoryError("Java heap space");
          }
          while (true) { // until it is given up
            progress.reached(1, 2);
          }
        };
    try (PointRunner runner = new PointRunner(replicator, 2, RunProgress.NONE)) {
      Point point =
          new Point(Map.of(), Experiments.of(200, 1, 5, new RunSettings(false, 2, null), null));
      assertThatThrownBy(() -> runner.run(point))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("Java heap space");
    }
  }
}
