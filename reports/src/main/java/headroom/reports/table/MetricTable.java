package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every figure that a mechanism keeps, whichever there are: of one run all that is said of each, of
 * several settings one value for each setting.
 */
public final class MetricTable {
  private MetricTable() {}

  /** One row a figure; no rows if the result says none. */
  public static TextTable of(Result result) {
    Map<String, MetricResult> all = new LinkedHashMap<>();
    result.points().forEach(point -> point.metrics().forEach(all::putIfAbsent));
    return result.points().size() == 1 ? ofOne(all) : ofMany(all, result.points());
  }

  private static TextTable ofOne(Map<String, MetricResult> metrics) {
    Set<String> values = new LinkedHashSet<>();
    metrics.values().forEach(metric -> values.addAll(metric.values().keySet()));
    List<String> header = new ArrayList<>(List.of("metric", "unit"));
    values.forEach(value -> header.add(word(value)));
    List<List<String>> rows = new ArrayList<>();
    metrics.forEach(
        (name, metric) -> {
          List<String> row = new ArrayList<>(List.of(name, metric.unit()));
          values.forEach(value -> row.add(text(metric, value)));
          rows.add(row);
        });
    return new TextTable(header, rows, 2);
  }

  private static TextTable ofMany(Map<String, MetricResult> metrics, List<PointResult> points) {
    List<String> header = new ArrayList<>(List.of("metric", "unit", "value"));
    points.forEach(point -> header.add(ParameterName.setting(point.parameters())));
    List<List<String>> rows = new ArrayList<>();
    metrics.forEach(
        (name, metric) -> {
          String chief = chief(metric);
          List<String> row = new ArrayList<>(List.of(name, metric.unit(), word(chief)));
          points.forEach(point -> row.add(text(point.metrics().get(name), chief)));
          rows.add(row);
        });
    return new TextTable(header, rows, 3);
  }

  private static String text(@Nullable MetricResult metric, String value) {
    Double said = metric == null ? null : metric.values().get(value);
    return said == null ? "" : FigureText.number(said);
  }

  /** The value that stands for a figure where there is room for one. */
  private static String chief(MetricResult metric) {
    return switch (metric.kind()) {
      case "gauge" -> "mean";
      case "counter" -> "per_s";
      default -> "p99";
    };
  }

  private static String word(String value) {
    return switch (value) {
      case "per_s" -> "per second";
      case "p50" -> "P50";
      case "p99" -> "P99";
      default -> value;
    };
  }
}
