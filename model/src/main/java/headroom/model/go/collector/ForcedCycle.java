package headroom.model.go.collector;

import headroom.model.engine.Appointment;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The goroutine that starts a cycle when the last one ended two minutes ago. Source: {@code
 * runtime/proc.go:forcegchelper}, {@code forcegcperiod}. Approximate: sysmon, which looks at its
 * ticks only, is up to 10 ms later.
 */
final class ForcedCycle implements GoroutineBody {
  /** Source: {@code proc.go:forcegcperiod}. */
  private static final long PERIOD_NS = 120_000_000_000L;

  private final Collector collector;
  private final Scheduler scheduler;
  private final Appointment due;
  private final ProcessorUpdate update;

  /** Whether GOGC is off, and with it the periodic cycles. */
  private final boolean off;

  private final Goroutine goroutine;
  private @Nullable CycleStart starting;

  ForcedCycle(
      Collector collector,
      Scheduler scheduler,
      Appointment due,
      ProcessorUpdate update,
      boolean off) {
    this.update = update;
    this.collector = collector;
    this.scheduler = scheduler;
    this.due = due;
    this.off = off;
    goroutine = scheduler.system().add(this, WaitReason.FORCE_GC_IDLE);
  }

  /** A cycle has ended at {@code nowNs}. Source: {@code mgc.go:gcTrigger.test}. */
  void plan(long nowNs) {
    if (!off) {
      due.plan(nowNs + PERIOD_NS);
    }
  }

  /** Two minutes may have passed; returns true, since the event was its own. */
  boolean onPeriod() {
    if (due.comes() && goroutine.waitReason() == WaitReason.FORCE_GC_IDLE) {
      scheduler.system().inject(goroutine);
    }
    return true;
  }

  @Override
  public Action resume(Goroutine self) {
    if (starting == null && update.isOn()) {
      due.planBy(scheduler.system().nextMonitorTickNs());
    } else if (starting == null) {
      starting = collector.startCycle(true);
    }
    Action action = starting == null ? null : starting.resume(self);
    if (action != null) {
      return action;
    }
    starting = null;
    scheduler.park(self, WaitReason.FORCE_GC_IDLE);
    return Action.PARK;
  }
}
