package headroom.experiments.run;

import headroom.experiments.Experiment.Slo;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Latency;
import headroom.experiments.result.PointResult.SloVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the figures of a point against the limits of the experiment. Pooled figures are judged, not
 * their intervals.
 */
public final class SloCheck {
  private static final double NS_PER_MS = 1e6;
  private static final double MS_PER_S = 1e3;

  private SloCheck() {}

  /** The verdict on {@code result}. A limit on latency is missed if no request completed. */
  public static SloVerdict verdict(Slo slo, PointResult result) {
    List<String> misses = new ArrayList<>();
    PointResult.Crash crash = result.crash();
    if (crash != null) {
      misses.add(
          "the process ended after "
              + FigureText.time(crash.atS() * MS_PER_S)
              + ": "
              + crash.fatalError());
    }
    Latency latency = result.latencyMs();
    checkLatency(misses, "p50", latency.p50(), slo.p50Ns());
    checkLatency(misses, "p90", latency.p90(), slo.p90Ns());
    checkLatency(misses, "p95", latency.p95(), slo.p95Ns());
    checkLatency(misses, "p99", latency.p99(), slo.p99Ns());
    checkLatency(misses, "p99.9", latency.p999(), slo.p999Ns());
    double errors = errorShare(result);
    if (slo.errors() != null && errors > slo.errors()) {
      misses.add(
          FigureText.percent(errors)
              + " of the requests were rejected or timed out, the limit is "
              + FigureText.percent(slo.errors()));
    }
    if (slo.throughputPerSecond() != null && result.throughputPerS() < slo.throughputPerSecond()) {
      misses.add(
          "throughput is "
              + FigureText.rate(result.throughputPerS())
              + ", at least "
              + FigureText.rate(slo.throughputPerSecond())
              + " is wanted");
    }
    return new SloVerdict(misses.isEmpty(), misses, limits(slo));
  }

  private static Map<String, Double> limits(Slo slo) {
    Map<String, Double> limits = new LinkedHashMap<>();
    putMs(limits, "p50_ms", slo.p50Ns());
    putMs(limits, "p90_ms", slo.p90Ns());
    putMs(limits, "p95_ms", slo.p95Ns());
    putMs(limits, "p99_ms", slo.p99Ns());
    putMs(limits, "p999_ms", slo.p999Ns());
    if (slo.errors() != null) {
      limits.put("errors", slo.errors());
    }
    if (slo.throughputPerSecond() != null) {
      limits.put("throughput_per_s", slo.throughputPerSecond());
    }
    return limits;
  }

  private static void putMs(Map<String, Double> limits, String name, @Nullable Long limitNs) {
    if (limitNs != null) {
      limits.put(name, limitNs / NS_PER_MS);
    }
  }

  /** Rejected and timed-out requests over those offered; 0 if none was. */
  public static double errorShare(PointResult result) {
    long timedOut = result.timedOut() == null ? 0 : result.timedOut();
    return result.offered() == 0 ? 0 : (double) (result.rejected() + timedOut) / result.offered();
  }

  private static void checkLatency(
      List<String> misses, String name, double valueMs, @Nullable Long limitNs) {
    if (limitNs == null) {
      return;
    }
    String limit = ", the limit is " + FigureText.time(limitNs / NS_PER_MS);
    if (Double.isNaN(valueMs)) {
      misses.add("there is no " + name + " because no request completed" + limit);
    } else if (valueMs > limitNs / NS_PER_MS) {
      misses.add(name + " is " + FigureText.time(valueMs) + limit);
    }
  }
}
