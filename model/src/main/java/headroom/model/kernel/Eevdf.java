package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Linux 6.18, EEVDF at equal weights without kernel preemption. A thread keeps its core until its
 * slice is used, which is looked at at ticks and when another thread joins; then the eligible
 * thread with the earliest virtual deadline follows. A woken thread is placed at the mean, less the
 * lag that it went to sleep with; if that puts the running thread above the mean, it preempts that.
 * A thread of another process, a client with real-time priority, always preempts; at ticks it takes
 * turns like any other, so that it never keeps a core for itself. Source: {@code
 * kernel/sched/fair.c}. Measured: one to three spinning threads on a core alternate every 4.0 ms; a
 * thread that computes for 6 ms each time it is woken beside one that has just woken itself
 * preempts it at once in 0 % of the cases while that has run for less than 1.4 ms, in 92 % between
 * 1.4 and 1.6 ms, later in 61 to 78 % (the rest waits for a tick, at most 4 ms); one that computes
 * for 10 us always does.
 *
 * <p>Left out: weights, cgroups' hierarchy. A thread that sleeps having had more than its share is
 * placed at the mean, however soon it wakes (delayed dequeue).
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

  /** Source: {@code fair.c:place_entity}, {@code check_preempt_wakeup_fair}, {@code pick_eevdf}. */
  @Override
  public @Nullable CpuThread join(CpuThread thread, Core core, long nowNs) {
    CpuThread current = core.running;
    assert current != null : "woken onto an idle core";
    account(current, nowNs);
    place(thread, core);
    core.queue.addLast(thread);
    if (!thread.isOfTheContainer()) {
      return thread;
    }
    boolean used = renew(current);
    if (!used && isEligible(core, current)) {
      return null;
    }
    CpuThread next = earliestEligible(core, current);
    return next != current && (used || next == thread) ? next : null;
  }

  @Override
  public void waits(CpuThread thread, Core core) {
    place(thread, core);
    core.queue.addLast(thread);
  }

  /** Source: {@code fair.c:update_entity_lag}. */
  @Override
  public void sleeps(CpuThread thread, Core core, long nowNs) {
    if (core.queue.isEmpty()) { // alone it is the mean
      thread.lagNs = 0;
      return;
    }
    account(thread, nowNs);
    long lag = meanVirtualRuntimeNs(core, thread) - thread.virtualRuntimeNs;
    thread.lagNs = Math.max(0, Math.min(lag, Math.max(2 * sliceNs, tickNs)));
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
    if (!renew(current)) {
      return null;
    }
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

  /** Gives {@code current} a new slice if its own is used; returns whether it was. */
  private boolean renew(CpuThread current) {
    boolean used = current.virtualRuntimeNs >= current.virtualDeadlineNs;
    if (used) {
      current.virtualDeadlineNs = current.virtualRuntimeNs + sliceNs;
    }
    return used;
  }

  /**
   * {@code thread} has run until now; the ticks that have passed meanwhile gave it new slices.
   * Source: {@code fair.c:update_curr}.
   */
  private void account(CpuThread thread, long nowNs) {
    long from = thread.accountedSinceNs;
    while (true) {
      long used = from + Math.max(1, thread.virtualDeadlineNs - thread.virtualRuntimeNs);
      long tick = (used + tickNs - 1) / tickNs * tickNs;
      if (tick >= nowNs) {
        break;
      }
      thread.virtualRuntimeNs += tick - from;
      renew(thread);
      from = tick;
    }
    thread.virtualRuntimeNs += nowNs - from;
    thread.accountedSinceNs = nowNs;
  }

  /** Puts {@code thread} where its lag is what it was, and gives it a slice. */
  private void place(CpuThread thread, Core core) {
    int others = count(core, core.running);
    if (others == 0) {
      return;
    }
    long lag = thread.lagNs * (others + 1) / others;
    thread.virtualRuntimeNs = meanVirtualRuntimeNs(core, core.running) - lag;
    thread.virtualDeadlineNs = thread.virtualRuntimeNs + sliceNs;
  }

  private static boolean isEligible(Core core, CpuThread thread) {
    return thread.virtualRuntimeNs * count(core, thread) <= sumVirtualRuntimeNs(core, thread);
  }

  /** Source: {@code fair.c:pick_eevdf}. */
  private static @Nullable CpuThread earliestEligible(Core core, @Nullable CpuThread current) {
    long count = count(core, current);
    long sum = sumVirtualRuntimeNs(core, current);
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

  /** How many threads wait for {@code core} or are {@code current}. */
  private static int count(Core core, @Nullable CpuThread current) {
    return core.queue.size() + (current == null ? 0 : 1);
  }

  private static long sumVirtualRuntimeNs(Core core, @Nullable CpuThread current) {
    long sum = current == null ? 0 : current.virtualRuntimeNs;
    for (CpuThread waiting : core.queue) {
      sum += waiting.virtualRuntimeNs;
    }
    return sum;
  }

  /**
   * The mean virtual run time of the threads, at least one, that wait for {@code core} or are
   * {@code current}. Source: {@code fair.c:avg_vruntime}.
   */
  private static long meanVirtualRuntimeNs(Core core, @Nullable CpuThread current) {
    return Math.floorDiv(sumVirtualRuntimeNs(core, current), count(core, current));
  }
}
