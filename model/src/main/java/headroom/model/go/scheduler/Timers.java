package headroom.model.go.scheduler;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Timer;
import headroom.model.go.timers.TimerHeap;

/**
 * Starts and stops timers: in the heap of the running P, whose turns and whose poller fire them,
 * or, if polling costs nothing, in one heap that fires at the very instant. Source: {@code
 * runtime/time.go}.
 */
final class Timers {
  private final Scheduler scheduler;
  private final HeadroomSimulator simulator;
  private final RunQueues queues;
  private final Netpoll netpoll;
  private final boolean exact;
  private final TimerHeap exactHeap = new TimerHeap();
  private final Appointment nextDue;

  Timers(
      Scheduler scheduler,
      HeadroomSimulator simulator,
      RunQueues queues,
      Netpoll netpoll,
      boolean exact) {
    this.scheduler = scheduler;
    this.simulator = simulator;
    this.queues = queues;
    this.netpoll = netpoll;
    this.exact = exact;
    nextDue = new Appointment(simulator, RuntimeEvents.TIMER, 0);
  }

  /** Starts {@code timer} on {@code p}. */
  void start(Timer timer, long dueNs, Processor p) {
    if (exact) {
      exactHeap.add(dueNs, timer);
      plan();
      return;
    }
    queues.addTimer(p, dueNs, timer);
    netpoll.timerAdded(dueNs);
  }

  void stop(Timer timer) {
    if (exact) {
      exactHeap.stop(timer);
    } else {
      queues.stopTimer(timer);
    }
  }

  /** Whether any timer of the process will fire. */
  boolean isAnyPending() {
    return exactHeap.earliestNs() != TimerHeap.NONE || queues.earliestTimerNs() != TimerHeap.NONE;
  }

  /** The earliest timer may be due. */
  void onDue() {
    if (!nextDue.comes()) {
      return;
    }
    Timer due = exactHeap.removeDue(simulator.now());
    while (due != null) {
      netpoll.park();
      scheduler.network().ready(due.goroutine);
      due = exactHeap.removeDue(simulator.now());
    }
    plan();
  }

  private void plan() {
    long earliestNs = exactHeap.earliestNs();
    if (earliestNs != TimerHeap.NONE) {
      nextDue.planBy(Math.max(earliestNs, simulator.now()));
    }
  }
}
