package headroom.reports.chart;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charts of a setting that is being tried. */
public final class WhatIfCharts {
  private WhatIfCharts() {}

  /**
   * Latency by percentile, of the file and over it of the setting; null if nothing completed.
   *
   * @param changed null if nothing is set
   */
  public static @Nullable Chart latency(PointResult base, @Nullable PointResult changed) {
    Map<String, PointResult> lines = new LinkedHashMap<>();
    lines.put("the file", base);
    if (changed != null) {
      lines.put("this setting", changed);
    }
    SloVerdict slo = base.slo();
    Double limit = slo == null || slo.limits() == null ? null : slo.limits().get("p99_ms");
    return CommonCharts.spectrum(lines, limit, "Latency by percentile");
  }
}
