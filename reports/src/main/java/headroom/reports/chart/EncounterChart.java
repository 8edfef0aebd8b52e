package headroom.reports.chart;

import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.reports.words.CollectorGroups;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Latency of requests by what they met of the collector. */
final class EncounterChart {
  /** Fewer requests make no curve. */
  private static final long LEAST_REQUESTS = 30;

  private EncounterChart() {}

  /** Null if no request met a cycle, or the writer did not say. */
  static @Nullable Chart of(PointResult point) {
    CollectorTimes times = point.collector();
    Map<String, Spectrum> spectra = times == null ? null : times.percentileSpectrum();
    if (times == null || spectra == null) {
      return null;
    }
    Map<String, double[][]> lines = new LinkedHashMap<>();
    spectra.forEach(
        (group, spectrum) -> {
          Met met = times.met().get(group);
          if (met != null && met.completed() >= LEAST_REQUESTS) {
            lines.put(
                CollectorGroups.name(group) + ", " + FigureText.percent(met.share()),
                CommonCharts.spectrum(spectrum));
          }
        });
    if (lines.size() < 2) {
      return null;
    }
    double widest =
        lines.values().stream().mapToDouble(xy -> xy[0][xy[0].length - 1]).max().orElse(0);
    Axis y =
        Axes.latency(
            "latency", lines.values().stream().flatMapToDouble(xy -> DoubleStream.of(xy[1])));
    String title = "Latency by what requests met of the collector";
    LineChart drawing = new LineChart(title, Axes.quantiles(widest), y);
    int index = 0;
    for (Map.Entry<String, double[][]> line : lines.entrySet()) {
      drawing.line(line.getKey(), line.getValue()[0], line.getValue()[1], index++);
    }
    return new Chart(
        "collector-requests",
        title,
        "Each request is in the first group that holds for it: it helped to mark, or waited to; the"
            + " world was stopped during its life; a cycle was on; none of these. A request that"
            + " takes long meets more of them whatever it is slow by, so what lies between the lines"
            + " is not what the collector costs.",
        drawing);
  }
}
