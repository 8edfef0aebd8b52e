package headroom.experiments.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Setting;
import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.PointResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the collector computes, beside what the runtime counts for it. */
class CollectorCpuTest {
  private static final String SERVICE =
      """
      name: cpu
      machine:
        cores: 4
        %s
      process: {liveHeap: 64MiB}
      arrivals: poisson(250/s)
      server: {workers: 16}
      steps:
        - cpu: exponential(2ms)
        - alloc: {size: 512KiB, objects: 2000, pointers: 25%%, keep: 10%%}
      run: {duration: 15s, warmup: 5s, replications: 2, seed: 1}
      """;

  private static PointResult run(String machine, String... settings) throws Exception {
    List<Setting> all = Arrays.stream(settings).map(Setting::parse).toList();
    ExperimentSource source =
        new ExperimentSource("cpu.yaml", SERVICE.formatted(machine), Path.of(""));
    Experiment experiment = ExperimentReader.read(source, all).base();
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return runner.run(new Point(Map.of(), experiment));
    }
  }

  private static double perCycle(PointResult point, String counter) {
    return perS(point, counter) / perS(point, "/gc/cycles/total:gc-cycles");
  }

  private static double perS(PointResult point, String counter) {
    return requireNonNull(
        requireNonNull(point.metrics().get(counter)).values().get("per_s"), counter);
  }

  /** Threads have their cores: time on Ps is CPU, but for the stops. */
  @Test
  void onCoresOfItsOwnWhatIsCountedForMarkingIsComputed() throws Exception {
    PointResult point = run("");
    double marking =
        perS(point, "/cpu/classes/gc/total:cpu-seconds")
            - perS(point, "/cpu/classes/gc/pause:cpu-seconds");
    assertThat(perS(point, "gc_cpu")).isCloseTo(marking, withinPercentage(5));
    double share = requireNonNull(point.cpu().gcComputedShare());
    assertThat(share).isCloseTo(perS(point, "gc_cpu") / point.cpu().coresUsed(), within(1e-4));
  }

  /**
   * It collects as often and finds the same, but for what is allocated while a cycle marks, and
   * nobody is the slower for it.
   */
  @Test
  void aFreeCollectorTakesNothing() throws Exception {
    PointResult free = run("", "runtime.collector=free");
    PointResult paid = run("");
    assertThat(perS(free, "gc_cpu")).isZero();
    assertThat(perS(free, "/cpu/classes/gc/total:cpu-seconds")).isZero();
    assertThat(perS(free, "/gc/cycles/total:gc-cycles"))
        .isCloseTo(perS(paid, "/gc/cycles/total:gc-cycles"), withinPercentage(5));
    assertThat(requireNonNull(free.runtime().collection().heapLiveMaxBytes()).doubleValue())
        .isCloseTo(
            requireNonNull(paid.runtime().collection().heapLiveMaxBytes()).doubleValue(),
            withinPercentage(8));
    Map<String, Met> met = requireNonNull(free.collector()).met();
    assertThat(requireNonNull(met.get(CollectorTimes.NOTHING)).completed())
        .isEqualTo(free.completed())
        .isEqualTo(paid.completed());
    assertThat(free.latencyMs().mean()).isLessThan(paid.latencyMs().mean());
    assertThat(free.cpu().coresUsed())
        .isCloseTo(paid.cpu().coresUsed() - perS(paid, "gc_cpu"), withinPercentage(2));
  }

  /**
   * Sixteen workers whose requests use 40 kB of stack for a moment. Without cycles each keeps its
   * 64 KiB; cycles halve what they find unused, ten times a second here, and it has to grow again.
   */
  @Test
  void cyclesShrinkStacksThatRequestsMadeGrow() throws Exception {
    String deep =
        "steps=[{stack: 40kB}, {cpu: exponential(2ms)}, {alloc: {size: 512KiB, objects: 2000}}]";
    PointResult collected = run("", deep, "runtime.gogc=25");
    PointResult never = run("", deep, "runtime.gogc=off");
    double stacks = 16 * 65_536;
    assertThat(stackBytes(never)).isBetween(stacks, 1.1 * stacks);
    assertThat(stackBytes(collected)).isBetween(0.2 * stacks, 0.9 * stacks);
  }

  private static double stackBytes(PointResult point) {
    return requireNonNull(
        requireNonNull(point.metrics().get("/memory/classes/heap/stacks:bytes"))
            .values()
            .get("mean"));
  }

  /**
   * A neighbour of four times the weight wants 3.2 of the four cores: a cycle has as much to mark
   * and computes as much, within a tenth for what the caches of the heap differ by, but the runtime
   * counts twice that and more, as workers wait for cores, and stops for threads that have none.
   */
  @Test
  void aNeighbourMakesTheRuntimeCountMoreAndNothingDearer() throws Exception {
    PointResult alone = run("");
    PointResult beside = run("neighbours: [{cores: 3.2, weight: 400, burst: 20ms}]");
    assertThat(perCycle(beside, "gc_cpu"))
        .isCloseTo(perCycle(alone, "gc_cpu"), withinPercentage(10));
    assertThat(perCycle(beside, "/cpu/classes/gc/total:cpu-seconds"))
        .isGreaterThan(2 * perCycle(alone, "/cpu/classes/gc/total:cpu-seconds"));
    assertThat(requireNonNull(beside.cpu().gcShare()))
        .isGreaterThan(2 * requireNonNull(beside.cpu().gcComputedShare()));
  }
}
