package headroom.coverage;

import headroom.coverage.CoverageCase.Figure;
import headroom.experiments.result.PointResult.Interval;
import org.jspecify.annotations.Nullable;

/** How many intervals hold the true value, by figure, over repetitions. */
final class Tally {
  private final int[] below = new int[Figure.values().length];
  private final int[] above = new int[Figure.values().length];
  private final int[] none = new int[Figure.values().length];
  private final int[] seen = new int[Figure.values().length];
  private final double[] widths = new double[Figure.values().length];

  /** Counts one interval; null if the repetition gave none. */
  void add(Figure figure, double truth, @Nullable Interval interval) {
    int i = figure.ordinal();
    seen[i]++;
    if (interval == null) {
      none[i]++;
    } else {
      above[i] += interval.high() < truth ? 1 : 0;
      below[i] += interval.low() > truth ? 1 : 0;
      widths[i] += (interval.high() - interval.low()) / 2;
    }
  }

  /** Repetitions whose interval does not hold the true value, which lies above it. */
  int above(Figure figure) {
    return above[figure.ordinal()];
  }

  /** Repetitions whose interval does not hold the true value, which lies below it. */
  int below(Figure figure) {
    return below[figure.ordinal()];
  }

  /** Repetitions without an interval. */
  int none(Figure figure) {
    return none[figure.ordinal()];
  }

  /** The share of intervals that hold the true value, of those that there are. */
  double coverage(Figure figure) {
    return 1 - (double) (above(figure) + below(figure)) / given(figure);
  }

  /** The mean half-width of the intervals. */
  double halfWidth(Figure figure) {
    return widths[figure.ordinal()] / given(figure);
  }

  private int given(Figure figure) {
    return seen[figure.ordinal()] - none(figure);
  }
}
