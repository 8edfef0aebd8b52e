package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.reports.chart.Axis.Scale;
import headroom.reports.chart.Axis.Tick;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/** Builds axes whose limits come from the data, so that no chart has an empty band. */
final class Axes {
  /** Largest over smallest value from which a log scale reads better than a linear one from 0. */
  private static final double LOG_FROM_RATIO = 12;

  /** Most decades for which 2 and 5 are labelled as well as 1. */
  private static final double DECADES_WITH_STEPS = 2.7;

  private static final double[] STEPS = {1, 2, 5};
  private static final int TICKS_WANTED = 6;

  /** Decades a log scale may span below its largest value; smaller values stand at its start. */
  private static final double DECADES_MOST = 7;

  private Axes() {}

  /** A latency axis: from 0 if the values are close together, otherwise a log scale. */
  static Axis latency(String title, DoubleStream valuesMs) {
    double[] values = valuesMs.filter(v -> Double.isFinite(v) && v > 0).sorted().toArray();
    if (values.length == 0) {
      return fromZero(title, DoubleStream.of(1), FigureText::time);
    }
    double largest = values[values.length - 1];
    double smallest = Math.max(values[0], largest / StrictMath.pow(10, DECADES_MOST));
    return largest / smallest < LOG_FROM_RATIO
        ? fromZero(title, DoubleStream.of(values), FigureText::time)
        : log(title, smallest, largest, FigureText::time);
  }

  /** Sizes in MiB: from 0 if they are close together, otherwise a log scale. */
  static Axis sizes(String title, DoubleStream valuesMib) {
    double[] values = valuesMib.filter(v -> Double.isFinite(v) && v > 0).sorted().toArray();
    return values.length == 0 || values[values.length - 1] < LOG_FROM_RATIO * values[0]
        ? fromZero(title, DoubleStream.of(values), Axes::mib)
        : log(title, values[0], values[values.length - 1], Axes::mib);
  }

  /** The same, but from the smallest on if they are close together. */
  static Axis sizesApart(String title, DoubleStream valuesMib) {
    double[] values = valuesMib.filter(v -> Double.isFinite(v) && v > 0).sorted().toArray();
    boolean alike = values.length == 0 || values[0] >= values[values.length - 1];
    return alike || values[values.length - 1] >= LOG_FROM_RATIO * values[0]
        ? sizes(title, DoubleStream.of(values))
        : over(title, values, 1, Axes::mib);
  }

  private static String mib(double mib) {
    return FigureText.number(mib) + " MiB";
  }

  /** A linear axis from 0 to a little above the largest value. */
  static Axis fromZero(String title, DoubleStream values, DoubleFunction<String> label) {
    double largest = values.filter(v -> Double.isFinite(v) && v > 0).max().orElse(1);
    double step = niceStep(largest / TICKS_WANTED);
    double end = Math.max(step, Math.ceil(largest * 1.04 / step * 2) / 2 * step);
    return new Axis(title, Scale.LINEAR, 0, end, linearTicks(0, end, step, label));
  }

  /** A linear axis that starts at the first value, for time. */
  static Axis span(String title, double from, double to, DoubleFunction<String> label) {
    double end = to > from ? to : from + 1;
    double step = niceStep((end - from) / (TICKS_WANTED + 2));
    return new Axis(title, Scale.LINEAR, from, end, linearTicks(from, end, step, label));
  }

  /** Shares from 0 to 100 %, or further if a value is larger. */
  static Axis shares(String title, DoubleStream shares) {
    double end = Math.max(1.05, shares.filter(Double::isFinite).max().orElse(1) * 1.05);
    return new Axis(
        title, Scale.LINEAR, 0, end, linearTicks(0, end, niceStep(end / 5.5), FigureText::percent));
  }

  /**
   * Quantiles, so that each further nine takes the same length, labelled at those that have names.
   */
  static Axis quantiles(double largestNines) {
    double end = Math.max(2, largestNines);
    List<Tick> ticks = new ArrayList<>();
    for (double quantile : new double[] {0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999}) {
      if (nines(quantile) <= end + 1e-9) {
        ticks.add(new Tick(nines(quantile), quantile == 0 ? "min" : "P" + percent(quantile)));
      }
    }
    return new Axis("percentile", Scale.LINEAR, 0, end, ticks);
  }

  /** Number of nines of a quantile: 2 for 0.99. */
  static double nines(double quantile) {
    return -StrictMath.log10(1 - quantile);
  }

  /**
   * Evenly spaced places 0, 1, 2 ... with a label each; every second, third ... one if they would
   * touch.
   */
  static Axis places(String title, List<String> labels) {
    int count = labels.size();
    return new Axis(title, Scale.LINEAR, -0.5, count - 0.5, labelled(count, i -> i, labels));
  }

  /**
   * An axis through the given ascending values, labelled at them, with a little room at both ends.
   */
  static Axis through(String title, Scale scale, double[] values, List<String> labels) {
    double first = values[0];
    double last = values[values.length - 1];
    if (scale == Scale.LOG) {
      double room = StrictMath.pow(last / first, 0.03);
      return new Axis(
          title, scale, first / room, last * room, labelled(values.length, i -> values[i], labels));
    }
    double room = (last - first) * 0.03;
    return new Axis(
        title, scale, first - room, last + room, labelled(values.length, i -> values[i], labels));
  }

  /** An axis over ascending values, labelled at round numbers of a unit; from 0 if that is near. */
  static Axis over(String title, double[] values, double unit, DoubleFunction<String> label) {
    double last = values[values.length - 1];
    double first = values[0] < 0.3 * last ? 0 : values[0];
    double step = niceStep((last - first) / unit / (TICKS_WANTED + 3)) * unit;
    double room = (last - first) * 0.03;
    double from = first == 0 ? -room * 0.5 : first - room;
    return new Axis(
        title, Scale.LINEAR, from, last + room, linearTicks(from, last + room, step, label));
  }

  private static List<Tick> labelled(int count, IntToDoubleFunction value, List<String> labels) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ticks.add(new Tick(value.applyAsDouble(i), labels.get(i)));
    }
    return ticks;
  }

  private static Axis log(
      String title, double smallest, double largest, DoubleFunction<String> label) {
    double room = StrictMath.pow(largest / smallest, 0.04);
    double min = smallest / room;
    double max = largest * room;
    double decades = StrictMath.log10(max / min);
    List<Tick> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(StrictMath.log10(min));
        decade <= StrictMath.log10(max);
        decade++) {
      for (double step : STEPS) {
        double value = Double.parseDouble((int) step + "e" + decade);
        if (value >= min && value <= max && (step == 1 || decades <= DECADES_WITH_STEPS)) {
          ticks.add(new Tick(value, label.apply(value)));
        }
      }
    }
    return new Axis(title, Scale.LOG, min, max, ticks);
  }

  private static List<Tick> linearTicks(
      double from, double to, double step, DoubleFunction<String> label) {
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(new Tick(i * step, label.apply(i * step)));
    }
    return ticks;
  }

  /** The least of 1, 2, 5, 10 times a power of ten that is at least {@code rough}. */
  private static double niceStep(double rough) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    for (double step : STEPS) {
      if (step * power >= rough * 0.999) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String percent(double quantile) {
    return BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
