package headroom.experiments.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.ProcessFigures.Collection;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.run.Experiments;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectorAdviceTest {
  private static final double MIB = 1 << 20;

  private final Map<String, Double> levels = new LinkedHashMap<>();

  CollectorAdviceTest() {
    levels.put("/gc/gogc:percent", 100.0);
    levels.put("/gc/heap/live:bytes", 64 * MIB);
    levels.put("/gc/heap/goal:bytes", 130 * MIB);
    levels.put("/gc/scan/heap:bytes", 16 * MIB);
    levels.put("rss", 150 * MIB);
  }

  /** A point whose requests allocate 1 MiB in 4,000 objects each. */
  private String advice() throws InterruptedException {
    PointResult base;
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      base = runner.run(Experiments.point(Experiments.of(50, 2, 2)));
    }
    Runtime runtime = base.runtime();
    double requests = (double) base.completed() / base.replications();
    Collection collection =
        new Collection(90.0, 4.0, 0.2, null, null, null, requests * MIB, requests * 4000);
    Map<String, MetricResult> metrics = new LinkedHashMap<>();
    levels.forEach(
        (name, level) ->
            metrics.put(
                name, new MetricResult("gauge", "bytes", Map.of("mean", level, "max", level))));
    Runtime allocating =
        new Runtime(
            runtime.goroutinesMax(),
            runtime.threadsMax(),
            null,
            runtime.schedLatencyMs(),
            0,
            0,
            collection);
    PointResult point =
        new PointResult(
            base.parameters(),
            base.requests(),
            new ProcessFigures(base.cpu(), allocating, base.levels(), metrics),
            base.curves(),
            base.verdict(),
            base.conduct());
    return String.valueOf(CollectorAdvice.of(point));
  }

  /** 130 MiB of goal less 64 MiB live is what GOGC 100 allows; 200 allows as much again. */
  @Test
  void adviceNamesTheFiguresThatSpeakForIt() throws InterruptedException {
    assertThat(advice())
        .isEqualTo(
            "It would take less with GOGC 200 in place of 100: about half of the cycles, for about"
                + " 66 MiB more memory; or fewer bytes allocated (1 MiB in 4,000 objects for each"
                + " request): half of them make half of the cycles.");
    levels.put("/gc/scan/heap:bytes", 48 * MIB);
    assertThat(advice())
        .endsWith("or fewer pointers in what stays alive: 75% of it has to be looked through.");
    levels.put("/gc/gomemlimit:bytes", 200 * MIB);
    assertThat(advice())
        .startsWith(
            "It would take less with a higher GOGC (now 100), as far as GOMEMLIMIT (200 MiB) leaves"
                + " room;");
  }

  /** GOGC 100 would allow 128 MiB over 64 MiB live. */
  @Test
  void atTheLimitOnlyTheLimitHelps() throws InterruptedException {
    levels.put("/gc/gomemlimit:bytes", 156 * MIB);
    levels.put("/gc/heap/goal:bytes", 120 * MIB);
    assertThat(advice())
        .startsWith(
            "It would take less with a higher GOMEMLIMIT, or less than the 64 MiB that stay alive;");
  }
}
