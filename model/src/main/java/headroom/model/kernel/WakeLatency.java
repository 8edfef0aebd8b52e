package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.KeyedStream;
import headroom.model.random.LognormalFactor;
import headroom.model.random.NaturalLogarithm;

/**
 * What wake-ups take. How long a thread takes from its wake-up to its first instruction on an idle
 * core. It grows with the logarithm of the idle gaps that the core has had lately, since idle cores
 * and the halted virtual CPU's host go to deeper and deeper sleep, between two bounds, and varies
 * by a log-normal factor. Measured, see {@link Cost#OS_WAKE}; between the measured points (0.05, 1,
 * 10 and 20 ms) the error is up to 30 %.
 */
final class WakeLatency {
  private final double atOneMsNs;
  private final double perEFoldNs;
  private final double minNs;
  private final double maxNs;
  private final LognormalFactor factor;
  private final KeyedStream stream;
  private final long busyNs;
  private final long cpuNs;
  private final CacheRefill refill;
  private final long handOverNs;
  private long draws;

  WakeLatency(CostProfile costs, KeyedStream stream) {
    this.stream = stream;
    atOneMsNs = costs.value(Cost.OS_WAKE);
    perEFoldNs = costs.value(Cost.OS_WAKE_COLDNESS);
    minNs = costs.value(Cost.OS_WAKE_MIN);
    maxNs = costs.value(Cost.OS_WAKE_MAX);
    busyNs = costs.ns(Cost.OS_WAKE_BUSY);
    cpuNs = costs.ns(Cost.OS_WAKE_CPU);
    refill = new CacheRefill(costs, Cost.OS_WAKE_COLD_CPU, Cost.OS_COLD_AFTER);
    handOverNs = costs.ns(Cost.OS_HAND_OVER);
    factor = new LognormalFactor(costs.value(Cost.OS_WAKE_CV));
  }

  /** The latency on a core that runs another thread, ns. */
  long onBusyCoreNs() {
    return busyNs;
  }

  /** The latency when another thread of the core wakes it and goes to sleep, ns. */
  long ofHandOverNs() {
    return handOverNs;
  }

  /** Core time of {@code thread} that its wake-up takes, and what it has used before, ns. */
  long cpuNs(CpuThread thread) {
    return thread.isForeign() ? 0 : cpuNs + thread.takeUnchargedNs();
  }

  /**
   * What it takes {@code thread} besides on a core on which none of its process has run for {@code
   * withoutProcessNs}, ns.
   */
  long coldNs(CpuThread thread, long withoutProcessNs) {
    return thread.isForeign() ? 0 : refill.afterNs(withoutProcessNs);
  }

  /** A latency in ns, for a core whose recent idle gaps are {@code idleGapMs} long. */
  long drawNs(double idleGapMs) {
    if (maxNs == 0) {
      return 0;
    }
    double median = atOneMsNs + perEFoldNs * NaturalLogarithm.of(Math.max(1e-3, idleGapMs));
    double bounded = Math.min(maxNs, Math.max(minNs, median));
    return (long) (bounded * factor.of(stream.numbered(draws++)) + 0.5);
  }
}
