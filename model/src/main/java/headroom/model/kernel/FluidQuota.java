package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.RuntimeMetrics;

/**
 * A CPU quota as theory has it: what threads use is charged at every instant, all stop when the
 * quota of the period is used up, and all go on at the next multiple of the period. No slices, no
 * ticks, no debts. Exact to the rounding of instants to whole nanoseconds.
 */
final class FluidQuota implements CpuQuota {
  /** Less than this is nothing: sums of products of doubles miss 0 by far less. */
  private static final double NOTHING_NS = 1e-3;

  private final HeadroomSimulator simulator;
  private final double quotaNs;
  private final double mostNs;
  private final long periodNs;
  private final Appointment period;
  private final Appointment used;
  private final ThrottlingFigures figures = new ThrottlingFigures();
  private final CoreRuntime clock = new CoreRuntime();
  private double leftNs;
  private double atPeriodNs;
  private long refilledNs;

  FluidQuota(Quota quota, HeadroomSimulator simulator) {
    this.simulator = simulator;
    quotaNs = quota.cores() * quota.periodNs();
    mostNs = quotaNs + quota.burstNs();
    periodNs = quota.periodNs();
    leftNs = quotaNs;
    atPeriodNs = quotaNs;
    period = new Appointment(simulator, KernelEvents.QUOTA_PERIOD, 0);
    used = new Appointment(simulator, KernelEvents.RUNTIME_USED, 0);
  }

  /** Threads have used {@code ns} of CPU. */
  void use(double ns) {
    leftNs -= ns;
  }

  /** From now on threads use {@code cores} of CPU: plans when the quota is used up. */
  void plan(double cores) {
    if (cores == 0) {
      used.cancel();
      return;
    }
    if (!period.isPlanned()) {
      long missed = (simulator.now() - refilledNs) / periodNs;
      refilledNs += missed * periodNs;
      leftNs = Math.min(mostNs, leftNs + missed * quotaNs);
      atPeriodNs = missed == 0 ? atPeriodNs : leftNs;
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
    // threads stop at whole nanoseconds, so that they may have used a little too much: no savings
    double beyondNs = atPeriodNs - quotaNs - Math.max(0, leftNs);
    if (beyondNs > NOTHING_NS) {
      figures.bursts++;
      figures.burstNs += Math.round(beyondNs);
    }
    leftNs = Math.min(mostNs, leftNs + quotaNs);
    atPeriodNs = leftNs;
    if (active) {
      period.plan(refilledNs + periodNs);
    }
    if (!isStopped()) {
      return false;
    }
    figures.throttledPeriods++;
    figures.throttledNs += clock.release(simulator.now());
    figures.holding(-1, simulator.now());
    return true;
  }

  @Override
  public boolean isStopped() {
    return figures.isStopped();
  }

  @Override
  public long goesOnNs() {
    return period.dueNs();
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
