package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Stability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StationarityCheckTest {
  /** 500/s come and 400/s are served. */
  private static final String OVERLOAD =
      """
      name: overload
      profile: ideal
      machine: {cores: 4}
      arrivals: constant(500/s)
      server: {workers: 4, queue: 10000, whenFull: reject}
      steps: [{io: 10ms}]
      run: {duration: 20s, warmup: 0s, replications: 3, seed: 1}
      slo: {p99: 1m}
      """;

  /** 100 KiB/s that are never freed: with GOGC 100 the heap is collected at twice what lives. */
  private static final String LEAK =
      """
      name: leak
      machine: {cores: 2, memory: 64MiB}
      arrivals: constant(100/s)
      steps: [{alloc: {size: 4KiB, keep: 100%, keepFor: forever}}, {cpu: 100us}]
      run: {duration: 60s, warmup: 10s, replications: 2, seed: 1}
      """;

  private static PointResult run(String text) throws Exception {
    ExperimentSource source = new ExperimentSource("s.yaml", text, Path.of(""));
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return runner.run(new Point(Map.of(), ExperimentReader.read(source, List.of()).base()));
    }
  }

  /** 100 more each second, so that 10,000 wait after 100 s; a limit that still holds is missed. */
  @Test
  void aQueueThatGrowsSaysWhenItIsFull() throws Exception {
    PointResult point = run(OVERLOAD);
    Stability stability = point.stability();
    assertThat(stability.stationary()).isFalse();
    assertThat(stability.queueGrowthPerS()).isCloseTo(100, within(1.0));
    assertThat(Objects.requireNonNull(stability.fullAfterS()).get("queue"))
        .isCloseTo(100, within(1.0));
    assertThat(stability.reason()).contains("grow by 100/s", "fills in about 1");
    assertThat(Objects.requireNonNull(point.slo()).met()).isFalse();
    assertThat(point.slo().misses())
        .singleElement()
        .asString()
        .startsWith("the run does not settle");
    assertThat(Objects.requireNonNull(point.slo().objectives()).get(0).text())
        .doesNotContain("interval");
    assertThat(Objects.requireNonNull(point.theory()).model()).isNull();
  }

  /** The same overload, where it was asked for, is no fault of the service. */
  @Test
  void growthByPlanMissesNothing() throws Exception {
    String phases =
        "arrivals: [{for: 4s, arrivals: constant(300/s)}, {for: 9s, arrivals: constant(500/s)}]";
    PointResult point = run(OVERLOAD.replace("arrivals: constant(500/s)", phases));
    assertThat(point.stability().queueGrowthPerS()).isPositive();
    assertThat(Objects.requireNonNull(point.slo()).met()).isTrue();
  }

  /** What is predicted from the first minute comes true in a longer run. */
  @Test
  void memoryThatGrowsIsKilledWhenItWasSaid() throws Exception {
    Stability stability = run(LEAK).stability();
    assertThat(stability.stationary()).isFalse();
    assertThat(stability.memoryGrowthBytesPerS()).isPositive();
    double full =
        Objects.requireNonNull(Objects.requireNonNull(stability.fullAfterS()).get("memory"));
    assertThat(stability.reason())
        .contains("resident memory grows by", "reaches the limit of 64 MiB about");
    PointResult longer = run(LEAK.replace("60s", (long) (2 * full) + "s"));
    assertThat(Objects.requireNonNull(longer.crash()).atS()).isCloseTo(full, within(0.25 * full));
  }

  @Test
  void memoryWithoutALimitIsOnlySaid() throws Exception {
    Stability stability = run(LEAK.replace(", memory: 64MiB", "")).stability();
    assertThat(stability.stationary()).isTrue();
    assertThat(stability.memoryGrowthBytesPerS()).isPositive();
    assertThat(stability.fullAfterS()).isNull();
  }

  @Test
  void whatIsFreedDoesNotGrow() throws Exception {
    Stability stability = run(LEAK.replace("keepFor: forever", "keepFor: 1s")).stability();
    assertThat(stability.stationary()).isTrue();
    assertThat(stability.memoryGrowthBytesPerS()).isNull();
  }
}
