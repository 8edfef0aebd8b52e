package headroom.experiments.diagnosis;

import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.PointResult;
import java.util.Arrays;
import java.util.List;

/** The samples of a series inside the measured window, means over replications. */
final class WindowSeries {
  private WindowSeries() {}

  /** The samples under {@code name}; empty if there are none. */
  static double[] of(PointResult point, String name) {
    Series series = point.series();
    List<Double> values = series.values().get(name);
    if (values == null) {
      return new double[0];
    }
    int first = 0;
    while (first < values.size() && series.timeS().get(first) < point.warmupS()) {
      first++;
    }
    return values.subList(first, values.size()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean of the first tenth of {@code values}; NaN without any. */
  static double begin(double[] values) {
    int tenth = Math.max(1, values.length / 10);
    return Arrays.stream(values).limit(tenth).average().orElse(Double.NaN);
  }

  /** The mean of the last tenth of {@code values}; NaN without any. */
  static double end(double[] values) {
    int tenth = Math.max(1, values.length / 10);
    return Arrays.stream(values)
        .skip(Math.max(0, values.length - tenth))
        .average()
        .orElse(Double.NaN);
  }
}
