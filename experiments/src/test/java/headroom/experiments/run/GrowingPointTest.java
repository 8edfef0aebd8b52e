package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.ResultFile;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GrowingPointTest {
  /** Replications that are added later make the point that it had been at once. */
  @Test
  void aPointThatGrowsIsTheSameInTheEnd() throws InterruptedException {
    Point point =
        new Point(Map.of(), Experiments.of(200, 1, 20, new RunSettings(true, 7, null), null));
    AtomicInteger ran = new AtomicInteger();
    Replicator counted =
        (scenario, replication, progress) -> {
          ran.incrementAndGet();
          return new QueueReplicator().run(scenario, replication, progress);
        };
    try (PointRunner runner = new PointRunner(counted, 2, RunProgress.NONE)) {
      GrowingPoint growing = runner.begin(point);
      runner.grow(growing, 2);
      runner.grow(growing, 3);
      PointRun grown = runner.grow(growing, 7);
      assertThat(ran).hasValue(1 + 7); // the pilot, and each replication once
      PointRun atOnce = runner.runAll(point);
      assertThat(ResultFile.toJson(grown.result())).isEqualTo(ResultFile.toJson(atOnce.result()));
      assertThat(grown.values(Metric.P99)).isEqualTo(atOnce.values(Metric.P99));
    }
  }
}
