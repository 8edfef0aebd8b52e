package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Linux 6.18, EEVDF without kernel preemption. A thread keeps its core until its slice is used,
 * which is looked at at ticks and when another thread joins; then the eligible thread with the
 * earliest virtual deadline follows. A woken thread is placed at the mean, less the lag that it
 * went to sleep with; if that puts the running thread above the mean, it preempts that. Virtual
 * time of a thread passes as slowly as its weight is large, means are weighted, and a change of
 * weight keeps the lag. A thread with priority, a client, always preempts; at ticks it takes turns
 * like any other, so that it never keeps a core for itself. Source: {@code kernel/sched/fair.c}.
 * Measured: one to three spinning threads on a core alternate every 4.0 ms; a thread that computes
 * for 6 ms each time it is woken beside one that has just woken itself preempts it at once in 0 %
 * of the cases while that has run for less than 1.4 ms, in 92 % between 1.4 and 1.6 ms, later in 61
 * to 78 % (the rest waits for a tick, at most 4 ms); one that computes for 10 us always does.
 *
 * <p>Weights come from {@link ControlGroups}, as if all threads of a core were in one queue. A
 * thread that sleeps having had more than its share is placed at the mean, however soon it wakes
 * (delayed dequeue).
 */
final class Eevdf implements CorePolicy {
  /** Source: {@code fair.c:sysctl_sched_migration_cost}. */
  private static final long HOT_NS = 500_000;

  private final long tickNs;
  private final long sliceNs;
  private final ControlGroups groups;

  Eevdf(long tickNs, long sliceNs, ControlGroups groups) {
    this.tickNs = tickNs;
    this.sliceNs = sliceNs;
    this.groups = groups;
  }

  /** Source: {@code fair.c:place_entity}, {@code check_preempt_wakeup_fair}, {@code pick_eevdf}. */
  @Override
  public @Nullable CpuThread join(CpuThread thread, Core core, long nowNs) {
    CpuThread current = core.running;
    assert current != null : "woken onto an idle core";
    account(current, nowNs);
    reweigh(core, current, nowNs);
    thread.weight = groups.weight(thread, core, nowNs);
    place(thread, core);
    core.queue.addLast(thread);
    if (thread.hasPriority()) {
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
    thread.lagNs = Math.max(0, Math.min(lag, virtualNs(thread, Math.max(2 * sliceNs, tickNs))));
  }

  @Override
  public void placed(CpuThread thread, Core core, boolean newSlice, long nowNs) {
    thread.accountedSinceNs = nowNs;
    if (newSlice) {
      thread.weight = groups.weight(thread, core, nowNs);
      newSlice(thread);
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
    reweigh(core, current, nowNs);
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
      newSlice(current);
    }
    return used;
  }

  private void newSlice(CpuThread thread) {
    thread.virtualDeadlineNs = thread.virtualRuntimeNs + virtualNs(thread, sliceNs);
  }

  /**
   * What {@code ns} of a core are of the virtual time of {@code thread}: {@code calc_delta_fair}.
   */
  private static long virtualNs(CpuThread thread, long ns) {
    return ns * ControlGroups.UNIT / thread.weight;
  }

  private static long realNs(CpuThread thread, long virtualNs) {
    return (virtualNs * thread.weight + ControlGroups.UNIT - 1) / ControlGroups.UNIT;
  }

  /**
   * The threads on {@code core} weigh what their groups allot them now; each keeps what it is ahead
   * or behind, in time of the core. Source: {@code fair.c:update_cfs_group}, {@code
   * reweight_entity}.
   */
  private void reweigh(Core core, CpuThread current, long nowNs) {
    if (!groups.differ()) {
      return;
    }
    long mean = meanVirtualRuntimeNs(core, current);
    reweigh(current, groups.weight(current, core, nowNs), mean);
    for (CpuThread waiting : core.queue) {
      reweigh(waiting, groups.weight(waiting, core, nowNs), mean);
    }
  }

  private static void reweigh(CpuThread thread, long weight, long mean) {
    long before = thread.weight;
    if (weight != before) {
      long slice = thread.virtualDeadlineNs - thread.virtualRuntimeNs;
      thread.virtualRuntimeNs = mean - (mean - thread.virtualRuntimeNs) * before / weight;
      thread.virtualDeadlineNs = thread.virtualRuntimeNs + slice * before / weight;
      thread.weight = weight;
    }
  }

  /**
   * {@code thread} has run until now; the ticks that have passed meanwhile gave it new slices.
   * Source: {@code fair.c:update_curr}.
   */
  private void account(CpuThread thread, long nowNs) {
    long from = thread.accountedSinceNs;
    while (true) {
      long left = thread.virtualDeadlineNs - thread.virtualRuntimeNs;
      long used = from + Math.max(1, realNs(thread, left));
      long tick = (used + tickNs - 1) / tickNs * tickNs;
      if (tick >= nowNs) {
        break;
      }
      thread.virtualRuntimeNs += virtualNs(thread, tick - from);
      renew(thread);
      from = tick;
    }
    thread.virtualRuntimeNs += virtualNs(thread, nowNs - from);
    thread.accountedSinceNs = nowNs;
  }

  /** Puts {@code thread} where its lag is what it was, and gives it a slice. */
  private void place(CpuThread thread, Core core) {
    long others = weight(core, core.running);
    if (others == 0) {
      return;
    }
    long lag = thread.lagNs * (others + thread.weight) / others;
    thread.virtualRuntimeNs = meanVirtualRuntimeNs(core, core.running) - lag;
    newSlice(thread);
  }

  private static boolean isEligible(Core core, CpuThread thread) {
    return sumAheadOf(thread.virtualRuntimeNs, core, thread) >= 0;
  }

  /** Source: {@code fair.c:pick_eevdf}. */
  private static @Nullable CpuThread earliestEligible(Core core, @Nullable CpuThread current) {
    CpuThread best = null;
    for (CpuThread waiting : core.queue) {
      if ((best == null || waiting.virtualDeadlineNs < best.virtualDeadlineNs)
          && sumAheadOf(waiting.virtualRuntimeNs, core, current) >= 0) {
        best = waiting;
      }
    }
    if (current != null
        && (best == null || current.virtualDeadlineNs < best.virtualDeadlineNs)
        && sumAheadOf(current.virtualRuntimeNs, core, current) >= 0) {
      best = current;
    }
    return best;
  }

  /** The weight of the threads that wait for {@code core} or are {@code current}. */
  private static long weight(Core core, @Nullable CpuThread current) {
    long sum = current == null ? 0 : current.weight;
    for (CpuThread waiting : core.queue) {
      sum += waiting.weight;
    }
    return sum;
  }

  /**
   * By how much the threads that wait for {@code core} or are {@code current} are ahead of {@code
   * originNs} in virtual run time, each as often as it weighs; who is at an origin that gives 0 or
   * more has not had more than its share. Source: {@code fair.c:entity_eligible}.
   */
  private static long sumAheadOf(long originNs, Core core, @Nullable CpuThread current) {
    long sum = current == null ? 0 : (current.virtualRuntimeNs - originNs) * current.weight;
    for (CpuThread waiting : core.queue) {
      sum += (waiting.virtualRuntimeNs - originNs) * waiting.weight;
    }
    return sum;
  }

  /**
   * The mean virtual run time of the threads, at least one, that wait for {@code core} or are
   * {@code current}. Source: {@code fair.c:avg_vruntime}.
   */
  private static long meanVirtualRuntimeNs(Core core, @Nullable CpuThread current) {
    long origin = (current == null ? core.queue.getFirst() : current).virtualRuntimeNs;
    return origin + Math.floorDiv(sumAheadOf(origin, core, current), weight(core, current));
  }
}
