package headroom.experiments.statistics;

/** How many replications an interval takes. */
public final class NeededReplications {
  /** The most that are recommended. */
  private static final long MOST = 100_000;

  private NeededReplications() {}

  /**
   * How many replications would bring a relative half-width of {@code achieved}, which {@code
   * count} gave, down to {@code target}, if they vary as those that there are: the half-width goes
   * with Student's factor over the root of the number.
   */
  public static long of(double achieved, long count, double target) {
    double deviation = achieved / perDeviation(count);
    long tooFew = count - 1;
    long needed = MOST;
    while (needed - tooFew > 1) {
      long middle = (tooFew + needed) / 2;
      if (deviation * perDeviation(middle) > target) {
        tooFew = middle;
      } else {
        needed = middle;
      }
    }
    return needed;
  }

  private static double perDeviation(long count) {
    return count < 2
        ? Double.POSITIVE_INFINITY
        : StudentT.factor(Estimate.CONFIDENCE, count - 1) / Math.sqrt((double) count);
  }
}
