package headroom.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Crash;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.ProcessFigures.Collection;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.result.RequestTimes;
import headroom.reports.SampleResults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CollectorWordsTest {
  private static final double MIB = 1 << 20;
  private static final double OFF = Long.MAX_VALUE;

  private final Map<String, Double> levels = new LinkedHashMap<>();
  private final Map<String, Double> totals = new LinkedHashMap<>();
  private double cpuShare = 0.142;
  private @Nullable Double countedShare;
  private @Nullable Double throttledShare;
  private double stoppedMs = 4;
  private double longestMs = 0.2;
  private double withoutMs = 46.2;
  private double limiterMean = Double.NaN;
  private @Nullable Crash crash;

  /** P99 55.2 ms. 23 % of the requests, 78 % of the slowest 1 % meet a cycle. */
  private PointResult point() {
    PointResult base = SampleResults.single().points().get(0);
    CollectorTimes times =
        new CollectorTimes(
            Map.of("nothing", new Met(770, 0.77, 0.22, 7, 6, 40)),
            Double.isNaN(withoutMs) ? Map.of() : Map.of("p99", withoutMs),
            null);
    RequestTimes before = base.requests().times();
    return new PointResult(
        base.parameters(),
        new PointResult.Requests(
            new RequestTimes(
                before.latencyMs(),
                before.byClass(),
                before.breakdowns(),
                before.byStep(),
                before.byResource(),
                times),
            base.requests().counts()),
        new ProcessFigures(
            new Cpu(
                1.4,
                0.7,
                countedShare == null ? (Double) cpuShare : countedShare,
                countedShare == null ? null : (Double) cpuShare,
                throttledShare,
                null),
            runtime(base),
            base.levels(),
            metrics(base)),
        base.curves(),
        new PointResult.Verdict(base.stability(), null, crash, null),
        base.conduct());
  }

  private Runtime runtime(PointResult base) {
    Runtime runtime = base.runtime();
    double requests = (double) base.completed() / base.replications();
    Collection collection =
        new Collection(
            90.0, stoppedMs, longestMs, null, null, null, requests * MIB, requests * 4000);
    return new Runtime(
        runtime.goroutinesMax(),
        runtime.threadsMax(),
        null,
        runtime.schedLatencyMs(),
        0,
        0,
        collection);
  }

  private Map<String, MetricResult> metrics(PointResult base) {
    Map<String, MetricResult> metrics = new LinkedHashMap<>(base.metrics());
    levels.putIfAbsent("/gc/gogc:percent", 100.0);
    levels.putIfAbsent("/gc/gomemlimit:bytes", OFF);
    levels.putIfAbsent("/gc/heap/live:bytes", 64 * MIB);
    levels.putIfAbsent("/gc/heap/goal:bytes", 130 * MIB);
    levels.putIfAbsent("/gc/scan/heap:bytes", 16 * MIB);
    levels.putIfAbsent("rss", 150 * MIB);
    levels.forEach(
        (name, level) ->
            metrics.put(
                name, new MetricResult("gauge", "bytes", Map.of("mean", level, "max", level))));
    metrics.computeIfPresent(
        "/gc/limiter/last-enabled:gc-cycle",
        (name, m) ->
            new MetricResult(
                "gauge", "gc-cycle", Map.of("mean", limiterMean, "max", m.values().get("max"))));
    totals.forEach(
        (name, total) ->
            metrics.put(name, new MetricResult("counter", "cpu-seconds", Map.of("total", total))));
    return metrics;
  }

  private boolean isWorthChange() {
    PointResult point = point();
    return Objects.requireNonNull(CollectorPart.of(point)).isWorthChange(point.cpu().utilization());
  }

  /** 55.2 - 46.2 = 9. */
  @Test
  void whatItTakesIsSaidOfTheCpuAndOfTheTail() {
    assertThat(CollectorWords.of(point()))
        .containsExactly(
            "The collector takes 14.2% of the CPU that the process uses and at least 9 ms of the"
                + " P99, which would be 46.2 ms if no request met a cycle, and less without the"
                + " queues that cycles leave; 23% of the requests meet one, 78% of the slowest 1%."
                + " headroom compare FILE --set runtime.collector=free measures it.");
    assertThat(CollectorWords.ofTail(point()))
        .isEqualTo(
            "at least 9 ms of the p99 of 55.2 ms; 23% of the requests meet a cycle, 78% of the slowest 1%");
  }

  @Test
  void whatIdleWorkersTakeIsToldApart() {
    totals.put("/cpu/classes/gc/total:cpu-seconds", 12.0);
    totals.put("/cpu/classes/gc/pause:cpu-seconds", 2.0);
    totals.put("/cpu/classes/gc/mark/idle:cpu-seconds", 7.3);
    assertThat(CollectorWords.of(point()).get(0))
        .startsWith(
            "The collector takes 14.2% of the CPU that the process uses (73% of that on Ps with"
                + " nothing else to run) and at least 9 ms of the P99,");
    totals.put("/cpu/classes/gc/mark/idle:cpu-seconds", 2.4);
    assertThat(CollectorWords.of(point()).get(0)).doesNotContain("nothing else");
  }

  /**
   * A window of 60 s. A neighbour keeps threads from their cores: 90 cycles with two stops each of
   * 10 ms in the mean are 1.8 s of 60, 3 %. The runtime counts 7.2 s for them of 12.6, and that
   * over the CPU used is 28 %.
   */
  @Test
  void stopsThatWaitForAThreadAreNotCpu() {
    cpuShare = 0.08;
    countedShare = 0.28;
    stoppedMs = 1800;
    longestMs = 20;
    totals.put("/cpu/classes/gc/total:cpu-seconds", 12.6);
    totals.put("/cpu/classes/gc/pause:cpu-seconds", 7.2);
    totals.put("/cpu/classes/gc/mark/idle:cpu-seconds", 0.0);
    assertThat(CollectorWords.of(point()))
        .containsExactly(
            "The collector takes 8% of the CPU that the process uses and at least 9 ms of the"
                + " P99, which would be 46.2 ms if no request met a cycle, and less without the"
                + " queues that cycles leave; 23% of the requests meet one, 78% of the slowest 1%."
                + " headroom compare FILE --set runtime.collector=free measures it.",
            "It stops the world for 3% of the time, up to 20 ms at once, mostly waiting for a thread"
                + " that has no core.",
            "Go's metrics say 28% of the CPU (/cpu/classes/gc/total): they also count marking while"
                + " its thread has no core, and each stop on all 2 Ps (16%), though nothing computes"
                + " then.");
    assertThat(CollectorWords.ofStops(point()))
        .isEqualTo(
            "3% of the time, up to 20 ms at once, mostly waiting for a thread that has no core");
    throttledShare = 0.096;
    assertThat(CollectorWords.ofStops(point()))
        .endsWith("a thread that has no core (the CPU limit throttles in 9.6% of the periods)");
  }

  /** 180 stops of 0.1 ms; on few cores used they count, but there is nothing that they wait for. */
  @Test
  void manyShortStopsWaitForNothing() {
    cpuShare = 0.08;
    countedShare = 0.14;
    stoppedMs = 18;
    totals.put("/cpu/classes/gc/total:cpu-seconds", 14.0);
    totals.put("/cpu/classes/gc/pause:cpu-seconds", 6.0);
    assertThat(CollectorWords.ofStops(point()))
        .isEqualTo("0.03% of the time, up to 200 µs at once");
    totals.put("/cpu/classes/gc/pause:cpu-seconds", 4.9);
    assertThat(CollectorWords.ofStops(point())).isNull();
    assertThat(CollectorWords.of(point()).get(1))
        .isEqualTo(
            "Go's metrics say 14% of the CPU (/cpu/classes/gc/total): they also count marking while its"
                + " thread has no core.");
  }

  @Test
  void littleIsNotWorthASentence() {
    cpuShare = 0.049;
    withoutMs = 55.2 * 0.96;
    assertThat(CollectorWords.of(point())).isEmpty();
    assertThat(CollectorWords.ofTail(point())).isNull();
    assertThat(isWorthChange()).isFalse();
    assertThat(CollectorWords.of(SampleResults.single().points().get(0))).isEmpty();
  }

  @Test
  void muchOfTheCpuCanBeNothingOfTheTail() {
    withoutMs = 56;
    assertThat(CollectorWords.of(point()))
        .containsExactly(
            "The collector takes 14.2% of the CPU that the process uses, but hardly anything of the"
                + " P99: requests that meet no cycle are about as slow (56 ms).");
    assertThat(CollectorWords.ofTail(point())).isNull();
    assertThat(isWorthChange()).isFalse();
  }

  @Test
  void whatCannotBeToldIsNotSaid() {
    withoutMs = Double.NaN;
    assertThat(CollectorWords.of(point()))
        .containsExactly(
            "The collector takes 14.2% of the CPU that the process uses; 23% of the requests meet a"
                + " cycle, so many that what this adds to the P99 can't be told.");
    assertThat(CollectorWords.ofTail(point())).isNull();
    assertThat(isWorthChange()).isTrue();
  }

  /** GOGC 100 would allow 128 MiB over 64 MiB live. */
  @Test
  void theLimitIsNamedWhereItSetsTheGoal() {
    levels.put("/gc/gomemlimit:bytes", 156 * MIB);
    assertThat(CollectorWords.of(point())).hasSize(1);
    levels.put("/gc/heap/goal:bytes", 120 * MIB);
    assertThat(CollectorWords.of(point())).hasSize(2);
    assertThat(CollectorWords.of(point()).get(1))
        .isEqualTo(
            "GOMEMLIMIT (156 MiB) sets the heap's goal: up to 150 MiB are resident, of which up to"
                + " 64 MiB are live after a cycle; the less room there is above that, the more often"
                + " cycles run.");
    levels.put("/gc/gomemlimit:bytes", OFF);
    assertThat(CollectorWords.of(point())).hasSize(1);
  }

  @Test
  void aLimiterThatCameOnBeforeTheWindowIsOver() {
    levels.put("/gc/limiter/last-enabled:gc-cycle", 7.0);
    limiterMean = 7.0;
    assertThat(CollectorWords.of(point())).hasSize(1);
    limiterMean = 5.0;
    assertThat(CollectorWords.of(point())).hasSize(2);
  }

  @Test
  void theLimiterAndTheKernelAreNamed() {
    levels.put("/gc/limiter/last-enabled:gc-cycle", 7.0);
    assertThat(CollectorWords.of(point()).get(1))
        .startsWith("The collector reached half of the CPU and its limiter came on")
        .endsWith("the heap may outgrow its goal.");
    crash = new Crash(2, "killed (OOM): 257 MiB resident, the container has 256 MiB", Map.of());
    List<String> killed = CollectorWords.of(point());
    assertThat(killed.get(2)).startsWith("No GOMEMLIMIT was set: with one a little below");
    levels.put("/gc/gomemlimit:bytes", 200 * MIB);
    assertThat(CollectorWords.of(point()).get(1)).endsWith("its goal and GOMEMLIMIT.");
    assertThat(CollectorWords.of(point()).get(2)).startsWith("GOMEMLIMIT (200 MiB) is soft");
  }
}
