package headroom.measure;

import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Window;
import headroom.model.workload.TraceTable;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latencies of the requests that arrived in the window and were answered, from the lines of {@code
 * requests.csv}: number of the request, latency in ms, wait in ms, what became of it.
 */
final class MeasuredLatencies {
  private static final double NS_PER_MS = 1e6;
  private static final int DIGITS = 3;

  private final Histogram latencyNs = new Histogram(DIGITS);
  private final TraceTable requests;
  private final Window window;

  MeasuredLatencies(TraceTable requests, Window window) {
    this.requests = requests;
    this.window = window;
    latencyNs.setAutoResize(true);
  }

  /** Adds those of a run. */
  void add(String requestsCsv) {
    requestsCsv.lines().skip(1).forEach(this::addLine);
  }

  private void addLine(String line) {
    List<String> cells = List.of(line.split(",", -1));
    long arrivalNs = requests.arrivalNs()[Integer.parseInt(cells.get(0))];
    boolean inside = arrivalNs >= window.warmUpNs() && arrivalNs < window.endNs();
    if (inside && cells.get(3).equals("ok")) {
      double ns = Double.parseDouble(cells.get(1)) * NS_PER_MS;
      latencyNs.recordValue(Math.max(0, Math.round(ns)));
    }
  }

  /** Latency at the quantiles that so many requests can tell apart. */
  Spectrum spectrum() {
    List<Double> axis = LatencyQuantiles.spectrumAxis(latencyNs.getTotalCount());
    return new Spectrum(
        axis, axis.stream().map(quantile -> LatencyQuantiles.ms(latencyNs, quantile)).toList());
  }
}
