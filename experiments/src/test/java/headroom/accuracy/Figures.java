package headroom.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One value for each {@link Metric}; NaN where there is none. */
record Figures(double[] values) {

  /** The value of {@code metric}. */
  double of(Metric metric) {
    return values[metric.ordinal()];
  }

  /** The median of each metric over {@code runs}. */
  static Figures medianOf(List<Figures> runs) {
    return each(metric -> quantile(valuesOf(runs, metric), 0.5));
  }

  /** How far {@code runs} lie apart: max / min - 1 of each metric; NaN for a single run. */
  static Figures spreadOf(List<Figures> runs) {
    return each(
        metric -> {
          double[] sorted = valuesOf(runs, metric);
          return sorted.length < 2 ? Double.NaN : sorted[sorted.length - 1] / sorted[0] - 1;
        });
  }

  /** The relative error of each metric against {@code measured}, signed. */
  Figures errorAgainst(Figures measured) {
    return each(metric -> of(metric) / measured.of(metric) - 1);
  }

  /** Whether bytes are equal, so that a table may compare. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Figures that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** A value for each metric. */
  static Figures each(ToDoubleFunction<Metric> value) {
    return new Figures(Arrays.stream(Metric.values()).mapToDouble(value).toArray());
  }

  /**
   * The {@code share} quantile of sorted values, interpolated between the two that enclose it; NaN
   * without values.
   */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static double[] valuesOf(List<Figures> runs, Metric metric) {
    return runs.stream().mapToDouble(run -> run.of(metric)).sorted().toArray();
  }
}
