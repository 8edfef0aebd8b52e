package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Result;
import headroom.reports.words.Delivery;
import headroom.reports.words.ParameterName;
import headroom.reports.words.Settling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The points of a result as a table to be read, with the half-width of the 95 % interval beside
 * what has one.
 */
public final class PointSummary {
  private PointSummary() {}

  /** The table in the given format. */
  public static String text(Result result, TableFormat format) {
    return switch (format) {
      case TABLE -> of(result).aligned();
      case MARKDOWN -> of(result).markdown();
      case CSV -> PointTable.csv(result);
      case JSON -> PointTable.json(result);
    };
  }

  /** What a reader of the table has to know of its figures, a line each; often none. */
  public static List<String> notes(Result result) {
    List<String> notes = new ArrayList<>();
    if (result.points().stream().anyMatch(point -> !point.stability().stationary())) {
      notes.add("! not steady: the figures depend on how long the run is");
    }
    List<PointResult> wide =
        result.points().stream().filter(p -> p.stability().wideInterval() != null).toList();
    if (!wide.isEmpty()) {
      String more = wide.size() > 1 ? " and " + (wide.size() - 1) + " more" : "";
      notes.add(
          "uncertain at "
              + ParameterName.setting(wide.get(0).parameters())
              + more
              + ": "
              + wide.get(0).stability().wideInterval());
    }
    return notes;
  }

  /** One row a point. */
  public static TextTable of(Result result) {
    Set<String> keys = new LinkedHashSet<>();
    result.points().forEach(point -> keys.addAll(point.parameters().keySet()));
    boolean judged = result.points().stream().anyMatch(p -> p.slo() != null);
    List<String> header = new ArrayList<>(keys.stream().map(ParameterName::of).toList());
    header.addAll(
        List.of(
            "throughput",
            "P50",
            "P90",
            "P99",
            "P99.9",
            "max",
            "mean",
            "lost",
            "cores used",
            "utilization",
            "goroutines"));
    if (judged) {
      header.add("SLO");
    }
    List<List<String>> rows = new ArrayList<>();
    for (PointResult point : result.points()) {
      List<String> row = new ArrayList<>();
      keys.forEach(
          key -> row.add(ParameterName.value(point.parameters().getOrDefault(key, "base"))));
      row.addAll(figures(point));
      if (judged) {
        row.add(slo(point));
      }
      rows.add(row);
    }
    return new TextTable(header, rows, 0);
  }

  /** Whether the SLO is met, and every figure that misses its limit if not. */
  private static String slo(PointResult point) {
    SloVerdict verdict = point.slo();
    if (verdict == null || verdict.met()) {
      return verdict == null ? "" : "✓ met";
    }
    List<Objective> objectives = verdict.objectives();
    List<String> reasons = new ArrayList<>(point.crash() == null ? List.of() : List.of("crashed"));
    if (objectives == null) {
      reasons.addAll(verdict.misses());
    } else {
      objectives.stream().filter(o -> !o.met()).map(PointSummary::miss).forEach(reasons::add);
    }
    if (Settling.isUnsettledMiss(point)) {
      reasons.add("does not settle");
    }
    return "✗ " + String.join("; ", reasons);
  }

  /** {@code p99 998 ms of 150 ms}; margin and interval would make the table wider than a screen. */
  private static String miss(Objective objective) {
    int margin = objective.text().indexOf(", ");
    return margin < 0 ? objective.text() : objective.text().substring(0, margin);
  }

  private static List<String> figures(PointResult point) {
    Latency latency = point.latencyMs();
    String unsteady = point.stability().stationary() ? "" : " !";
    return List.of(
        FigureText.rate(point.throughputPerS())
            + halfWidth(point.throughputCi95(), point.throughputPerS())
            + (Delivery.isShort(point)
                ? " of " + FigureText.rate(Delivery.offeredPerS(point))
                : ""),
        ofWindow(point, "p50", latency.p50()),
        ofWindow(point, "p90", latency.p90()),
        ofWindow(point, "p99", latency.p99()) + unsteady,
        ofWindow(point, "p999", latency.p999()),
        FigureText.time(latency.max()),
        ofWindow(point, "mean", latency.mean()),
        FigureText.count(Delivery.lost(point)),
        FigureText.number(point.cpu().coresUsed())
            + halfWidth(cpuInterval(point, "cores_used"), point.cpu().coresUsed()),
        FigureText.percent(point.cpu().utilization()),
        FigureText.count(point.runtime().goroutinesMax()));
  }

  /** One row a class and point; no rows if no point has several classes. */
  public static TextTable classes(Result result) {
    List<List<String>> rows = new ArrayList<>();
    boolean varied = result.points().size() > 1;
    for (PointResult point : result.points()) {
      Map<String, ClassResult> classes = point.byClass() == null ? Map.of() : point.byClass();
      classes.forEach((name, figures) -> rows.add(classRow(varied, point, name, figures)));
    }
    List<String> header = new ArrayList<>(varied ? List.of("setting") : List.of());
    header.addAll(
        List.of("class", "completed", "rejected", "P50", "P90", "P99", "P99.9", "max", "mean"));
    return new TextTable(header, rows, varied ? 2 : 1);
  }

  private static List<String> classRow(
      boolean varied, PointResult point, String name, ClassResult figures) {
    Latency latency = figures.latencyMs();
    List<String> row = new ArrayList<>();
    if (varied) {
      row.add(ParameterName.setting(point.parameters()));
    }
    row.addAll(
        List.of(
            name,
            FigureText.count(figures.completed()),
            FigureText.count(figures.rejected()),
            withInterval(latency, "p50", latency.p50()),
            withInterval(latency, "p90", latency.p90()),
            withInterval(latency, "p99", latency.p99()),
            withInterval(latency, "p999", latency.p999()),
            FigureText.time(latency.max()),
            withInterval(latency, "mean", latency.mean())));
    return row;
  }

  /** A run that is not steady has no interval about a value that it would have in the long run. */
  private static String ofWindow(PointResult point, String name, double ms) {
    return point.stability().stationary()
        ? withInterval(point.latencyMs(), name, ms)
        : FigureText.time(ms);
  }

  private static String withInterval(Latency latency, String name, double ms) {
    Interval interval = latency.ci95() == null ? null : latency.ci95().get(name);
    return FigureText.time(ms) + halfWidth(interval, ms);
  }

  private static @Nullable Interval cpuInterval(PointResult point, String name) {
    return point.cpu().ci95() == null ? null : point.cpu().ci95().get(name);
  }

  /**
   * The half-width relative to the value, in the manner of benchstat: {@code " ±4%"}; {@code "
   * ±>100%"} for all that is as wide as the value itself.
   */
  static String halfWidth(@Nullable Interval interval, double value) {
    if (interval == null || !(value > 0) || !Double.isFinite(interval.halfWidth(value))) {
      return "";
    }
    double share = interval.halfWidth(value) / value;
    return " ±" + (share > 1 ? ">100%" : FigureText.roughPercent(share));
  }
}
