package headroom.experiments.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests meet of the collector, in runs of the simulator. */
class EncounterFiguresTest {
  private static final String SERVICE =
      """
      name: met
      machine: {cores: 4}
      runtime: {gogc: 50}
      process: {liveHeap: 64MiB}
      arrivals: poisson(800/s)
      server: {workers: 16}
      steps:
        - %s
        - alloc: {size: 512KiB, objects: 2000, pointers: 25%%, keep: 10%%}
      run: {duration: 20s, warmup: 5s, replications: 3, seed: 1}
      """;

  private static final String COMPUTING = SERVICE.formatted("cpu: exponential(3ms)");

  @Test
  void everyCompletedRequestIsInOneGroup() throws Exception {
    PointResult point = run(COMPUTING);
    CollectorTimes times = requireNonNull(point.collector());
    assertThat(times.met().keySet()).containsExactly("assist", "stop", "marking", "nothing");
    assertThat(times.met().values().stream().mapToLong(Met::completed).sum())
        .isEqualTo(point.completed());
    assertThat(times.met().values().stream().mapToDouble(Met::share).sum())
        .isCloseTo(1, within(1e-5));
    assertThat(times.met().values().stream().mapToDouble(Met::shareOfSlowest).sum())
        .isCloseTo(1, within(1e-5));
    assertThat(times.met().values().stream().mapToLong(Met::completed)).allMatch(n -> n > 100);
    Map<String, Spectrum> spectra = requireNonNull(times.percentileSpectrum());
    assertThat(spectra.keySet()).isEqualTo(times.met().keySet());
    spectra.forEach(
        (name, spectrum) -> {
          Met group = requireNonNull(times.met().get(name));
          assertThat(at(spectrum, 0.5)).isEqualTo(group.p50Ms());
          assertThat(spectrum.latencyMs()).isSorted();
          // one in two to the power of the halvings is the last that can be told apart
          double last = spectrum.quantile().get(spectrum.quantile().size() - 6);
          assertThat(1 / (1 - last)).isBetween(group.completed() / 2.0, 1.0 * group.completed());
        });
    assertThat(spectra.values().stream().mapToDouble(spectrum -> at(spectrum, 1)).max())
        .hasValue(point.latencyMs().max());
  }

  /**
   * The same arrivals and demands with a collector that costs nothing: what GOGC 50 adds to the P99
   * is the difference. What is said of the run alone is less, as what a cycle leaves waiting slows
   * requests after it too: by half with 64 MiB live, 5.6 ms of which 2.6 are told, and hardly with
   * 256 MiB, whose cycles are seldom.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"64MiB, 0.35, 1", "256MiB, 0.75, 1"})
  void whatIsToldOfTheTailIsAtMostWhatAFreeCollectorSaves(String live, double least, double most)
      throws Exception {
    PointResult point = run(COMPUTING, "process.liveHeap=" + live);
    PointResult free = run(COMPUTING, "process.liveHeap=" + live, "runtime.collector=free");
    double without = withoutCycles(point, "p99");
    double told = point.latencyMs().p99() - without;
    assertThat(told).isGreaterThan(2);
    double saved = point.latencyMs().p99() - free.latencyMs().p99();
    assertThat(told).isBetween(least * saved, most * saved);
    double unmet = requireNonNull(requireNonNull(point.collector()).met().get("nothing")).p99Ms();
    assertThat(unmet).isLessThan(without);
  }

  /** Requests that wait for the network are slow, meet many cycles, and lose nothing by them. */
  @Test
  void slowRequestsThatCyclesDoNotSlowAreNotBlamedOnThem() throws Exception {
    PointResult point = run(SERVICE.formatted("io: exponential(5ms)"), "server.workers=unbounded");
    Map<String, Met> met = requireNonNull(point.collector()).met();
    assertThat(1 - requireNonNull(met.get("nothing")).shareOfSlowest()).isGreaterThan(0.5);
    assertThat(withoutCycles(point, "p99")).isCloseTo(point.latencyMs().p99(), withinPercentage(3));
  }

  @Test
  void whatDoesNotAllocateHasNoGroups() throws Exception {
    List<String> lines = COMPUTING.lines().filter(line -> !line.contains("alloc:")).toList();
    PointResult point = run(String.join("\n", lines));
    assertThat(point.collector()).isNull();
    assertThat(ResultFile.toJson(point)).doesNotContain("\"collector\"");
  }

  private static double withoutCycles(PointResult point, String percentile) {
    return requireNonNull(
        requireNonNull(point.collector()).withoutCyclesMs().get(percentile), percentile);
  }

  private static double at(Spectrum spectrum, double quantile) {
    return spectrum.latencyMs().get(spectrum.quantile().indexOf(quantile));
  }

  private static PointResult run(String text, String... settings)
      throws InterruptedException, InvalidExperimentException {
    List<Setting> all = Arrays.stream(settings).map(Setting::parse).toList();
    ExperimentSource source = new ExperimentSource("met.yaml", text, Path.of(""));
    Experiment experiment = ExperimentReader.read(source, all).base();
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return runner.run(new Point(Map.of(), experiment));
    }
  }
}
