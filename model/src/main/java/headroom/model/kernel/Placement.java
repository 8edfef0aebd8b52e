package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * On which core a thread runs: where a woken one goes, and which waiting one an idle core takes.
 * Source: {@code kernel/sched/fair.c:select_idle_sibling}, {@code sched_balance_newidle}, {@code
 * nohz_balancer_kick}.
 */
final class Placement {
  /** Source: {@code topology.c:sd_init}, {@code cache_nice_tries} of cores that share a cache. */
  private static final int HOT_AFTER_FAILURES = 1;

  private final Core[] cores;
  private final CorePolicy policy;

  Placement(Core[] cores, CorePolicy policy) {
    this.cores = cores;
    this.policy = policy;
  }

  /** The core of a new thread, before it has run anywhere. */
  Core first(int number) {
    return cores[cores.length - 1 - number % cores.length];
  }

  /**
   * The free core that {@code preferred} is or, failing that, the last one; null if there is none.
   */
  @Nullable Core free(int preferred) {
    if (cores[preferred].isFree()) {
      return cores[preferred];
    }
    for (int i = cores.length - 1; i >= 0; i--) {
      if (cores[i].isFree()) {
        return cores[i];
      }
    }
    return null;
  }

  /**
   * The core that an idle one is which may take threads from {@code busy}: a throttled one may not.
   * Source: {@code fair.c:throttled_lb_pair}.
   */
  @Nullable Core freeToTake(Core busy) {
    Core last = free(busy.id);
    if (last == null || !last.runtime.isThrottled) {
      return last;
    }
    for (int i = last.id - 1; i >= 0; i--) {
      if (cores[i].isFree() && !cores[i].runtime.isThrottled) {
        return cores[i];
      }
    }
    return null;
  }

  /** Whether any core runs nothing. */
  boolean anyIdle() {
    for (Core core : cores) {
      if (core.running == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the thread that follows on {@code core}, which its last one has left: of its own queue,
   * or one that waits elsewhere; null if none waits.
   */
  @Nullable CpuThread takeNext(Core core, long nowNs) {
    if (core.runtime.isThrottled) {
      return core.takeStranger();
    }
    if (!core.queue.isEmpty()) {
      CpuThread next = policy.next(core);
      core.queue.remove(next);
      return next;
    }
    Core longest = core;
    for (Core other : cores) {
      if (other.queue.size() > longest.queue.size() && !other.runtime.isThrottled) {
        longest = other;
      }
    }
    return longest == core ? null : longest.takeMovable(policy.coldSinceNs(nowNs));
  }

  /**
   * At a tick of {@code busy}, which has waiting threads: takes one of them for the idle core
   * {@code idle}, one that is hot only after that has failed; null if it fails. Source: {@code
   * fair.c:can_migrate_task}. Stretches of ticks between two balances are one tick here.
   */
  @Nullable CpuThread takeAtTick(Core busy, long nowNs) {
    boolean hotToo = busy.failedBalances > HOT_AFTER_FAILURES;
    CpuThread pulled = busy.takeMovable(hotToo ? nowNs : policy.coldSinceNs(nowNs));
    busy.failedBalances = pulled == null ? busy.failedBalances + 1 : 0;
    return pulled;
  }
}
