package headroom.model.kernel;

/**
 * What wake-ups take of the time in which their core was idle: it lies before or after what threads
 * compute and delays nobody, but is CPU of the process. The latency of the wake-up was measured
 * with it.
 */
final class IdleTime {
  private final WakeLatency wakeLatency;
  private final Bandwidth bandwidth;
  private final Core[] cores;
  private long usedNs;

  IdleTime(WakeLatency wakeLatency, Bandwidth bandwidth, Core[] cores) {
    this.wakeLatency = wakeLatency;
    this.bandwidth = bandwidth;
    this.cores = cores;
  }

  /** Core time that the process has used of it so far, ns. */
  long usedNs() {
    return usedNs;
  }

  /**
   * {@code thread} wakes up on {@code core}, which is idle or runs another; returns what that takes
   * of it while it computes, ns.
   */
  long wakesUp(CpuThread thread, Core core, long nowNs) {
    boolean isIdle = core.running == null;
    long idleNs = isIdle ? core.idleGapNs(nowNs) : 0;
    long wakeNs = wakeLatency.cpuNs(thread);
    long taken = Math.min(wakeNs, idleNs);
    uses(thread, taken);
    thread.idleLeftNs = idleNs - taken;
    thread.foundCoreIdleForNs = core.withoutProcessNs(nowNs);
    findsCachesCold(thread, wakeLatency.coldNs(thread, thread.foundCoreIdleForNs));
    return isIdle ? 0 : wakeNs;
  }

  /** {@code thread} takes {@code ns} more since caches are cold, as soon as there is idle time. */
  void findsCachesCold(CpuThread thread, long ns) {
    thread.coldNs += ns;
    uses(thread, thread.takeColdNs());
  }

  private void uses(CpuThread thread, long ns) {
    usedNs += ns;
    bandwidth.charge(cores[thread.core], ns);
  }
}
