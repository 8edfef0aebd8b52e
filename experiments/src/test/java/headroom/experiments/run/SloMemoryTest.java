package headroom.experiments.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The highest resident memory against its limit. */
class SloMemoryTest {
  private static final double MIB = 1 << 20;

  /** 8.4 MB beside the heap, and a heap that is collected at 4 MiB: 12 to 16 MiB. */
  @Test
  void whatTheProcessTakesIsHeldAgainstTheLimit() throws Exception {
    PointResult result = run("64MiB");
    SloVerdict verdict = requireNonNull(result.slo());
    double resident = requireNonNull(result.runtime().collection().rssMaxBytes()) / MIB;
    assertThat(resident).isBetween(12.0, 16.0);
    assertThat(verdict.met()).isTrue();
    assertThat(requireNonNull(verdict.limits()).get("memory_bytes"))
        .isCloseTo(64 * MIB, withinPercentage(0.001));
    assertThat(requireNonNull(verdict.objectives()).get(0).value())
        .isCloseTo(resident * MIB, withinPercentage(0.001));
    assertThat(verdict.objectives().get(0).text())
        .matches("memory 1[2-5][0-9.]* MiB of 64 MiB, [78][0-9.]+% to spare");
  }

  @Test
  void aMissIsSaidInWords() throws Exception {
    SloVerdict verdict = requireNonNull(run("10MiB").slo());
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.misses())
        .singleElement()
        .asString()
        .matches("resident memory is up to 1[2-5][0-9.]* MiB, the limit is 10 MiB");
  }

  private static PointResult run(String limit) throws Exception {
    String text =
        """
        name: shop
        machine: {cores: 2}
        process: {liveHeap: 1MiB}
        arrivals: poisson(100/s)
        steps:
          - {id: work, cpu: 1ms}
          - {id: body, alloc: {size: 256KiB, objects: 256}}
        run: {duration: 5s, warmup: 1s, replications: 2}
        slo: {memory: %s}
        """
            .formatted(limit);
    Experiment experiment =
        ExperimentReader.read(new ExperimentSource("shop.yaml", text, Path.of("")), List.of())
            .base();
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return runner.runAll(Experiments.point(experiment)).result();
    }
  }
}
