package headroom.reports.chart;

import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.Result;
import headroom.experiments.result.Verification;
import headroom.reports.words.SloLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts of a prediction beside what was measured. */
public final class VerificationCharts {
  private VerificationCharts() {}

  /** Predicted and measured latencies in one chart, then those of the prediction alone. */
  public static List<Chart> of(Result result, Verification verification) {
    Map<String, Spectrum> spectra = new LinkedHashMap<>();
    spectra.put("predicted", result.points().get(0).percentileSpectrum());
    spectra.put("measured", verification.percentileSpectrum());
    Chart both =
        CommonCharts.spectra(
            spectra,
            SloLimits.of(result, "p99_ms"),
            "Latency by percentile, predicted and measured");
    List<Chart> charts = new ArrayList<>(Charts.of(result));
    if (both != null) {
      charts.removeIf(chart -> chart.name().equals(both.name()));
      charts.add(0, both);
    }
    return charts;
  }
}
