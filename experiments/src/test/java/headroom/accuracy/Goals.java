package headroom.accuracy;

/** How exact the simulator has to be on the measured runs, as shares. */
final class Goals {
  /** A case further off than this many times the goal of the median has to be explained. */
  private static final double EXPLAIN_FACTOR = 3;

  /** A listed error may grow by this share of the goal before the page is refused. */
  private static final double GROWTH_FACTOR = 2.0 / 3;

  private Goals() {}

  /** The median of the absolute error over all cases has to stay at or below this; NaN: no goal. */
  static double median(Metric metric) {
    return switch (metric) {
      case P50 -> 0.03;
      case P99 -> 0.06;
      case THROUGHPUT -> 0.01;
      case MEAN, P90, CORES -> Double.NaN;
    };
  }

  /** Above this error a case needs an explanation; NaN: never. */
  static double explainAbove(Metric metric) {
    return EXPLAIN_FACTOR * median(metric);
  }

  /** By how much the absolute error of a case may grow unnoticed; NaN: by any. */
  static double growth(Metric metric) {
    return GROWTH_FACTOR * median(metric);
  }
}
