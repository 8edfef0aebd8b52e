package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Result;
import headroom.reports.words.CollectorWords;
import headroom.reports.words.SloLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One figure of every point over the swept key, one line a group, with its 95 % interval. Over
 * names, which have no order, points stand side by side.
 */
final class Measures {
  /** Bands of more lines would cover each other. */
  private static final int MOST_BANDS = 3;

  /** By how much of the way to the next place the points of two groups stand beside each other. */
  private static final double BESIDE = 0.08;

  private static final String BANDS = " Shaded: 95% intervals.";
  private static final String BARS = " Bars: 95% intervals.";
  private static final String CROSSES =
      " ✕: the run was not stationary, its figures depend on how long it ran.";

  private final Result result;
  private final ParameterScale scale;
  private final Map<String, List<PointResult>> groups;
  private final String over;

  Measures(
      Result result, ParameterScale scale, Map<String, List<PointResult>> groups, String over) {
    this.result = result;
    this.scale = scale;
    this.groups = groups;
    this.over = over;
  }

  /** One line of a chart. */
  private record Curve(
      String name,
      List<PointResult> points,
      ToDoubleFunction<PointResult> value,
      Function<PointResult, @Nullable Interval> interval) {}

  /** P50, P99 and P99.9 of the only group. */
  Chart latency() {
    List<PointResult> points = groups.values().iterator().next();
    List<Curve> curves =
        List.of(
            new Curve("P99.9", points, p -> p.latencyMs().p999(), p -> null),
            new Curve("P99", points, p -> p.latencyMs().p99(), p -> interval(p, "p99")),
            new Curve("P50", points, p -> p.latencyMs().p50(), p -> interval(p, "p50")));
    return latencyChart("latency", "Latency over " + over, curves, SloLimits.of(result, "p99_ms"));
  }

  /** One percentile, one line a group. */
  Chart latencyOf(String label, String name, ToDoubleFunction<Latency> percentile) {
    List<Curve> curves = new ArrayList<>();
    groups.forEach(
        (group, points) ->
            curves.add(
                new Curve(
                    group,
                    points,
                    p -> percentile.applyAsDouble(p.latencyMs()),
                    p -> interval(p, name))));
    Double limit = name.equals("p99") ? SloLimits.of(result, "p99_ms") : null;
    return latencyChart("latency-" + name, label + " over " + over, curves, limit);
  }

  private Chart latencyChart(
      String name, String title, List<Curve> curves, @Nullable Double limitMs) {
    DoubleStream values = values(curves);
    if (limitMs != null) {
      values = DoubleStream.concat(values, DoubleStream.of(limitMs));
    }
    LineChart drawing = new LineChart(title, scale.axis(), Axes.latency("latency", values));
    if (limitMs != null) {
      drawing.limit(limitMs, "SLO: P99 ≤ " + FigureText.time(limitMs));
    }
    String notes = draw(drawing, curves);
    return new Chart(name, title, "From intended arrival to completion." + notes, drawing);
  }

  /** Completions per second. */
  Chart throughput() {
    List<Curve> curves = new ArrayList<>();
    groups.forEach(
        (group, points) ->
            curves.add(
                new Curve(
                    group.isEmpty() ? "completed" : group,
                    points,
                    PointResult::throughputPerS,
                    PointResult::throughputCi95)));
    Double limit = SloLimits.of(result, "throughput_per_s");
    DoubleStream values = values(curves);
    if (limit != null) {
      values = DoubleStream.concat(values, DoubleStream.of(limit));
    }
    String title = "Throughput over " + over;
    LineChart drawing =
        new LineChart(
            title, scale.axis(), Axes.fromZero("completed requests", values, FigureText::rate));
    if (limit != null) {
      drawing.limit(limit, "SLO: at least " + FigureText.rate(limit));
    }
    return new Chart(
        "throughput", title, "Requests completed per second." + draw(drawing, curves), drawing);
  }

  /** Cores the process keeps busy, and how many it could. */
  Chart coresUsed() {
    List<Curve> curves = new ArrayList<>();
    groups.forEach(
        (group, points) ->
            curves.add(
                new Curve(
                    group.isEmpty() ? "cores used" : group,
                    points,
                    p -> p.cpu().coresUsed(),
                    p -> null)));
    List<Double> capacities =
        result.points().stream()
            .filter(p -> p.cpu().utilization() > 0.01)
            .map(Measures::capacity)
            .distinct()
            .toList();
    DoubleStream limits = capacities.stream().mapToDouble(Double::doubleValue);
    String title = "CPU over " + over;
    Axis y =
        Axes.fromZero("cores", DoubleStream.concat(values(curves), limits), FigureText::number);
    LineChart drawing = new LineChart(title, scale.axis(), y);
    if (capacities.size() == 1) {
      drawing.ceiling(
          capacities.get(0), "it may use: " + FigureText.number(capacities.get(0)) + " cores");
    }
    return new Chart(
        "cpu", title, "Cores that the process keeps busy." + draw(drawing, curves), drawing);
  }

  /** What the collector computes of the CPU that the process uses. */
  Chart collectorShare() {
    return figure(
        "collector-share",
        "CPU of the collector over " + over,
        "What its workers and assists compute, of the CPU that the process uses.",
        "collector",
        CollectorWords::cpuShare,
        values -> Axes.fromZero("share of the CPU", values, FigureText::percent));
  }

  /** The highest resident memory. */
  Chart resident() {
    return figure(
        "resident",
        "Memory over " + over,
        "The highest resident memory of all replications.",
        "resident at most",
        TradeOffChart::residentMib,
        values -> Axes.sizes("resident memory", values));
  }

  private Chart figure(
      String name,
      String title,
      String caption,
      String single,
      ToDoubleFunction<PointResult> value,
      Function<DoubleStream, Axis> axis) {
    List<Curve> curves = new ArrayList<>();
    groups.forEach(
        (group, points) ->
            curves.add(new Curve(group.isEmpty() ? single : group, points, value, p -> null)));
    LineChart drawing = new LineChart(title, scale.axis(), axis.apply(values(curves)));
    return new Chart(name, title, caption + draw(drawing, curves), drawing);
  }

  /** Cores the process may use, to a hundredth. */
  private static double capacity(PointResult point) {
    return Math.rint(point.cpu().coresUsed() / point.cpu().utilization() * 100) / 100;
  }

  private String draw(LineChart drawing, List<Curve> curves) {
    return scale.isOrdered() ? drawLines(drawing, curves) : drawPoints(drawing, curves);
  }

  private String drawPoints(LineChart drawing, List<Curve> curves) {
    boolean bars = false;
    boolean crosses = false;
    for (int index = 0; index < curves.size(); index++) {
      Curve curve = curves.get(index);
      double aside = groups.size() == 1 ? 0 : BESIDE * (index - (curves.size() - 1) / 2.0);
      double[] x = curve.points.stream().mapToDouble(p -> scale.of(p) + aside).toArray();
      double[] y = curve.points.stream().mapToDouble(curve.value).toArray();
      drawing.points(curve.name, x, y, index);
      for (int i = 0; i < x.length; i++) {
        PointResult point = curve.points.get(i);
        Interval interval = curve.interval.apply(point);
        if (interval != null) {
          drawing.bar(x[i], interval.low(), interval.high(), index);
          bars = true;
        }
        if (!point.stability().stationary()) {
          drawing.cross(x[i], y[i]);
          crosses = true;
        }
      }
    }
    return (bars ? BARS : "") + (crosses ? CROSSES : "");
  }

  private String drawLines(LineChart drawing, List<Curve> curves) {
    boolean bands = false;
    boolean crosses = false;
    for (int index = 0; index < curves.size(); index++) {
      Curve curve = curves.get(index);
      double[] x = curve.points.stream().mapToDouble(scale::of).toArray();
      double[] low =
          curve.points.stream().mapToDouble(p -> bound(curve, p, Interval::low)).toArray();
      double[] high =
          curve.points.stream().mapToDouble(p -> bound(curve, p, Interval::high)).toArray();
      if (curves.size() <= MOST_BANDS && DoubleStream.of(low).anyMatch(Double::isFinite)) {
        drawing.band(x, low, high, index);
        bands = true;
      }
      drawing.line(curve.name, x, curve.points.stream().mapToDouble(curve.value).toArray(), index);
      for (PointResult point : curve.points) {
        if (!point.stability().stationary()) {
          drawing.cross(scale.of(point), curve.value.applyAsDouble(point));
          crosses = true;
        }
      }
    }
    return (bands ? BANDS : "") + (crosses ? CROSSES : "");
  }

  private static DoubleStream values(List<Curve> curves) {
    return curves.stream()
        .flatMapToDouble(
            c ->
                c.points.stream()
                    .flatMapToDouble(
                        p ->
                            DoubleStream.of(
                                c.value.applyAsDouble(p), bound(c, p, Interval::high))));
  }

  private static double bound(Curve curve, PointResult point, ToDoubleFunction<Interval> side) {
    Interval interval = curve.interval.apply(point);
    return interval == null ? Double.NaN : side.applyAsDouble(interval);
  }

  private static @Nullable Interval interval(PointResult point, String name) {
    Map<String, Interval> intervals = point.latencyMs().ci95();
    return intervals == null ? null : intervals.get(name);
  }
}
