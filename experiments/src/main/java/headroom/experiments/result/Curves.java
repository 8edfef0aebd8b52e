package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are drawn.
 *
 * @param percentileSpectrum latency at the quantiles of an HDR axis
 * @param series means over replications
 * @param seriesMin the least of the samples over replications, where that is not the mean; null if
 *     the writer did not say
 * @param seriesMax the highest, between two samples too, where that is not the mean
 */
public record Curves(
    Spectrum percentileSpectrum,
    Series series,
    @Nullable Map<String, List<Double>> seriesMin,
    @Nullable Map<String, List<Double>> seriesMax) {
  public Curves {
    seriesMin = seriesMin == null ? null : Figures.roundedRows(seriesMin);
    seriesMax = seriesMax == null ? null : Figures.roundedRows(seriesMax);
  }

  /** Latency in ms at {@code quantile} (0..1), both of equal length. */
  public record Spectrum(List<Double> quantile, List<Double> latencyMs) {
    public Spectrum {
      quantile = Figures.roundedQuantiles(quantile);
      latencyMs = Figures.rounded(latencyMs);
    }
  }

  /**
   * Samples over time; {@code values} by runtime/metrics name, each as long as {@code timeS}. In
   * the file the names stand beside {@code time_s}.
   */
  public record Series(List<Double> timeS, Map<String, List<Double>> values) {
    private static final String TIME = "time_s";

    public Series {
      timeS = Figures.rounded(timeS);
      values = Figures.roundedRows(values);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Series ofRows(Map<String, List<Double>> rows) {
      Map<String, List<Double>> values = new LinkedHashMap<>(rows);
      List<Double> times = values.remove(TIME);
      return new Series(times == null ? List.of() : times, values);
    }

    @JsonValue
    Map<String, List<Double>> rows() {
      Map<String, List<Double>> rows = new LinkedHashMap<>();
      rows.put(TIME, timeS);
      rows.putAll(values);
      return rows;
    }
  }
}
