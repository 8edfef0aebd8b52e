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

  private long stoppedNs;
  private long stoppedSinceNs;
  private long lastHeldNs;

  /** A thread of the group gets a core, or leaves it. */
  void running(int change, long nowNs) {
    boolean before = isStopped();
    running += change;
    assert running >= 0 : "more threads stop than run";
    follow(before, nowNs);
  }

  /** The quota begins or ceases to hold threads on a core. */
  void holding(int change, long nowNs) {
    boolean before = isStopped();
    holdingCores += change;
    assert holdingCores >= 0 : "more cores release threads than hold any";
    lastHeldNs = nowNs;
    follow(before, nowNs);
  }

  private void follow(boolean before, long nowNs) {
    boolean after = isStopped();
    if (after && !before) {
      stoppedSinceNs = nowNs;
    } else if (before && !after) {
      stoppedNs += nowNs - stoppedSinceNs;
    }
  }

  /** Whether the quota holds threads of the group and no other thread of it runs. */
  boolean isStopped() {
    return holdingCores > 0 && running == 0;
  }

  /** For how long it has been so until now, ns. */
  long stoppedNs(long nowNs) {
    return stoppedNs + (isStopped() ? nowNs - stoppedSinceNs : 0);
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
