package headroom.model.kernel;

import headroom.model.kernel.MachineSettings.Quota;

/**
 * CPU time that the group has left in this period and may save for later ones. Source: Linux {@code
 * kernel/sched/sched.h:cfs_bandwidth}, its fields {@code runtime}, {@code runtime_snap}. Times are
 * simulated ns.
 */
final class RuntimePool {
  private long quotaNs;
  private long mostNs;
  private final ThrottlingFigures figures;
  private long leftNs;
  private long atPeriodNs;

  /** A pool of one quota. */
  RuntimePool(Quota quota, ThrottlingFigures figures) {
    this.figures = figures;
    quotaNs = quota.perPeriodNs();
    mostNs = quotaNs + quota.burstNs();
    leftNs = quotaNs;
    atPeriodNs = quotaNs;
  }

  /**
   * The quota becomes another one; what is left of the old one stays. Source: {@code
   * core.c:tg_set_cfs_bandwidth}.
   */
  void become(Quota quota) {
    quotaNs = quota.perPeriodNs();
    mostNs = quotaNs + quota.burstNs();
    refill();
  }

  /** What is left; less than 0 if sysmon has used more than there was. */
  long leftNs() {
    return leftNs;
  }

  /** What there was when the period began. */
  long atPeriodNs() {
    return atPeriodNs;
  }

  /** Takes {@code askedNs}, or what is left; returns what it got. */
  long take(long askedNs) {
    long givenNs = Math.max(0, Math.min(leftNs, askedNs));
    leftNs -= givenNs;
    return givenNs;
  }

  /** {@code ns} more, or, if negative, less is left. */
  void change(long ns) {
    leftNs += ns;
  }

  /**
   * A period begins, or the quota has become another one. As in the kernel, a quota that becomes
   * smaller then counts as a burst. Source: {@code fair.c:__refill_cfs_bandwidth_runtime}.
   */
  void refill() {
    long beyondNs = atPeriodNs - (Math.max(0, leftNs) + quotaNs);
    if (beyondNs > 0) {
      figures.burstNs += beyondNs;
      figures.bursts++;
    }
    leftNs += quotaNs;
    leftNs = Math.min(leftNs, mostNs);
    atPeriodNs = leftNs;
  }
}
