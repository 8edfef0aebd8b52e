package headroom.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Experiment.Slo;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Experiments;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.QueueReplicator;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {
  /**
   * Service of 4 ms at 200/s: one worker is at load 0.8 and waits long, two seldom, from four on
   * nobody waits, so that more workers cannot be told apart.
   */
  @Test
  void theFasterComesFirstAndTheSameShareARank() throws InterruptedException {
    RankingResult ranking = rank(null, variant(200, 2), variant(200, 8), variant(200, 6));
    assertThat(ranking.variants())
        .extracting(v -> v.change().get("server.workers"))
        .startsWith(8L)
        .endsWith(2L);
    assertThat(ranking.variants()).extracting(Variant::rank).containsExactly(1, 1, 3);
    assertThat(ranking.baseRank()).isEqualTo(4);
    assertThat(ranking.verdict().get(0))
        .startsWith("Best are server.workers=8; server.workers=6 (P99 ")
        .endsWith("their P99 differ within chance or by less than 2%.");
  }

  @Test
  void anotherLoadIsComparedButNotRanked() throws InterruptedException {
    RankingResult ranking = rank(null, variant(100, 1), variant(200, 2));
    assertThat(ranking.variants()).extracting(Variant::rank).containsExactly(1, null);
    assertThat(ranking.baseRank()).isEqualTo(2);
    assertThat(ranking.variants().get(1).metrics()).isNotEmpty();
    assertThat(ranking.verdict())
        .contains("Not ranked, because the load is another: server.workers=1.")
        .last()
        .asString()
        .endsWith(
            "with the same demands; the arrivals differ, or else the same arrivals and demands.");
  }

  /**
   * 400/s of 4 ms. Before two workers nobody is lost (load 0.8); with a queue of 8 that rejects, an
   * M/M/2/10 queue, 2.6 %; before one worker with a queue of 1 half of them, whose P99 is lowest.
   * Both lose more than the threshold beyond the first, and more than that apart.
   */
  @Test
  void whoLosesFewerComesFirstWhereTheDifferenceMatters() throws Exception {
    Point half = rejecting(1, 1);
    Point few = rejecting(2, 8);
    Point none = rejecting(2, 1_000_000);
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      RankingResult ranking =
          new ComparisonRunner(runner, "test")
              .rank(none.experiment(), List.of(half, few, none), 10, 0.02);
      assertThat(ranking.variants())
          .extracting(Variant::change)
          .containsExactly(none.parameters(), few.parameters(), half.parameters());
      assertThat(ranking.variants().get(2).point().latencyMs().p99())
          .isLessThan(ranking.variants().get(1).point().latencyMs().p99());
    }
  }

  private static Point rejecting(int workers, int queue) throws Exception {
    String text =
        """
        name: queue
        machine: {cores: 8}
        profile: ideal
        arrivals: poisson(400/s)
        server: {workers: %d, queue: %d, whenFull: reject}
        steps: [{io: exponential(4ms)}]
        run: {duration: 20s, warmup: 1s, replications: 5}
        """
            .formatted(workers, queue);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("server.workers", (long) workers);
    change.put("server.queue", (long) queue);
    ExperimentSource source = new ExperimentSource("queue.yaml", text, Path.of(""));
    return new Point(change, ExperimentReader.read(source, List.of()).base());
  }

  /** Nothing of the sort meets a millisecond. */
  @Test
  void whereNothingHoldsNothingIsCalledBest() throws InterruptedException {
    Slo slo = new Slo(null, null, null, 1_000_000L, null, null, null, null);
    assertThat(rank(slo, variant(200, 2), variant(200, 3)).verdict().get(0))
        .startsWith("None of them holds: each misses the SLO")
        .contains("server.workers=3");
  }

  @Test
  void whatIsWrittenIsRead() throws InterruptedException, IOException {
    RankingResult ranking = rank(null, variant(100, 1), variant(200, 2));
    assertThat(ResultFile.parse(ResultFile.toJson(ranking), RankingResult.class))
        .isEqualTo(ranking);
  }

  private record Setup(double rate, int workers) {}

  private static Setup variant(double rate, int workers) {
    return new Setup(rate, workers);
  }

  private static RankingResult rank(@Nullable Slo slo, Setup... variants)
      throws InterruptedException {
    RunSettings run = new RunSettings(false, 5, null);
    Experiment base = Experiments.of(200, 1, 30, run, slo);
    List<Point> points =
        List.of(variants).stream()
            .map(
                v ->
                    new Point(
                        Map.of("server.workers", (long) v.workers),
                        Experiments.of(v.rate, v.workers, 30, run, slo)))
            .toList();
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 2, RunProgress.NONE)) {
      return new ComparisonRunner(runner, "test").rank(base, points, 10, 0.02);
    }
  }
}
