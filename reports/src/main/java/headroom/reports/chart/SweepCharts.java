package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.SloLimits;
import headroom.reports.words.SweepAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Charts of a sweep: every figure over the first axis, one line for each setting of the others. */
final class SweepCharts {
  /** Lines that can still be told apart in one chart. */
  private static final int MOST_LINES = 6;

  /** Bars that still have room for a label. */
  private static final int MOST_BARS = 40;

  private final Result result;
  private final List<SweepAxis> axes;
  private final ParameterScale scale;
  private final Map<String, List<PointResult>> groups;

  private SweepCharts(Result result, List<SweepAxis> axes) {
    this.result = result;
    this.axes = axes;
    this.scale = new ParameterScale(axes.get(0));
    this.groups = groups(result, axes, scale);
  }

  static List<Chart> of(Result result, List<SweepAxis> axes) {
    SweepCharts sweep = new SweepCharts(result, axes);
    List<@Nullable Chart> charts = new ArrayList<>();
    Measures measures = new Measures(result, sweep.scale, sweep.fewGroups(), sweep.over());
    if (sweep.groups.size() == 1) {
      charts.add(measures.latency());
    } else {
      charts.add(measures.latencyOf("P99", "p99", l -> l.p99()));
      charts.add(sweep.heatMap());
      charts.add(measures.latencyOf("P50", "p50", l -> l.p50()));
    }
    charts.add(measures.throughput());
    charts.add(measures.coresUsed());
    if (result.points().stream().anyMatch(p -> p.collector() != null)) {
      charts.add(measures.collectorShare());
      charts.add(measures.resident());
      charts.add(TradeOffChart.of(result, axes));
    }
    charts.addAll(sweep.breakdowns());
    Map<String, PointResult> few = sweep.fewPoints();
    charts.add(CommonCharts.spectrum(few, SloLimits.of(result, "p99_ms"), "Latency by percentile"));
    charts.add(
        sweep.overTime(
            "requests-in-system",
            "Requests in the system",
            RunCharts.IN_SYSTEM,
            "Level ground means that the service keeps up; a lasting climb means that it does not.",
            few));
    charts.add(
        sweep.overTime(
            "goroutines",
            "Goroutines",
            RunCharts.GOROUTINES,
            "All that exist, parked ones included.",
            few));
    return charts.stream().filter(Objects::nonNull).toList();
  }

  /** Points by the setting of all axes but the first, each group ascending along the first. */
  private static Map<String, List<PointResult>> groups(
      Result result, List<SweepAxis> axes, ParameterScale scale) {
    List<SweepAxis> others = axes.subList(1, axes.size());
    List<PointResult> ordered = new ArrayList<>(result.points());
    ordered.sort(
        Comparator.comparingInt((PointResult p) -> place(others, p))
            .thenComparingDouble(scale::of));
    Map<String, List<PointResult>> groups = new LinkedHashMap<>();
    for (PointResult point : ordered) {
      groups.computeIfAbsent(label(others, point), key -> new ArrayList<>()).add(point);
    }
    return groups;
  }

  private static int place(List<SweepAxis> axes, PointResult point) {
    int place = 0;
    for (SweepAxis axis : axes) {
      place = place * axis.values().size() + axis.place(point);
    }
    return place;
  }

  private static String label(List<SweepAxis> axes, PointResult point) {
    List<String> parts = new ArrayList<>();
    for (SweepAxis axis : axes) {
      parts.add(axis.name() + " " + axis.labels().get(axis.place(point)));
    }
    return String.join(", ", parts);
  }

  private String over() {
    return axes.get(0).name();
  }

  private Map<String, List<PointResult>> fewGroups() {
    List<String> names = new ArrayList<>(groups.keySet());
    Map<String, List<PointResult>> few = new LinkedHashMap<>();
    for (int index : spread(names.size(), MOST_LINES)) {
      few.put(names.get(index), groups.getOrDefault(names.get(index), List.of()));
    }
    return few;
  }

  /** At most {@link #MOST_LINES} points, spread over the sweep, by label. */
  private Map<String, PointResult> fewPoints() {
    List<PointResult> all = groups.values().stream().flatMap(List::stream).toList();
    Map<String, PointResult> few = new LinkedHashMap<>();
    for (int index : spread(all.size(), MOST_LINES)) {
      few.put(label(axes, all.get(index)), all.get(index));
    }
    return few;
  }

  /** Indices 0 to count - 1, or {@code most} of them, first and last included. */
  private static List<Integer> spread(int count, int most) {
    List<Integer> indices = new ArrayList<>();
    int shown = Math.min(count, most);
    for (int i = 0; i < shown; i++) {
      indices.add(shown == 1 ? 0 : (int) Math.round(i * (count - 1.0) / (shown - 1)));
    }
    return indices;
  }

  private @Nullable Chart overTime(
      String name, String title, String metric, String caption, Map<String, PointResult> points) {
    Map<String, CommonCharts.Samples> lines = new LinkedHashMap<>();
    points.forEach(
        (label, point) -> {
          CommonCharts.Samples line = CommonCharts.series(point, metric);
          if (line != null) {
            lines.put(label, line);
          }
        });
    return CommonCharts.overTime(name, title, caption, lines, FigureText::number);
  }

  /** Bars for the first group: the others differ from it by what the other charts show. */
  private List<@Nullable Chart> breakdowns() {
    Map.Entry<String, List<PointResult>> group = groups.entrySet().iterator().next();
    List<PointResult> points = new ArrayList<>();
    spread(group.getValue().size(), MOST_BARS)
        .forEach(index -> points.add(group.getValue().get(index)));
    List<String> labels =
        points.stream().map(p -> axes.get(0).labels().get(axes.get(0).place(p))).toList();
    Axis x = Axes.places(over(), labels);
    String where = group.getKey().isEmpty() ? "" : " At " + group.getKey() + ".";
    return Arrays.asList(
        CommonCharts.breakdown(
            "breakdown-mean",
            "Where the time goes: average request",
            "Mean time per request by what it was spent on." + where,
            x,
            points.stream().map(PointResult::breakdownMs).toList()),
        CommonCharts.breakdown(
            "breakdown-p99",
            "Where the time goes: slowest 1%",
            "The same, averaged over the requests at or above the P99." + where,
            x,
            points.stream().map(PointResult::breakdownP99Ms).toList()));
  }

  /** The P99 of a sweep over two axes; null for any other sweep. */
  private @Nullable Chart heatMap() {
    if (axes.size() != 2) {
      return null;
    }
    SweepAxis columns = axes.get(0);
    SweepAxis rows = axes.get(1);
    double[][] values = new double[columns.values().size()][rows.values().size()];
    for (double[] column : values) {
      Arrays.fill(column, Double.NaN);
    }
    for (PointResult point : result.points()) {
      values[columns.place(point)][rows.place(point)] = point.latencyMs().p99();
    }
    Double limit = SloLimits.of(result, "p99_ms");
    String title = "P99 over " + columns.name() + " and " + rows.name();
    String note =
        limit == null ? "" : " ✕ marks what misses the SLO of " + FigureText.time(limit) + ".";
    HeatMap drawing =
        new HeatMap(
            title,
            Axes.places(columns.name(), columns.labels()),
            Axes.places(rows.name(), rows.labels()),
            values,
            limit == null ? Double.POSITIVE_INFINITY : limit);
    return new Chart(
        "p99-map", title, "The stronger the colour, the slower, by the logarithm." + note, drawing);
  }
}
