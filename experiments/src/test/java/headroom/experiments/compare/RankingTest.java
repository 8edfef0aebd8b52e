package headroom.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Experiment.Slo;
import headroom.experiments.Point;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Experiments;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.QueueReplicator;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
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
