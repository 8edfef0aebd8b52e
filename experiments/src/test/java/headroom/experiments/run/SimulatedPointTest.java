package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import headroom.model.Scenario;
import headroom.model.kernel.MachineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Points run by the simulator itself. */
class SimulatedPointTest {
  /** M/M/1 at load 0.5 without costs: mean 8 ms, p99 8 ln 100 ms. */
  @Test
  void figuresAgreeWithTheory() throws InterruptedException {
    PointResult result = run(Experiments.of(125, 1, 200, new RunSettings(true, 5, null), null), 2);
    assertThat(result.latencyMs().mean()).isCloseTo(8, within(0.5));
    assertThat(result.latencyMs().p99()).isCloseTo(8 * StrictMath.log(100), within(3.5));
    assertThat(result.throughputPerS()).isCloseTo(125, within(3.0));
    assertThat(result.cpu().coresUsed()).isCloseTo(0.5, within(0.02));
    double sum = result.breakdownMs().values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(result.latencyMs().mean(), within(1e-4));
    assertThat(result.stability().stationary()).isTrue();
    assertThat(result.series().values()).containsKey("in_system");
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytes() throws InterruptedException {
    Experiment experiment = Experiments.of(200, 2, 10, new RunSettings(true, 4, 0.05), null);
    assertThat(ResultFile.toJson(run(experiment, 4)))
        .isEqualTo(ResultFile.toJson(run(experiment, 1)));
  }

  @Test
  void anOverloadedServiceIsNotStationary() throws InterruptedException {
    PointResult result = run(Experiments.of(300, 1, 20), 2);
    assertThat(result.stability().stationary()).isFalse();
    assertThat(result.stability().queueGrowthPerS()).isCloseTo(50, within(10.0));
  }

  /** GOMAXPROCS 2 on 8 cores, both Ps full: nothing is left, whatever the other six cores do. */
  @Test
  void utilizationIsOfTheCoresThatGomaxprocsAllows() throws InterruptedException {
    Experiment two = Experiments.of(600, 8, 5);
    Scenario wide = two.scenario().withMachine(new MachineSettings(8));
    Experiment full =
        new Experiment("full", null, wide, new RunSettings(false, 1, null), null, "set");
    PointResult result = run(full, 1);
    assertThat(result.cpu().coresUsed()).isCloseTo(2, within(0.05));
    assertThat(result.cpu().utilization()).isCloseTo(1, within(0.025));
  }

  /** Every figure that is registered stands on the page, with its kind, and no other does. */
  @Test
  void thePageOfTheResultFileListsTheMetrics() throws InterruptedException, IOException {
    String page = Files.readString(Path.of("../docs/reference/result.md"));
    Map<String, String> listed = new LinkedHashMap<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `([^`]+)` \\| (gauge|counter|histogram) \\|").matcher(page);
    while (row.find()) {
      listed.put(row.group(1), row.group(2));
    }
    Map<String, String> registered = new LinkedHashMap<>();
    run(Experiments.ofEveryFigure(), 1)
        .metrics()
        .forEach((name, metric) -> registered.put(name, metric.kind()));
    assertThat(registered).hasSizeGreaterThan(15);
    assertThat(listed).containsExactlyInAnyOrderEntriesOf(registered);
  }

  private static PointResult run(Experiment experiment, int threads) throws InterruptedException {
    try (PointRunner runner = PointRunner.simulator(threads, RunProgress.NONE)) {
      return runner.run(Experiments.point(experiment));
    }
  }
}
