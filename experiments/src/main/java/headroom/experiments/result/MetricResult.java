package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A figure that a mechanism keeps, over the window and all replications. In the file the values
 * stand beside {@code kind} and {@code unit}.
 *
 * @param kind {@code gauge}, {@code counter} or {@code histogram}
 * @param values in the unit, or that per second: of a gauge {@code mean} and {@code max}, of a
 *     counter {@code total} and {@code per_s}, of a histogram {@code count}, {@code p50}, {@code
 *     p99} and {@code max}; what is no number is left out
 */
public record MetricResult(String kind, String unit, Map<String, Double> values) {
  private static final String KIND = "kind";
  private static final String UNIT = "unit";

  public MetricResult {
    Map<String, Double> kept = new LinkedHashMap<>(Figures.rounded(values));
    kept.values().removeIf(value -> value.isNaN());
    values = Figures.inOrder(kept);
  }

  /** A value of a metric of {@code point}; NaN if the point does not have it. */
  public static double value(PointResult point, String metric, String value) {
    MetricResult figures = point.metrics().get(metric);
    return figures == null ? Double.NaN : figures.values().getOrDefault(value, Double.NaN);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static MetricResult ofFields(Map<String, Object> fields) {
    Map<String, Double> values = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            values.put(name, number.doubleValue());
          }
        });
    return new MetricResult(
        String.valueOf(fields.get(KIND)), String.valueOf(fields.get(UNIT)), values);
  }

  @JsonValue
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(KIND, kind);
    fields.put(UNIT, unit);
    fields.putAll(values);
    return fields;
  }
}
