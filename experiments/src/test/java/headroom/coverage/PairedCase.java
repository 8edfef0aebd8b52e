package headroom.coverage;

import static headroom.coverage.CoverageCase.M;
import static headroom.coverage.CoverageCase.open;

import headroom.coverage.CoverageCase.Figure;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.queueing.MultiServerQueue;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A change whose true difference is known.
 *
 * @param pairs replications of each side
 * @param truth of the base, ms, and {@code changedTruth} of the change
 */
record PairedCase(
    String words,
    CoverageCase base,
    CoverageCase changed,
    int pairs,
    ToDoubleFunction<Figure> truth,
    ToDoubleFunction<Figure> changedTruth) {

  /** As many as a comparison gets that does not say. */
  private static final int FEW = ComparisonRunner.DEFAULT_PAIRS;

  private static final int MORE = 30;

  double difference(Figure figure) {
    return changedTruth.applyAsDouble(figure) - truth.applyAsDouble(figure);
  }

  double relativeChange(Figure figure) {
    return difference(figure) / truth.applyAsDouble(figure);
  }

  /** All of which the reference knows both sides, or the formula that is held to it. */
  static List<PairedCase> all() {
    CoverageCase quiet = queue("mmc_c1_rho0.5", "poisson(50/s)", 1, M, "60s");
    CoverageCase busy = queue("mmc_c1_rho0.8", "poisson(80/s)", 1, M, "60s");
    CoverageCase full = queue("mmc_c1_rho0.9", "poisson(90/s)", 1, M, "80s");
    PairedCase fifth =
        new PairedCase(
            "320/s: M/M/4 → M/M/5",
            queue("mmc_c4_rho0.8", "poisson(320/s)", 4, M, "12s"),
            queue("mmc_c5", "poisson(320/s)", 5, M, "12s"),
            FEW,
            mmc(320, 4),
            mmc(320, 5));
    PairedCase second =
        new PairedCase(
            "90/s: M/M/1 → M/M/2",
            full,
            queue("mmc_c2", "poisson(90/s)", 2, M, "80s"),
            FEW,
            mmc(90, 1),
            mmc(90, 2));
    return List.of(
        of("M/M/1: load 0.5 → 0.8", quiet, busy),
        fifth,
        fifth.withMore(),
        second,
        second.withMore(),
        of(
            "load 0.9: M/M/1 → M/D/1",
            full,
            queue("mdc_c1_rho0.9", "poisson(90/s)", 1, "10ms", "80s")),
        // Two phases of equal means: the same distribution, from other draws.
        of(
            "load 0.8: M/M/1, other demands of the same distribution",
            busy,
            queue("mmc_c1_rho0.8", "poisson(80/s)", 1, "hyperexponential(10ms, cv=1)", "60s")));
  }

  private PairedCase withMore() {
    return new PairedCase(words, base, changed, MORE, truth, changedTruth);
  }

  private static PairedCase of(String words, CoverageCase base, CoverageCase changed) {
    return new PairedCase(words, base, changed, FEW, base::truth, changed::truth);
  }

  private static CoverageCase queue(
      String id, String arrivals, int workers, String service, String length) {
    return open(id, id, arrivals, workers, service, length, 0.2, new QueueRecurrence());
  }

  private static ToDoubleFunction<Figure> mmc(double ratePerS, int servers) {
    MultiServerQueue queue = new MultiServerQueue(ratePerS, 0.01, servers);
    return figure ->
        1e3
            * switch (figure) {
              case MEAN -> queue.meanResponseS();
              case P50 -> queue.responseQuantileS(0.5);
              case P90 -> queue.responseQuantileS(0.9);
              case P99 -> queue.responseQuantileS(0.99);
            };
  }
}
