package headroom.model.kernel;

import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.function.LongUnaryOperator;

/**
 * What the kernel counts of a CPU quota, and since when the group stands still. Source: Linux
 * {@code kernel/sched/core.c:cpu_cfs_stat_show}. Times are simulated ns.
 */
final class ThrottlingFigures {
  /** Periods in which the group was active. */
  long periods;

  /** Periods at whose end some core was throttled. */
  long throttledPeriods;

  /** Periods in which the group used more than its quota. */
  long bursts;

  /** Time beyond the quota that it used in them. */
  long burstNs;

  /** Throttled time of cores that are throttled no more. */
  long throttledNs;

  /** Cores on which the quota holds threads. */
  private int holdingCores;

  /** Threads of the group that run. */
  private int running;

  private final StopLog stops = new StopLog();
  private long lastHeldNs;

  /** A thread of the group gets a core, or leaves it. */
  void running(int change, long nowNs) {
    running += change;
    assert running >= 0 : "more threads stop than run";
    stops.change(isStopped(), nowNs);
  }

  /** The quota begins or ceases to hold threads on a core. */
  void holding(int change, long nowNs) {
    holdingCores += change;
    assert holdingCores >= 0 : "more cores release threads than hold any";
    lastHeldNs = nowNs;
    stops.change(isStopped(), nowNs);
  }

  /** Whether the quota holds threads of the group and no other thread of it runs. */
  boolean isStopped() {
    return holdingCores > 0 && running == 0;
  }

  /** For how long it was so between {@code fromNs} and now, ns. */
  long stoppedSinceNs(long fromNs, long nowNs) {
    return stops.sinceNs(fromNs, nowNs);
  }

  /** When the quota last held any thread; now if it does. */
  long lastHeldNs(long nowNs) {
    return holdingCores > 0 ? nowNs : lastHeldNs;
  }

  /**
   * Registers them.
   *
   * @param throttledNow throttled time of all cores up to now, ns, of what is over by now
   */
  void register(RuntimeMetrics metrics, LongUnaryOperator throttledNow) {
    metrics.counter(MetricNames.QUOTA_PERIODS, () -> periods);
    metrics.counter(MetricNames.THROTTLED_PERIODS, () -> throttledPeriods);
    metrics.timeCounter(MetricNames.THROTTLED_TIME, () -> throttledNow.applyAsLong(throttledNs));
    metrics.counter(MetricNames.QUOTA_BURSTS, () -> bursts);
    metrics.timeCounter(MetricNames.QUOTA_BURST_TIME, () -> burstNs);
  }
}
