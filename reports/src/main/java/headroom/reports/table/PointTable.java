package headroom.reports.table;

import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The points of a result as raw figures, one row a point. */
public final class PointTable {
  private PointTable() {}

  /**
   * The table: a column a swept key, the main figures with their units in the names, and every
   * value of every metric.
   */
  public static Table of(Result result) {
    List<PointResult> points = result.points();
    Table table = Table.create("points");
    Set<String> keys = new LinkedHashSet<>();
    points.forEach(point -> keys.addAll(point.parameters().keySet()));
    for (String key : keys) {
      table.addColumns(parameter(key, points));
    }
    table.addColumns(
        figures("throughput_per_s", points, PointResult::throughputPerS),
        figures("p50_ms", points, p -> p.latencyMs().p50()),
        figures("p90_ms", points, p -> p.latencyMs().p90()),
        figures("p99_ms", points, p -> p.latencyMs().p99()),
        figures("p999_ms", points, p -> p.latencyMs().p999()),
        figures("max_ms", points, p -> p.latencyMs().max()),
        figures("mean_ms", points, p -> p.latencyMs().mean()),
        counts("completed", points, PointResult::completed),
        counts("rejected", points, PointResult::rejected),
        figures("cores_used", points, p -> p.cpu().coresUsed()),
        figures("utilization", points, p -> p.cpu().utilization()),
        counts("goroutines_max", points, p -> p.runtime().goroutinesMax()),
        words(
            "stationary",
            points.stream().map(p -> p.stability().stationary() ? "yes" : "no").toList()));
    if (points.stream().anyMatch(p -> p.slo() != null)) {
      table.addColumns(words("slo", points.stream().map(PointTable::slo).toList()));
    }
    metrics(points).forEach(table::addColumns);
    return table;
  }

  /** The table as CSV with a header. */
  public static String csv(Result result) {
    StringWriter text = new StringWriter();
    of(result).write().usingOptions(CsvWriteOptions.builder(text).lineEnd("\n").build());
    return text.toString();
  }

  /** The table as a JSON array; what does not apply is absent. */
  public static String json(Result result) {
    Table table = of(result);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) {
        if (!column.isMissing(row)) {
          fields.put(column.name(), column.get(row));
        }
      }
      rows.add(fields);
    }
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    return mapper.writeValueAsString(rows).replace("\r\n", "\n") + "\n";
  }

  static String slo(PointResult point) {
    return point.slo() == null ? "" : point.slo().met() ? "met" : "missed";
  }

  private static Column<?> parameter(String key, List<PointResult> points) {
    List<Object> values = new ArrayList<>();
    points.forEach(point -> values.add(point.parameters().getOrDefault(key, "")));
    if (values.stream().allMatch(Long.class::isInstance)) {
      return LongColumn.create(key, values.stream().mapToLong(v -> (Long) v).toArray());
    }
    if (values.stream().allMatch(Number.class::isInstance)) {
      return DoubleColumn.create(
          key, values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray());
    }
    return words(key, values.stream().map(String::valueOf).toList());
  }

  private static List<Column<?>> metrics(List<PointResult> points) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (PointResult point : points) {
      point
          .metrics()
          .forEach(
              (name, metric) ->
                  values
                      .computeIfAbsent(name, key -> new LinkedHashSet<>())
                      .addAll(metric.values().keySet()));
    }
    List<Column<?>> columns = new ArrayList<>();
    values.forEach(
        (name, all) ->
            all.forEach(
                value ->
                    columns.add(figures(name + "." + value, points, p -> said(p, name, value)))));
    return columns;
  }

  private static double said(PointResult point, String name, String value) {
    MetricResult metric = point.metrics().get(name);
    return metric == null ? Double.NaN : metric.values().getOrDefault(value, Double.NaN);
  }

  private static Column<?> figures(
      String name, List<PointResult> points, ToDoubleFunction<PointResult> figure) {
    return DoubleColumn.create(name, points.stream().mapToDouble(figure).toArray());
  }

  private static Column<?> counts(
      String name, List<PointResult> points, ToLongFunction<PointResult> count) {
    return LongColumn.create(name, points.stream().mapToLong(count).toArray());
  }

  private static Column<?> words(String name, List<String> words) {
    return StringColumn.create(name, words);
  }
}
