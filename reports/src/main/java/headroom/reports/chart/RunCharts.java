package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.Delivery;
import headroom.reports.words.SloLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Charts of a single run. */
final class RunCharts {
  static final String GOROUTINES = "/sched/goroutines:goroutines";
  static final String IN_SYSTEM = "in_system";
  static final String GOMAXPROCS = "/sched/gomaxprocs:threads";

  private RunCharts() {}

  static List<Chart> of(Result result, PointResult point) {
    Map<String, PointResult> one = new LinkedHashMap<>();
    one.put(result.experiment(), point);
    List<@Nullable Chart> charts = new ArrayList<>();
    charts.add(CommonCharts.spectrum(one, SloLimits.of(result, "p99_ms"), "Latency by percentile"));
    charts.add(breakdown(point));
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("in the system", IN_SYSTEM);
    requests.put("no worker has it yet", "in_queue");
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
    charts.add(processors(point));
    charts.addAll(ThrottlingCharts.of(point));
    charts.addAll(CollectorCharts.of(point));
    return charts.stream().filter(Objects::nonNull).toList();
  }

  /** Whether a level is another at different times. */
  static boolean changes(CommonCharts.Samples level) {
    return DoubleStream.of(level.mean()).distinct().count() > 1;
  }

  /** GOMAXPROCS, where it changes. */
  private static @Nullable Chart processors(PointResult point) {
    CommonCharts.Samples line = CommonCharts.series(point, GOMAXPROCS);
    if (line == null || !changes(line)) {
      return null;
    }
    return overTime(
        "gomaxprocs",
        "Ps",
        "GOMAXPROCS, which follows the CPU limit.",
        point,
        Map.of("Ps", GOMAXPROCS));
  }

  /** Of those that completed, and of others where there are any. */
  private static @Nullable Chart breakdown(PointResult point) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    if (point.completed() > 0) {
      bars.put("completed", point.breakdownMs());
      bars.put("at or above P99", point.breakdownP99Ms());
    }
    if (point.breakdownFailedMs() != null) {
      bars.put("failed", point.breakdownFailedMs());
    }
    if (point.breakdownUnfinishedMs() != null && Delivery.unfinishedMatter(point)) {
      bars.put("still inside", point.breakdownUnfinishedMs());
    }
    if (bars.isEmpty()) {
      return null;
    }
    return CommonCharts.breakdown(
        "breakdown",
        "Where the time of a request goes",
        "Average over the requests that completed, over the slowest 1% of them, and up to the moment"
            + " of it over those that failed or are still inside at the end.",
        Axes.places("", List.copyOf(bars.keySet())),
        List.copyOf(bars.values()));
  }

  /** The series that the point has, under the names given as keys. */
  private static @Nullable Chart overTime(
      String name, String title, String caption, PointResult point, Map<String, String> series) {
    Map<String, CommonCharts.Samples> lines = new LinkedHashMap<>();
    series.forEach(
        (label, metric) -> {
          CommonCharts.Samples line = CommonCharts.series(point, metric);
          // with a goroutine for each request all that are in the system are served
          if (line != null && lines.values().stream().noneMatch(line::isSameAs)) {
            lines.put(label, line);
          }
        });
    return CommonCharts.overTime(name, title, caption, lines, FigureText::number);
  }
}
