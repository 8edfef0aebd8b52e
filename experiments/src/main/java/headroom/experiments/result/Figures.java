package headroom.experiments.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How exactly figures are kept. Decimal arithmetic throughout, so that every Java release gives the
 * same digits.
 */
public final class Figures {
  /**
   * Significant digits of a figure; histograms resolve three and intervals are wider than the rest.
   */
  private static final int KEPT = 6;

  /** Significant digits of a quantile, so that 0.9999999 does not become 1. */
  private static final int KEPT_QUANTILE = 10;

  private Figures() {}

  /**
   * {@code value} to six significant digits; what is not finite becomes NaN, the mark of a figure
   * that does not apply.
   */
  public static double rounded(double value) {
    return rounded(value, KEPT);
  }

  static @Nullable Double roundedOrNull(@Nullable Double value) {
    return value == null ? null : (Double) rounded(value);
  }

  static List<Double> rounded(List<Double> values) {
    return values.stream().map(Figures::rounded).toList();
  }

  static Map<String, List<Double>> roundedRows(Map<String, List<Double>> rows) {
    Map<String, List<Double>> kept = new LinkedHashMap<>();
    rows.forEach((name, row) -> kept.put(name, rounded(row)));
    return Collections.unmodifiableMap(kept);
  }

  static List<Double> roundedQuantiles(List<Double> quantiles) {
    return quantiles.stream().map(quantile -> rounded(quantile, KEPT_QUANTILE)).toList();
  }

  static Map<String, Double> rounded(Map<String, Double> values) {
    Map<String, Double> kept = new LinkedHashMap<>();
    values.forEach((name, value) -> kept.put(name, rounded(value)));
    return Collections.unmodifiableMap(kept);
  }

  static <V> Map<String, V> inOrder(Map<String, V> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  private static double rounded(double value, int digits) {
    return Double.isFinite(value) ? Decimals.rounded(value, digits) : Double.NaN;
  }
}
