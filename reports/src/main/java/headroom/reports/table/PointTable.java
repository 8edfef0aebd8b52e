package headroom.reports.table;

import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.table.Columns.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The points of a result as raw figures, one row a point. */
public final class PointTable {
  private PointTable() {}

  /**
   * The table: a column a swept key, the main figures with their units in the names, and every
   * value of every metric.
   */
  static Columns of(Result result) {
    List<PointResult> points = result.points();
    List<Column> columns = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    points.forEach(point -> keys.addAll(point.parameters().keySet()));
    keys.forEach(key -> columns.add(parameter(key, points)));
    columns.add(figures("throughput_per_s", points, PointResult::throughputPerS));
    columns.add(figures("p50_ms", points, p -> p.latencyMs().p50()));
    columns.add(figures("p90_ms", points, p -> p.latencyMs().p90()));
    columns.add(figures("p99_ms", points, p -> p.latencyMs().p99()));
    columns.add(figures("p999_ms", points, p -> p.latencyMs().p999()));
    columns.add(figures("max_ms", points, p -> p.latencyMs().max()));
    columns.add(figures("mean_ms", points, p -> p.latencyMs().mean()));
    columns.add(counts("completed", points, PointResult::completed));
    columns.add(counts("rejected", points, PointResult::rejected));
    columns.add(figures("cores_used", points, p -> p.cpu().coresUsed()));
    columns.add(figures("utilization", points, p -> p.cpu().utilization()));
    columns.add(counts("goroutines_max", points, p -> p.runtime().goroutinesMax()));
    columns.add(words("stationary", points, p -> p.stability().stationary() ? "yes" : "no"));
    if (points.stream().anyMatch(p -> p.slo() != null)) {
      columns.add(words("slo", points, PointTable::slo));
    }
    columns.addAll(metrics(points));
    return new Columns(columns);
  }

  /** The table as CSV with a header. */
  public static String csv(Result result) {
    return of(result).csv();
  }

  /** The table as a JSON array; what does not apply is absent. */
  public static String json(Result result) {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    return mapper.writeValueAsString(of(result).rows()).replace("\r\n", "\n") + "\n";
  }

  static String slo(PointResult point) {
    return point.slo() == null ? "" : point.slo().met() ? "met" : "missed";
  }

  private static Column parameter(String key, List<PointResult> points) {
    List<Object> values = new ArrayList<>();
    points.forEach(point -> values.add(point.parameters().getOrDefault(key, "")));
    if (values.stream().allMatch(Long.class::isInstance)) {
      return Columns.counts(key, values.stream().mapToLong(v -> (Long) v).toArray());
    }
    if (values.stream().allMatch(Number.class::isInstance)) {
      return Columns.figures(
          key, values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray());
    }
    return Columns.words(key, values.stream().map(String::valueOf).toList());
  }

  private static List<Column> metrics(List<PointResult> points) {
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
    List<Column> columns = new ArrayList<>();
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

  private static Column figures(
      String name, List<PointResult> points, ToDoubleFunction<PointResult> figure) {
    return Columns.figures(name, points.stream().mapToDouble(figure).toArray());
  }

  private static Column counts(
      String name, List<PointResult> points, ToLongFunction<PointResult> count) {
    return Columns.counts(name, points.stream().mapToLong(count).toArray());
  }

  private static Column words(
      String name, List<PointResult> points, Function<PointResult, String> word) {
    return Columns.words(name, points.stream().map(word).toList());
  }
}
