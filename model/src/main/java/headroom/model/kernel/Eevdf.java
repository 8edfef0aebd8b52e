package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Linux 6.18, EEVDF at equal weights without kernel preemption. A thread whose slice is used is
 * replaced at the next tick by the eligible thread with the earliest virtual deadline. A woken
 * thread is placed without lag and preempts the running one if that has had its share: its virtual
 * run time is not below the mean. Source: {@code kernel/sched/fair.c}. Measured with one to three
 * spinning threads on a core: they alternate every 4.0 ms; a waking thread preempts one spinner at
 * once, two in half of the cases, three in a third.
 *
 * <p>Left out: weights, cgroups' hierarchy.
 */
final class Eevdf implements CorePolicy {
  /** Source: {@code fair.c:sysctl_sched_migration_cost}. */
  private static final long HOT_NS = 500_000;

  private final long tickNs;
  private final long sliceNs;

  Eevdf(long tickNs, long sliceNs) {
    this.tickNs = tickNs;
    this.sliceNs = sliceNs;
  }

  /** Source: {@code fair.c:place_entity}, {@code check_preempt_wakeup_fair}. */
  @Override
  public boolean join(CpuThread thread, Core core, long nowNs) {
    CpuThread current = core.running;
    assert current != null : "woken onto an idle core";
    account(current, nowNs);
    thread.virtualRuntimeNs = meanVirtualRuntimeNs(current, core);
    thread.virtualDeadlineNs = thread.virtualRuntimeNs + sliceNs;
    core.queue.addLast(thread);
    return current.virtualRuntimeNs >= meanVirtualRuntimeNs(current, core);
  }

  @Override
  public void placed(CpuThread thread, Core core, boolean newSlice, long nowNs) {
    thread.accountedSinceNs = nowNs;
    if (newSlice) {
      thread.virtualDeadlineNs = thread.virtualRuntimeNs + sliceNs;
    }
  }

  @Override
  public @Nullable CpuThread next(Core core) {
    return earliestEligible(core, null);
  }

  /** Source: {@code fair.c:task_tick_fair}, {@code update_deadline}. */
  @Override
  public @Nullable CpuThread successor(Core core, CpuThread current, long nowNs) {
    account(current, nowNs);
    if (current.virtualRuntimeNs < current.virtualDeadlineNs) {
      return null;
    }
    current.virtualDeadlineNs = current.virtualRuntimeNs + sliceNs;
    CpuThread next = earliestEligible(core, current);
    return next == current ? null : next;
  }

  @Override
  public long nextTickNs(Core core, long nowNs) {
    return (nowNs / tickNs + 1) * tickNs;
  }

  @Override
  public boolean placesAtWaking() {
    return true;
  }

  /** Source: {@code fair.c:task_hot}. */
  @Override
  public long coldSinceNs(long nowNs) {
    return nowNs - HOT_NS;
  }

  /** {@code thread} has run until now. Source: {@code fair.c:update_curr}. */
  private static void account(CpuThread thread, long nowNs) {
    thread.virtualRuntimeNs += nowNs - thread.accountedSinceNs;
    thread.accountedSinceNs = nowNs;
  }

  /** Source: {@code fair.c:pick_eevdf}. */
  private static @Nullable CpuThread earliestEligible(Core core, @Nullable CpuThread current) {
    long count = (long) core.queue.size() + (current == null ? 0 : 1);
    long sum = current == null ? 0 : current.virtualRuntimeNs;
    for (CpuThread waiting : core.queue) {
      sum += waiting.virtualRuntimeNs;
    }
    CpuThread best = null;
    for (CpuThread waiting : core.queue) {
      boolean eligible = waiting.virtualRuntimeNs * count <= sum;
      if (eligible && (best == null || waiting.virtualDeadlineNs < best.virtualDeadlineNs)) {
        best = waiting;
      }
    }
    if (current != null
        && current.virtualRuntimeNs * count <= sum
        && (best == null || current.virtualDeadlineNs < best.virtualDeadlineNs)) {
      best = current;
    }
    return best;
  }

  /**
   * The mean virtual run time of {@code running} and those that wait. Source: {@code
   * fair.c:avg_vruntime}.
   */
  private static long meanVirtualRuntimeNs(CpuThread running, Core core) {
    long sum = running.virtualRuntimeNs;
    for (CpuThread waiting : core.queue) {
      sum += waiting.virtualRuntimeNs;
    }
    return Math.floorDiv(sum, core.queue.size() + 1);
  }
}
