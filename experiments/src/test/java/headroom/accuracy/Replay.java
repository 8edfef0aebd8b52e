package headroom.accuracy;

import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The simulated counterpart of a case. Arrivals and demands are those of the measured run in every
 * replication; what differs is the model's own chance, the jitter of wake-ups and the order of
 * stealing.
 *
 * @param predicted the median of the replications
 * @param spread max / min - 1 over the replications
 */
record Replay(Figures predicted, Figures spread) {
  /** Replications of each case: the reference runs have two or three repeats. */
  static final int REPLICATIONS = 5;

  /** Simulates {@code reference} as {@code headroom run} does. */
  static Replay of(ReferenceCase reference) {
    Scenario scenario = reference.experiment().scenario();
    List<Figures> runs = new ArrayList<>();
    for (int replication = 0; replication < REPLICATIONS; replication++) {
      runs.add(figures(Simulation.run(scenario, replication)));
    }
    return new Replay(Figures.medianOf(runs), Figures.spreadOf(runs));
  }

  private static Figures figures(Observation seen) {
    Histogram latency = seen.latencyNs();
    return Figures.each(
        metric ->
            switch (metric) {
              case MEAN -> LatencyQuantiles.meanMs(latency);
              case P50 -> LatencyQuantiles.ms(latency, 0.5);
              case P90 -> LatencyQuantiles.ms(latency, 0.9);
              case P99 -> LatencyQuantiles.ms(latency, 0.99);
              case THROUGHPUT -> seen.completionsInWindow() * 1e9 / seen.windowNs();
              case CORES -> (double) seen.cpu().busyCoreNs() / seen.windowNs();
            });
  }
}
