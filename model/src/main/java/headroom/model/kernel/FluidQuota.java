package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.RuntimeMetrics;
import org.jspecify.annotations.Nullable;

/**
 * A CPU quota as theory has it: what threads use is charged at every instant, all stop when the
 * quota of the period is used up, and all go on at the next multiple of the period, or when the
 * quota becomes another one, which is there at once beside what is left of the old one. No slices,
 * no ticks, no debts. Exact to the rounding of instants to whole nanoseconds.
 */
final class FluidQuota implements CpuQuota {
  /** Less than this is nothing: sums of products of doubles miss 0 by far less. */
  private static final double NOTHING_NS = 1e-3;

  private final HeadroomSimulator simulator;
  private final QuotaPlan plan;
  private boolean isLimited;
  private double quotaNs;
  private double mostNs;
  private final long periodNs;
  private final Appointment period;
  private final Appointment used;
  private final ThrottlingFigures figures = new ThrottlingFigures();
  private final CoreRuntime clock = new CoreRuntime();
  private double leftNs;
  private double atPeriodNs;
  private long refilledNs;

  /** The quota of {@code machine}, which has one at some time. */
  FluidQuota(MachineSettings machine, HeadroomSimulator simulator) {
    this.simulator = simulator;
    plan = new QuotaPlan(machine, simulator);
    periodNs = machine.quotaPeriodNs();
    become(machine.quota());
    leftNs = quotaNs;
    atPeriodNs = quotaNs;
    period = new Appointment(simulator, KernelEvents.QUOTA_PERIOD, 0);
    used = new Appointment(simulator, KernelEvents.RUNTIME_USED, 0);
  }

  private void become(@Nullable Quota quota) {
    isLimited = quota != null;
    if (quota != null) {
      quotaNs = quota.cores() * quota.periodNs();
      mostNs = quotaNs + quota.burstNs();
    }
  }

  /** Threads have used {@code ns} of CPU. */
  void use(double ns) {
    leftNs -= isLimited ? ns : 0;
  }

  /**
   * The quota may become another one; returns whether stopped threads go on. Source: {@code
   * core.c:tg_set_cfs_bandwidth}, without slices and ticks.
   */
  boolean changes() {
    if (!plan.comes()) {
      return false;
    }
    if (isLimited && !period.isPlanned()) {
      refillMissed();
    }
    become(plan.take());
    if (isLimited) {
      refill();
      if (!period.isPlanned()) {
        refilledNs = simulator.now() / periodNs * periodNs;
      }
    } else {
      period.cancel();
      used.cancel();
    }
    return isStopped() && goOn();
  }

  /** Periods without a thread that computes have begun, of which no event told. */
  private void refillMissed() {
    long missed = (simulator.now() - refilledNs) / periodNs;
    refilledNs += missed * periodNs;
    leftNs = Math.min(mostNs, leftNs + missed * quotaNs);
    atPeriodNs = missed == 0 ? atPeriodNs : leftNs;
  }

  private void refill() {
    // threads stop at whole nanoseconds, so that they may have used a little too much: no savings
    double beyondNs = atPeriodNs - quotaNs - Math.max(0, leftNs);
    if (beyondNs > NOTHING_NS) {
      figures.bursts++;
      figures.burstNs += Math.round(beyondNs);
    }
    leftNs = Math.min(mostNs, leftNs + quotaNs);
    atPeriodNs = leftNs;
  }

  private boolean goOn() {
    figures.throttledNs += clock.release(simulator.now());
    figures.holding(-1, simulator.now());
    return true;
  }

  /** From now on threads use {@code cores} of CPU: plans when the quota is used up. */
  void plan(double cores) {
    if (cores == 0 || !isLimited) {
      used.cancel();
      return;
    }
    if (!period.isPlanned()) {
      refillMissed();
      period.plan(refilledNs + periodNs);
    }
    long usedUpNs = simulator.now() + (long) Math.ceil(Math.max(0, leftNs - NOTHING_NS) / cores);
    if (usedUpNs != used.dueNs()) {
      used.plan(usedUpNs);
    }
  }

  /** Whether the event that has come says that the quota is used up. */
  boolean isUsedUp() {
    return used.comes() && leftNs <= NOTHING_NS;
  }

  /** All threads stop. */
  void stop() {
    figures.holding(1, simulator.now());
    clock.hold(simulator.now());
  }

  /**
   * A period may begin; returns whether stopped threads go on.
   *
   * @param active whether any thread computes or is stopped
   */
  boolean begins(boolean active) {
    if (!period.comes()) {
      return false;
    }
    figures.periods++;
    refilledNs = simulator.now();
    refill();
    if (active) {
      period.plan(refilledNs + periodNs);
    }
    if (!isStopped()) {
      return false;
    }
    figures.throttledPeriods++;
    return goOn();
  }

  @Override
  public boolean isStopped() {
    return figures.isStopped();
  }

  @Override
  public long goesOnNs() {
    return plan.dueBy(period.dueNs());
  }

  @Override
  public long stoppedSinceNs(long fromNs) {
    return figures.stoppedSinceNs(fromNs, simulator.now());
  }

  @Override
  public long lastHeldNs() {
    return figures.lastHeldNs(simulator.now());
  }

  /** Registers what is counted. */
  void register(RuntimeMetrics metrics) {
    figures.register(metrics, overNs -> overNs + clock.heldNs(simulator.now()));
  }
}
