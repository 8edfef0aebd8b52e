package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Result;
import headroom.experiments.result.Theory;
import headroom.experiments.result.Theory.Bounds;
import headroom.experiments.result.Theory.Finding;
import headroom.experiments.result.Theory.Model;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What formulas say beside what was simulated. */
public final class TheoryTable {
  private final List<String> setting;
  private final PointResult point;
  private final Theory theory;
  private final List<List<String>> rows = new ArrayList<>();

  private TheoryTable(List<String> setting, PointResult point, Theory theory) {
    this.setting = setting;
    this.point = point;
    this.theory = theory;
  }

  /** A row a figure; no rows if nothing is known of any point. */
  public static TextTable of(Result result) {
    boolean varied = result.points().size() > 1;
    List<List<String>> rows = new ArrayList<>();
    for (PointResult point : result.points()) {
      if (point.theory() != null) {
        List<String> setting =
            varied ? List.of(ParameterName.setting(point.parameters())) : List.of();
        TheoryTable table = new TheoryTable(setting, point, point.theory());
        table.write();
        rows.addAll(table.rows);
      }
    }
    List<String> header = new ArrayList<>(varied ? List.of("setting") : List.of());
    header.addAll(List.of("figure", "theory", "simulated", "by theory", "with costs", "verdict"));
    return new TextTable(header, rows, varied ? 3 : 2);
  }

  private void write() {
    Model model = theory.model();
    Bounds bounds = theory.bounds();
    Latency latency = point.latencyMs();
    if (model != null) {
      String name = model.name() + ": " + model.what();
      model
          .latencyMs()
          .forEach(
              (figure, ms) -> {
                Double costs = model.withCostsMs().get(figure);
                String with = costs == null ? "" : FigureText.time(costs);
                String time = FigureText.time(ms);
                row(figure, name, simulated(latency, figure), time, with);
              });
    }
    if (bounds != null && bounds.meanMs() != null) {
      String least = "≥ " + FigureText.time(bounds.meanMs());
      row("mean", "bound: waits for nobody", simulated(latency, "mean"), least, "");
    }
    if (bounds != null && bounds.throughputPerS() != null) {
      double perS = point.throughputPerS();
      String seen = FigureText.rate(perS) + PointSummary.halfWidth(point.throughputCi95(), perS);
      String most = "≤ " + FigureText.rate(bounds.throughputPerS());
      row("throughput", "bound: " + limit(bounds.limitedBy()), seen, most, "");
    }
  }

  private static String limit(@Nullable String resource) {
    return "users".equals(resource) ? "no user waits" : resource + " full";
  }

  private void row(String figure, String name, String seen, String said, String withCosts) {
    List<String> row = new ArrayList<>(setting);
    row.addAll(List.of(label(figure), name, seen, said, withCosts, verdict(figure, name)));
    rows.add(row);
  }

  private String verdict(String figure, String name) {
    boolean bound = name.startsWith("bound");
    for (Finding finding : theory.findings()) {
      if (finding.figure().equals(figure) && finding.bound() == bound) {
        return finding.chance() ? "just outside the interval" : "✗ disagrees";
      }
    }
    return "✓ agrees";
  }

  private static String label(String figure) {
    return figure.equals("p999")
        ? "P99.9"
        : figure.startsWith("p") ? "P" + figure.substring(1) : figure;
  }

  private static String simulated(Latency latency, String figure) {
    Map<String, Interval> intervals = latency.ci95();
    double ms =
        switch (figure) {
          case "p50" -> latency.p50();
          case "p90" -> latency.p90();
          case "p95" -> latency.p95();
          case "p99" -> latency.p99();
          case "p999" -> latency.p999();
          default -> latency.mean();
        };
    Interval interval = intervals == null ? null : intervals.get(figure);
    return FigureText.time(ms) + PointSummary.halfWidth(interval, ms);
  }
}
