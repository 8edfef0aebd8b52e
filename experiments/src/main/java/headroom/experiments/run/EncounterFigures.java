package headroom.experiments.run;

import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.statistics.BetweenCycles;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.observe.CollectorEncounters;
import headroom.model.observe.Encounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What requests met of the collector, as figures of a result. */
final class EncounterFigures {
  private EncounterFigures() {}

  /** The figures; null if no request completed that could meet it. */
  static @Nullable CollectorTimes of(CollectorEncounters seen, Histogram latencyNs) {
    long fromNs = LatencyQuantiles.lowestEquivalentNs(latencyNs, 0.99);
    long all = 0;
    long slowest = 0;
    for (Encounter encounter : Encounter.values()) {
      all += seen.latencies(encounter).getTotalCount();
      slowest += atLeast(fromNs, seen.latencies(encounter));
    }
    if (all == 0) {
      return null;
    }
    Map<String, Met> met = new LinkedHashMap<>();
    Map<String, Spectrum> spectra = new LinkedHashMap<>();
    for (Encounter encounter : Encounter.values()) {
      Histogram group = seen.latencies(encounter);
      String name = encounter.name().toLowerCase(Locale.ROOT);
      if (group.getTotalCount() > 0) {
        spectra.put(name, spectrum(group));
      }
      met.put(
          name,
          new Met(
              group.getTotalCount(),
              (double) group.getTotalCount() / all,
              (double) atLeast(fromNs, group) / slowest,
              LatencyQuantiles.meanMs(group),
              LatencyQuantiles.ms(group, 0.5),
              LatencyQuantiles.ms(group, 0.99)));
    }
    return new CollectorTimes(met, withoutCycles(seen), spectra);
  }

  /** Latency at the quantiles that so many requests can tell apart. */
  static Spectrum spectrum(Histogram latencyNs) {
    List<Double> axis = LatencyQuantiles.spectrumAxis(latencyNs.getTotalCount());
    return new Spectrum(
        axis, axis.stream().map(quantile -> LatencyQuantiles.ms(latencyNs, quantile)).toList());
  }

  private static long atLeast(long fromNs, Histogram latencyNs) {
    return latencyNs.getTotalCount() == 0 || latencyNs.getMaxValue() < fromNs
        ? 0
        : latencyNs.getCountBetweenValues(fromNs, latencyNs.getMaxValue());
  }

  private static Map<String, Double> withoutCycles(CollectorEncounters seen) {
    Map<String, Double> percentiles = new LinkedHashMap<>();
    put(percentiles, "p50", 0.5, seen);
    put(percentiles, "p99", 0.99, seen);
    return percentiles;
  }

  private static void put(
      Map<String, Double> percentiles, String name, double quantile, CollectorEncounters seen) {
    double ms = BetweenCycles.ms(seen.latencies(Encounter.NOTHING), seen.gapsNs(), quantile);
    if (Double.isFinite(ms)) {
      percentiles.put(name, ms);
    }
  }
}
