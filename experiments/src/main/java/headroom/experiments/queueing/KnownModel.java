package headroom.experiments.queueing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model of which a formula gives the latency.
 *
 * @param name as the books call it: {@code M/M/4}
 * @param what in words, what serves and how
 * @param station where requests wait
 * @param byCores whether it is cores that serve, not workers: those need not serve in the order of
 *     arrival, so that only the mean is known
 */
public record KnownModel(String name, String what, Station station, boolean byCores) {
  private static final double MS_PER_S = 1e3;

  /** The same model with a service that takes {@code factor} times as long. */
  public KnownModel stretched(double factor) {
    return new KnownModel(name, what, station.stretched(factor), byCores);
  }

  /** Mean latency, and percentiles where they are known, ms, by the names of results. */
  public Map<String, Double> latencyMs() {
    Map<String, Double> latency = new LinkedHashMap<>();
    latency.put("mean", station.meanResponseS() * MS_PER_S);
    if (!byCores && station instanceof MultiServerQueue queue) {
      latency.put("p50", queue.responseQuantileS(0.5) * MS_PER_S);
      latency.put("p90", queue.responseQuantileS(0.9) * MS_PER_S);
      latency.put("p95", queue.responseQuantileS(0.95) * MS_PER_S);
      latency.put("p99", queue.responseQuantileS(0.99) * MS_PER_S);
      latency.put("p999", queue.responseQuantileS(0.999) * MS_PER_S);
    }
    return latency;
  }
}
