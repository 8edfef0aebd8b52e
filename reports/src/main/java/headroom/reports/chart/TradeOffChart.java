package headroom.reports.chart;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.Knee;
import headroom.reports.words.ParameterName;
import headroom.reports.words.SweepAxis;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The P99 over the memory that it takes, through the values of GOGC or GOMEMLIMIT. */
final class TradeOffChart {
  private static final int MOST_LINES = 6;

  /** Texts beside the points of more lines would cover each other. */
  private static final int MOST_LABELLED = 2;

  private static final double MIB = 1 << 20;

  private TradeOffChart() {}

  /** Null where neither is swept, or nothing is traded. */
  static @Nullable Chart of(Result result, List<SweepAxis> axes) {
    SweepAxis axis = Knee.axis(axes);
    if (axis == null) {
      return null;
    }
    Map<String, List<PointResult>> groups = Knee.groups(result, axis);
    if (groups.size() > MOST_LINES || groups.values().stream().noneMatch(Knee::isTraded)) {
      return null;
    }
    List<PointResult> all = groups.values().stream().flatMap(List::stream).toList();
    String title = "P99 over memory, by " + axis.name();
    LineChart drawing =
        new LineChart(
            title,
            Axes.sizesApart("highest resident memory", figures(all, TradeOffChart::residentMib)),
            Axes.latency("P99", figures(all, p -> p.latencyMs().p99())));
    int index = 0;
    for (Map.Entry<String, List<PointResult>> group : groups.entrySet()) {
      boolean named = groups.size() <= MOST_LABELLED;
      draw(drawing, axis, group.getKey(), group.getValue(), named, index++);
    }
    return new Chart("trade-off", title, caption(axis, groups), drawing);
  }

  private static void draw(
      LineChart drawing,
      SweepAxis axis,
      String name,
      List<PointResult> points,
      boolean named,
      int index) {
    List<PointResult> joined = Knee.withoutLimiter(points);
    drawing.line(
        name.isEmpty() ? "P99" : name,
        figures(joined, TradeOffChart::residentMib).toArray(),
        figures(joined, p -> p.latencyMs().p99()).toArray(),
        index);
    PointResult knee = Knee.of(points);
    for (PointResult point : points) {
      double x = residentMib(point);
      double y = point.latencyMs().p99();
      boolean ringed = point.equals(knee);
      String text = axis.label(axis.values().get(axis.place(point)));
      drawing.mark(x, y, named || ringed ? text : "", index, ringed);
      if (!joined.contains(point)) {
        drawing.cross(x, y);
      }
    }
  }

  private static String caption(SweepAxis axis, Map<String, List<PointResult>> groups) {
    String points = "Each point is a setting of " + axis.name() + "; down and left is better.";
    List<PointResult> all = groups.values().stream().flatMap(List::stream).toList();
    String crosses =
        Knee.withoutLimiter(all).size() < all.size()
            ? " ✕: the limiter of the collector's CPU came on, so that requests no longer helped to"
                + " mark; no setting to aim at."
            : "";
    String knees =
        groups.values().stream()
            .map(Knee::of)
            .filter(Objects::nonNull)
            .map(point -> ParameterName.setting(point.parameters()))
            .collect(Collectors.joining("; "));
    return knees.isEmpty()
        ? points + crosses
        : points
            + crosses
            + " Ringed: the knee, the least memory with which the P99 is at most 10% above the best"
            + " of its line ("
            + knees
            + ").";
  }

  /** The highest resident memory, MiB; NaN if the writer did not say. */
  static double residentMib(PointResult point) {
    return Knee.residentBytes(point) / MIB;
  }

  private static DoubleStream figures(
      List<PointResult> points, ToDoubleFunction<PointResult> figure) {
    return points.stream().mapToDouble(figure);
  }
}
