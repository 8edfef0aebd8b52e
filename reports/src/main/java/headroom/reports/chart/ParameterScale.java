package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.reports.chart.Axis.Scale;
import headroom.reports.words.ParameterValue;
import headroom.reports.words.SweepAxis;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the values of a swept key stand on the x axis: true to scale if they are numbers, side by
 * side if not.
 */
final class ParameterScale {
  /** Values that grow at least this many times at every step get a log scale. */
  private static final double LOG_FROM_STEP = 1.4;

  /** More values than this are labelled at round numbers instead of at each value. */
  private static final int MOST_LABELLED = 16;

  private final SweepAxis swept;
  private final Axis axis;
  private final double[] places;

  ParameterScale(SweepAxis swept) {
    this.swept = swept;
    int count = swept.values().size();
    double[] numbers =
        IntStream.range(0, count).mapToDouble(i -> swept.numeric() ? swept.number(i) : i).toArray();
    List<String> labels = swept.labels();
    if (!swept.numeric() || count < 2 || numbers[0] >= numbers[count - 1]) {
      this.places = IntStream.range(0, count).asDoubleStream().toArray();
      this.axis = Axes.places(swept.name(), labels);
      return;
    }
    this.places = numbers;
    boolean even = isEvenlySpaced(numbers);
    if (!even && !swept.isLoad() && isGeometric(numbers)) {
      this.axis = Axes.through(swept.name(), Scale.LOG, numbers, labels);
    } else if ((even && count <= MOST_LABELLED) || !swept.hasOneUnit()) {
      this.axis = Axes.through(swept.name(), Scale.LINEAR, numbers, labels);
    } else {
      double unit = ParameterValue.scale(swept.values().get(0));
      String suffix = ParameterValue.unit(swept.values().get(0));
      this.axis = Axes.over(swept.name(), numbers, unit, v -> FigureText.number(v / unit) + suffix);
    }
  }

  Axis axis() {
    return axis;
  }

  /** Whether there is something between two values, so that a line may join them. */
  boolean isOrdered() {
    return swept.isAscending();
  }

  /** Where the point stands. */
  double of(PointResult point) {
    return places[swept.place(point)];
  }

  private static boolean isGeometric(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (values[i - 1] <= 0 || values[i] < LOG_FROM_STEP * values[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEvenlySpaced(double[] values) {
    double step = values.length > 1 ? values[1] - values[0] : 1;
    for (int i = 1; i < values.length; i++) {
      if (Math.abs(values[i] - values[i - 1] - step) > 1e-6 * Math.abs(step)) {
        return false;
      }
    }
    return true;
  }
}
