package headroom.model.observe;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What completed requests met of the collector and how long those of each group took, and how long
 * no cycle was on in between; in one replication or in several.
 */
public final class CollectorEncounters {
  private static final int DIGITS = 3;

  private final Map<Encounter, Histogram> latencyNs = new EnumMap<>(Encounter.class);
  private final Histogram gapsNs = new Histogram(DIGITS);

  /** No requests yet. */
  public CollectorEncounters() {
    for (Encounter encounter : Encounter.values()) {
      latencyNs.put(encounter, new Histogram(DIGITS));
    }
  }

  /** Adds all of {@code other}. */
  public void add(CollectorEncounters other) {
    latencyNs.forEach((encounter, histogram) -> histogram.add(other.latencies(encounter)));
    gapsNs.add(other.gapsNs);
  }

  /** Latencies of the requests that met {@code encounter}, ns. */
  public Histogram latencies(Encounter encounter) {
    Histogram histogram = latencyNs.get(encounter);
    if (histogram == null) {
      throw new IllegalStateException("no histogram for " + encounter);
    }
    return histogram;
  }

  /** The times of the window between cycles, one value each, ns. */
  public Histogram gapsNs() {
    return gapsNs;
  }
}
