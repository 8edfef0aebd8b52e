package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.KeyedStream;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * On which core a thread runs: where a woken one goes, and which waiting one an idle core takes.
 * Source: {@code kernel/sched/fair.c:select_idle_sibling}, {@code sched_balance_newidle}, {@code
 * nohz_balancer_kick}.
 *
 * <p>A woken thread runs on the core it ran on last if that is idle, else on an idle one that the
 * search finds; the busier all cores are, the fewer it looks at, and with two it gives up when they
 * are used by 60 %. A kernel that packs ({@link Cost#OS_WAKE_PACKS}) has it wait behind a single
 * running thread rather than start a core that is halted. Measured by scheduler events of eight
 * programs on two cores (35,000 wake-ups): previous core idle: stays in 97 to 100 %; a client's
 * thread on it and the other core idle: moves in 98 to 100 % of the cases where the cores are used
 * by 20 to 45 %, in 73 % at 55 %, and in 4 to 34 % at 65 to 70 %; one thread of the process running
 * on it, the other core idle: stays in 84 to 96 %; one running and one waiting: moves in 98 %, and
 * in 47 to 62 % at 65 to 70 %.
 *
 * <p>Left out: the pull to the core of who wakes it ({@code wake_affine_weight}), measured in 3 %
 * of the wake-ups whose previous core was idle, and far more on cores that are used little ({@code
 * probe/placement}, "By the use of the cores", says by which rule and why it is left out); more
 * than one cache domain.
 */
final class Placement {
  /** Source: {@code topology.c:sd_init}, {@code cache_nice_tries} of cores that share a cache. */
  private static final int HOT_AFTER_FAILURES = 1;

  /** Source: {@code topology.c:sd_init}, {@code imbalance_pct} of cores that share a cache. */
  static final double IMBALANCE = 1.17;

  private final Core[] cores;
  private final RunningCores running;
  private final CorePolicy policy;
  private final boolean packs;
  private final long haltedAfterNs;
  private final KeyedStream stream;
  private long draws;

  /**
   * Whether a core may have waiting threads. Source: {@code sched.h:add_nr_running}, {@code
   * fair.c:update_sd_lb_stats}.
   */
  private boolean overloaded;

  Placement(
      Core[] cores,
      RunningCores running,
      CorePolicy policy,
      CostProfile costs,
      KeyedStream stream) {
    this.cores = cores;
    this.running = running;
    this.policy = policy;
    this.stream = stream;
    packs = costs.value(Cost.OS_WAKE_PACKS) > 0;
    haltedAfterNs = costs.ns(Cost.OS_HALT_AFTER);
  }

  /** The core of a new thread, before it has run anywhere. */
  int first(CpuThread thread) {
    int number = thread.group() > 0 ? thread.id : thread.number;
    return thread.isBound() ? thread.boundTo : cores.length - 1 - number % cores.length;
  }

  /** Where {@code thread}, which is woken now, will run or wait. */
  Core woken(CpuThread thread, long nowNs) {
    Core previous = cores[thread.core];
    if (thread.isBound() || previous.isFree()) {
      return previous;
    }
    if (!policy.placesAtWaking()) {
      return orElse(free(previous.id), previous);
    }
    Core idle = search(previous, nowNs);
    if (idle == null || packed(previous, idle, nowNs)) {
      return previous;
    }
    return idle;
  }

  /** Where {@code thread}, which is awake now, runs or waits. */
  Core awake(CpuThread thread) {
    Core core = cores[thread.core];
    if (core.running == null || thread.isBound() || policy.placesAtWaking()) {
      return core;
    }
    return orElse(free(core.id), core);
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
    return running.isAnyIdle();
  }

  /** A thread has begun to wait for a core. */
  void waits() {
    overloaded = true;
  }

  /** Whether a thread waits for a core. */
  boolean anyWaits() {
    if (overloaded) {
      for (Core core : cores) {
        if (!core.queue.isEmpty() && !core.runtime.isThrottled) {
          return true;
        }
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
    return takeElsewhere(core, nowNs);
  }

  /**
   * Takes a thread that waits elsewhere for {@code idle}, on which a thread has just gone to sleep;
   * null if none waits, all are hot, or it does not look.
   */
  @Nullable CpuThread takeElsewhere(Core idle, long nowNs) {
    if (!overloaded || idle.runtime.isThrottled || !looks(idle)) {
      return null;
    }
    Core longest = idle;
    for (Core other : cores) {
      if (other.queue.size() > longest.queue.size() && !other.runtime.isThrottled) {
        longest = other;
      }
    }
    CpuThread found = longest == idle ? null : longest.takeMovable(policy.coldSinceNs(nowNs));
    idle.newIdle.looked(found != null);
    overloaded = found == null ? longest != idle : anyWaits();
    if (!overloaded) {
      idle.failedBalances = 0;
    }
    return found;
  }

  /** At a tick of {@code busy}, which has waiting threads: an idle core may take one of them. */
  void offer(Core busy, long nowNs, BiConsumer<CpuThread, Core> place) {
    Core idle = freeToTake(busy);
    CpuThread pulled = idle == null ? null : takeAtTick(busy, idle, nowNs);
    if (idle != null && pulled != null) {
      place.accept(pulled, idle);
    }
  }

  /**
   * At a tick of {@code busy}, which has waiting threads: takes one of them for the core {@code
   * idle}, one that is hot only after that has failed; null if it fails. Source: {@code
   * fair.c:can_migrate_task}. Measured: a thread that is woken beside a computing one while the
   * other core idles has that core after 0.5 to 1.4 ms if the first tick falls there, else after 8
   * to 12 ms. Stretches of ticks between two balances are one tick here.
   */
  @Nullable CpuThread takeAtTick(Core busy, Core idle, long nowNs) {
    boolean hotToo = idle.failedBalances > HOT_AFTER_FAILURES;
    CpuThread pulled = busy.takeMovable(hotToo ? nowNs : policy.coldSinceNs(nowNs));
    idle.failedBalances = pulled == null ? idle.failedBalances + 1 : 0;
    return pulled;
  }

  /**
   * The first idle core after {@code target} among as many as the use of all allows; null if there
   * is none. Source: {@code fair.c:select_idle_cpu}, {@code update_idle_cpu_scan} (SIS_UTIL).
   */
  private @Nullable Core search(Core target, long nowNs) {
    if (free(target.id) == null) {
      return null;
    }
    double sum = 0;
    for (Core core : cores) {
      sum += core.utilisation.at(nowNs);
    }
    double used = IMBALANCE * sum / cores.length;
    int looks = (int) (cores.length * Math.max(0, 1 - used * used));
    for (int i = 1; i <= looks; i++) {
      Core core = cores[(target.id + i) % cores.length];
      if (core.isFree()) {
        return core;
      }
    }
    return null;
  }

  private boolean packed(Core previous, Core idle, long nowNs) {
    return packs && previous.runsOneAlone() && idle.idleGapNs(nowNs) > haltedAfterNs;
  }

  private boolean looks(Core idle) {
    return !policy.placesAtWaking() || idle.newIdle.looks(stream.at(draws++, 1).nextOpen());
  }

  private static Core orElse(@Nullable Core core, Core otherwise) {
    return core == null ? otherwise : core;
  }
}
