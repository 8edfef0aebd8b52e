package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import org.jspecify.annotations.Nullable;

/**
 * Makes every P pass its scheduler once, without stopping it. A P that runs a goroutine gets it
 * preempted, to the tail of the global queue; one in a system call is taken and handed off. The
 * goroutine that asks goes on when all have passed. Source: {@code proc.go:forEachP}, {@code
 * runSafePointFn}.
 *
 * <p>Left out: the second signal after 100 us, which only heals races.
 */
final class SafePoints {
  private final RuntimeState runtime;
  private final Processors processors;
  private final SystemCalls calls;
  private final long signalNs;
  private @Nullable OsThread waiting;
  private int awaited;

  SafePoints(RuntimeState runtime, CostProfile costs, Processors processors, SystemCalls calls) {
    this.runtime = runtime;
    this.processors = processors;
    this.calls = calls;
    signalNs = costs.ns(Cost.GO_PREEMPT_SIGNAL);
  }

  /** Asks all Ps; returns false if the thread of {@code m} sleeps until they have passed. */
  boolean ask(OsThread m) {
    assert awaited == 0 : "asked twice";
    for (Processor p : processors.all) {
      if (p.isInCall()) {
        calls.takeAndHandOff(p);
      } else if (p.m != null && p.m != m) {
        awaited++;
        p.safePointDue = true;
        p.cut.planBy(runtime.nowNs() + signalNs);
      }
    }
    if (awaited == 0) {
      return true;
    }
    Goroutine goroutine = m.goroutine;
    assert goroutine != null : "nobody asks";
    waiting = m;
    runtime.population().charge(goroutine, TimeAccount.STOPPED, runtime.nowNs());
    m.waiting = OsThread.Waiting.FOR_OTHERS;
    runtime.cpu().sleep(m.thread);
    return false;
  }

  /** {@code p} passes its scheduler. */
  void pass(Processor p) {
    if (!p.safePointDue) {
      return;
    }
    p.safePointDue = false;
    awaited--;
    OsThread m = waiting;
    if (awaited == 0 && m != null) {
      waiting = null;
      runtime.cpu().wake(m.thread);
    }
  }
}
