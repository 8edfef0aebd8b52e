package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.random.KeyedStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CPU quota of the container's group of threads: a pool that is filled anew each period, of
 * which each core takes a slice when it has nothing left. A core that finds the pool empty is
 * throttled until the next period, with all threads of the group on it. What a core has used is
 * charged at ticks and when its thread changes, so that it may use up to a tick more than it has,
 * which it owes then. Source: Linux {@code kernel/sched/fair.c}, the functions named below. Since
 * 6.18 a throttled thread stops when it returns to user mode, and not in the kernel, which it does
 * in microseconds; what follows is the same.
 *
 * <p>Left out: the group's parents; that cores are told of the end of a throttle one after the
 * other; the slices of sysmon's core, which is charged to the pool.
 */
final class Bandwidth implements CpuQuota {
  /** Source: {@code sysctl_sched_cfs_bandwidth_slice}, 5000 us, read on the reference machine. */
  static final long SLICE_NS = 5_000_000;

  /** What an idle core keeps. Source: {@code min_cfs_rq_runtime}. */
  static final long KEPT_NS = 1_000_000;

  /** Source: {@code cfs_bandwidth_slack_period}. */
  private static final long SLACK_PERIOD_NS = 5_000_000;

  /** Source: {@code min_bandwidth_expiration}. */
  private static final long MIN_EXPIRATION_NS = 2_000_000;

  private final HeadroomSimulator simulator;
  private final StolenTime stolen;

  /** Whether there is a quota at any time. */
  private final boolean isEverLimited;

  /** Whether there is one now. Source: {@code cfs_rq->runtime_enabled}. */
  private boolean isLimited;

  private final QuotaPlan plan;
  private final RuntimePool pool;
  private final long periodNs;
  private final long tickNs;
  private final long phaseNs;
  private final Appointment period;
  private final Appointment slack;
  private final ThrottlingFigures figures = new ThrottlingFigures();
  private final ThrottledCores throttled;

  /** Whether nobody has taken runtime since the last period began. Source: {@code cfs_b->idle}. */
  private boolean idle;

  /** Until when what sysmon computes on an idle core has been charged. */
  private long elsewhereUntilNs;

  /** What has been used since the last period began. */
  private long usedNs;

  /**
   * Bandwidth of a machine, unlimited where it has no quota.
   *
   * @param phase of the periods, which begin anywhere: {@code init_cfs_bandwidth}
   */
  Bandwidth(
      MachineSettings machine,
      CostProfile costs,
      HeadroomSimulator simulator,
      StolenTime stolen,
      KeyedStream phase) {
    this.simulator = simulator;
    this.stolen = stolen;
    isLimited = machine.quota() != null;
    isEverLimited = machine.isLimited();
    plan = new QuotaPlan(machine, simulator);
    throttled = new ThrottledCores(simulator, figures);
    periodNs = machine.quotaPeriodNs();
    pool = new RuntimePool(machine.quota() == null ? new Quota(0, 1) : machine.quota(), figures);
    tickNs = Math.max(1, costs.ns(Cost.OS_TICK));
    phaseNs = (long) (phase.at(0, 0).nextOpen() * periodNs);
    period = new Appointment(simulator, KernelEvents.QUOTA_PERIOD, 0);
    slack = new Appointment(simulator, KernelEvents.QUOTA_SLACK, 0);
  }

  /** Whether a quota limits {@code thread}, now or at another time. */
  boolean limits(CpuThread thread) {
    return isEverLimited && thread.isOfTheContainer();
  }

  /**
   * Whether threads of the group may run on {@code core}, where none does; throttles it if not.
   * Source: {@code check_enqueue_throttle}.
   */
  boolean admits(Core core) {
    return !core.runtime.isThrottled && hasRuntime(core);
  }

  /** A thread of the group begins to run on {@code core}. */
  void begins(Core core) {
    core.runtime.chargedUntilNs = simulator.now();
    figures.running(1, simulator.now());
  }

  /** A thread wakes up on {@code core}, for which that takes {@code ns}. */
  void charge(Core core, long ns) {
    core.runtime.remainingNs -= ns;
    usedNs += ns;
  }

  /**
   * Charges the running thread of {@code core}, which is of the group; returns whether it may go
   * on, and throttles the core if not. Source: {@code __account_cfs_rq_runtime}.
   */
  boolean charge(Core core) {
    long nowNs = simulator.now();
    long sinceNs = core.runtime.chargedUntilNs;
    CpuThread current = core.running;
    assert current != null && !core.runtime.isThrottled : "nobody is charged";
    core.runtime.chargedUntilNs = nowNs;
    if (!isLimited) {
      return true;
    }
    charge(core, nowNs - sinceNs);
    if (current.coreFree && nowNs > elsewhereUntilNs) {
      long ns = stolen.elsewhereNs(Math.max(sinceNs, elsewhereUntilNs), nowNs);
      pool.change(-ns);
      usedNs += ns;
      elsewhereUntilNs = nowNs;
    }
    return hasRuntime(core);
  }

  /**
   * The running thread of {@code core}, which is of the group and has been charged, leaves it.
   *
   * @param last whether no other of the group is there. The core then returns what it has, save a
   *     little. Source: {@code __return_cfs_rq_runtime}
   */
  void ends(Core core, boolean last) {
    core.runtime.chargedUntilNs = simulator.now();
    core.used.cancel();
    figures.running(-1, simulator.now());
    long spareNs = core.runtime.remainingNs - KEPT_NS;
    if (last && isLimited && spareNs > 0) {
      core.runtime.remainingNs = KEPT_NS;
      pool.change(spareNs);
      if (pool.leftNs() > SLICE_NS && !throttled.isEmpty()) {
        startSlack();
      }
    }
  }

  /** The quota holds a thread of the group on {@code core}, which is throttled. */
  void holds(Core core) {
    assert core.runtime.isThrottled : "held on a core that is not throttled";
    if (core.runtime.hold(simulator.now())) {
      figures.holding(1, simulator.now());
    }
  }

  /** The running thread of {@code core} computes until {@code endNs} if it may. */
  void plan(Core core, long endNs) {
    if (!isLimited) {
      return;
    }
    long nowNs = simulator.now();
    long usedUpNs =
        Math.max(nowNs, core.runtime.chargedUntilNs + Math.max(0, core.runtime.remainingNs));
    long tick = (usedUpNs + tickNs - 1) / tickNs * tickNs;
    if (tick < endNs) {
      core.used.planBy(tick);
    }
  }

  /**
   * A period begins; returns the cores that are throttled no more. Source: {@code
   * do_sched_cfs_period_timer}.
   */
  List<Core> onPeriod() {
    if (!period.comes() || !isLimited) {
      return List.of();
    }
    figures.periods++;
    pool.refill();
    usedNs = 0;
    boolean stays = !idle || !throttled.isEmpty();
    if (stays) {
      period.plan(simulator.now() + periodNs);
    }
    idle = throttled.isEmpty();
    if (idle) {
      return List.of();
    }
    figures.throttledPeriods++;
    return throttled.distribute(pool);
  }

  /**
   * Runtime that cores have returned is handed out; returns the cores that are throttled no more.
   * Source: {@code do_sched_cfs_slack_timer}.
   */
  List<Core> onSlack() {
    boolean due = slack.comes() && !refillsWithin(MIN_EXPIRATION_NS) && pool.leftNs() > SLICE_NS;
    return due && isLimited ? throttled.distribute(pool) : List.of();
  }

  /** Source: {@code start_cfs_slack_bandwidth}. */
  private void startSlack() {
    if (!slack.isPlanned() && !refillsWithin(SLACK_PERIOD_NS + MIN_EXPIRATION_NS)) {
      slack.plan(simulator.now() + SLACK_PERIOD_NS);
    }
  }

  private boolean refillsWithin(long ns) {
    return period.isPlanned() && period.dueNs() - simulator.now() < ns;
  }

  /**
   * The quota may become another one: the pool gets the new quota beside what is left, each core
   * holds 1 ns, what it has run since its last tick is still to be charged, and none stays
   * throttled; periods go on as they were. Returns the cores that are throttled no more. Source:
   * {@code core.c:tg_set_cfs_bandwidth}.
   */
  List<Core> onChange(Core[] cores) {
    if (!plan.comes()) {
      return List.of();
    }
    @Nullable Quota quota = plan.take();
    isLimited = quota != null;
    if (quota != null) {
      pool.become(quota);
      startPeriods();
    }
    usedNs = 0;
    long lastTickNs = simulator.now() / tickNs * tickNs;
    for (Core core : cores) {
      core.used.cancel();
      core.runtime.remainingNs = 1;
      core.runtime.chargedUntilNs = Math.max(core.runtime.chargedUntilNs, lastTickNs);
    }
    return throttled.releaseAll(cores);
  }

  /** Source: {@code __assign_cfs_rq_runtime}, {@code throttle_cfs_rq}. */
  private boolean hasRuntime(Core core) {
    CoreRuntime runtime = core.runtime;
    if (runtime.remainingNs > 0 || !isLimited) {
      return true;
    }
    startPeriods();
    if (pool.leftNs() > 0) {
      runtime.remainingNs += pool.take(SLICE_NS - runtime.remainingNs);
      idle = false;
    }
    if (runtime.remainingNs <= 0) {
      throttled.add(core);
    }
    return !runtime.isThrottled;
  }

  /** Source: {@code start_cfs_bandwidth}. */
  private void startPeriods() {
    if (!period.isPlanned()) {
      long begun = Math.floorDiv(simulator.now() - phaseNs, periodNs);
      period.plan(phaseNs + (begun + 1) * periodNs);
    }
  }

  @Override
  public boolean isStopped() {
    return figures.isStopped();
  }

  @Override
  public long goesOnNs() {
    return plan.dueBy(slack.isPlanned() ? Math.min(slack.dueNs(), period.dueNs()) : period.dueNs());
  }

  @Override
  public long stoppedSinceNs(long fromNs) {
    return figures.stoppedSinceNs(fromNs, simulator.now());
  }

  @Override
  public long lastHeldNs() {
    return figures.lastHeldNs(simulator.now());
  }

  /** Registers what is counted, if there is a quota. */
  void register(RuntimeMetrics metrics, Core[] cores) {
    if (!isEverLimited) {
      return;
    }
    figures.register(
        metrics,
        overNs -> {
          long sum = overNs;
          for (Core core : cores) {
            sum += core.runtime.heldNs(simulator.now());
          }
          return sum;
        });
  }

  /**
   * Whether no thread of the group runs on a throttled core, and the group has not used more since
   * the period began than it had then, and a tick on each core. For assertions.
   *
   * @throws AssertionError if not, saying which
   */
  boolean isKept(Core[] cores) {
    if (!isLimited) {
      return true;
    }
    long held = SLICE_NS + tickNs; // sysmon's
    long used = usedNs;
    for (Core core : cores) {
      held += SLICE_NS + tickNs;
      CpuThread current = core.running;
      if (current == null || !current.isOfTheContainer()) {
        continue;
      }
      if (core.runtime.isThrottled) {
        throw new AssertionError("thread " + current.id + " runs on a throttled core " + core.id);
      }
      used += simulator.now() - core.runtime.chargedUntilNs;
    }
    if (used > pool.atPeriodNs() + held) {
      throw new AssertionError(
          used + " ns used in a period that began with " + pool.atPeriodNs() + " ns");
    }
    return true;
  }
}
