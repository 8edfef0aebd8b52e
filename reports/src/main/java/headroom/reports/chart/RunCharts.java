package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.SloLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Charts of a single run. */
final class RunCharts {
  static final String GOROUTINES = "/sched/goroutines:goroutines";
  static final String IN_SYSTEM = "in_system";

  private RunCharts() {}

  static List<Chart> of(Result result, PointResult point) {
    Map<String, PointResult> one = new LinkedHashMap<>();
    one.put(result.experiment(), point);
    List<@Nullable Chart> charts = new ArrayList<>();
    charts.add(CommonCharts.spectrum(one, SloLimits.of(result, "p99_ms"), "Latency by percentile"));
    charts.add(
        CommonCharts.breakdown(
            "breakdown",
            "Where the time of a request goes",
            "Average over all requests, and over the slowest 1%.",
            Axes.places("", List.of("all requests", "requests at or above P99")),
            List.of(point.breakdownMs(), point.breakdownP99Ms())));
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("in the system", IN_SYSTEM);
    requests.put("waiting for a worker", "in_queue");
    requests.put("with a worker", "busy_workers");
    charts.add(
        overTime(
            "requests-in-system",
            "Requests in the system",
            "Level ground means that the service keeps up; a lasting climb means that it does not.",
            point,
            requests));
    charts.add(
        overTime(
            "goroutines",
            "Goroutines",
            "All that exist, parked ones included.",
            point,
            Map.of("goroutines", GOROUTINES)));
    charts.add(
        overTime(
            "cores-used",
            "Cores used",
            "CPU of the process.",
            point,
            Map.of("cores used", "cores_used")));
    return charts.stream().filter(Objects::nonNull).toList();
  }

  /** The series that the point has, under the names given as keys. */
  private static @Nullable Chart overTime(
      String name, String title, String caption, PointResult point, Map<String, String> series) {
    Map<String, double[][]> lines = new LinkedHashMap<>();
    series.forEach(
        (label, metric) -> {
          double[][] line = CommonCharts.series(point, metric);
          if (line != null) {
            lines.put(label, line);
          }
        });
    return CommonCharts.overTime(name, title, caption, lines, FigureText::number);
  }
}
