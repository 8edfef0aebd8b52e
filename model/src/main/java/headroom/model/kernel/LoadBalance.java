package headroom.model.kernel;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait behind those of a neighbour move to a core that is busy too but has less to do.
 * Each core looks at the others now and then; the kernel does it from there, here the ticks of a
 * core with waiting threads do. Source: Linux {@code kernel/sched/fair.c:sched_balance_rq}, {@code
 * calculate_imbalance} (migrate_load), {@code get_sd_balance_interval}.
 *
 * <p>Only among containers: without neighbours the threads of a process find idle cores by {@link
 * Placement}, and this is left out. Approximate: loads are averages of what is runnable, by weight;
 * the interval does not grow while there is nothing to move; one thread moves at a time.
 */
final class LoadBalance {
  /** Source: {@code topology.c:sd_init}, {@code busy_factor}; ms for each core of the domain. */
  private static final long INTERVAL_NS_PER_CORE = 16_000_000;

  /** So that halving ends. */
  private static final int MOST_FAILURES = 10;

  private final Core[] cores;
  private final CorePolicy policy;
  private final ControlGroups groups;
  private final long[] lookedNs;
  private final int[] failures;

  LoadBalance(Core[] cores, CorePolicy policy, ControlGroups groups) {
    this.cores = cores;
    this.policy = policy;
    this.groups = groups;
    lookedNs = new long[cores.length];
    failures = new int[cores.length];
  }

  /** A thread that waits for {@code loaded} goes to a core that looks now, if one should. */
  void even(Core loaded, long nowNs, BiConsumer<CpuThread, Core> move) {
    Core target = target(loaded, nowNs);
    CpuThread thread = target == null ? null : take(loaded, target, nowNs);
    if (target != null && thread != null) {
      move.accept(thread, target);
    }
  }

  /** A busy core that looks now and has less to do than {@code loaded}; null if there is none. */
  private @Nullable Core target(Core loaded, long nowNs) {
    if (!groups.differ()) {
      return null;
    }
    for (Core core : cores) {
      if (core != loaded
          && core.running != null
          && !core.runtime.isThrottled
          && nowNs - lookedNs[core.id] >= INTERVAL_NS_PER_CORE * cores.length
          && groups.load(loaded.id, nowNs) > Placement.IMBALANCE * groups.load(core.id, nowNs)) {
        lookedNs[core.id] = nowNs;
        return core;
      }
    }
    return null;
  }

  /**
   * Takes a thread that waits for {@code loaded}, is not hot and weighs no more than evens it out
   * with {@code target}; null if there is none.
   */
  private @Nullable CpuThread take(Core loaded, Core target, long nowNs) {
    double excess = (groups.load(loaded.id, nowNs) - groups.load(target.id, nowNs)) / 2;
    CpuThread found = null;
    for (CpuThread waiting : loaded.queue) {
      if (found == null
          && !waiting.isBound()
          && waiting.ranUntilNs <= policy.coldSinceNs(nowNs)
          && groups.load(waiting, nowNs) / (1 << failures[target.id]) <= excess) {
        found = waiting;
      }
    }
    if (found == null) {
      failures[target.id] = Math.min(MOST_FAILURES, failures[target.id] + 1);
    } else {
      failures[target.id] = 0;
      loaded.queue.remove(found);
    }
    return found;
  }
}
