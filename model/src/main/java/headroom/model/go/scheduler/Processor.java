package headroom.model.go.scheduler;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.timers.TimerHeap;
import org.jspecify.annotations.Nullable;

/**
 * A P: the right to run Go code, with its own run queue and timers. Source: {@code
 * runtime/runtime2.go:p}.
 */
final class Processor {
  /** Its M is in no system call. */
  static final long NO_CALL = -1;

  final int id;
  final LocalRunQueue runQueue = new LocalRunQueue();
  final TimerHeap timers = new TimerHeap();

  /** The goroutine to run next, inheriting the slice. */
  @Nullable Goroutine runNext;

  /** The M that holds this P; null while it is idle. */
  @Nullable OsThread m;

  /** Incremented for every goroutine that does not inherit its slice. */
  int schedTick;

  /** When the present slice began. */
  long sliceStartNs;

  /** When sysmon saw the slice first; -1 as long as that follows from its ticks. */
  long sliceSeenNs = -1;

  /** The cut of the slice. */
  final Appointment cut;

  /** Since when its M has been in a system call; {@link #NO_CALL}. */
  long callSinceNs = NO_CALL;

  /** When the kernel will be done with that call, if that is known. */
  long callEndNs;

  /** Whether {@link #callNotedNs} is about the present call. */
  boolean callNoted;

  /** When sysmon noted a call of this P last. Source: {@code sysmontick.syscallwhen}. */
  long callNotedNs;

  /** When sysmon may take this P from its call. */
  final Appointment retake;

  /** Whether somebody waits for this P to pass its scheduler. */
  boolean safePointDue;

  Processor(int id, HeadroomSimulator simulator) {
    this.id = id;
    cut = new Appointment(simulator, RuntimeEvents.PREEMPTION, id);
    retake = new Appointment(simulator, RuntimeEvents.SYSMON_RETAKE, id);
  }

  /** Whether its M is in a system call or in C, and may lose it. */
  boolean isInCall() {
    return callSinceNs != NO_CALL;
  }

  boolean hasLocalWork() {
    return runNext != null || !runQueue.isEmpty();
  }
}
