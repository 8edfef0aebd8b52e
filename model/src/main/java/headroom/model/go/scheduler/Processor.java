package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.timers.TimerHeap;
import org.jspecify.annotations.Nullable;

/**
 * A P: the right to run Go code, with its own run queue and timers. Source: {@code
 * runtime/runtime2.go:p}.
 */
final class Processor {
  final int id;
  final LocalRunQueue runQueue = new LocalRunQueue();
  final TimerHeap timers = new TimerHeap();

  /** The goroutine to run next, inheriting the slice. */
  @Nullable Goroutine runNext;

  /** The M that holds this P; null while it is idle. */
  @Nullable Machine machine;

  /** Incremented for every goroutine that does not inherit its slice. */
  int schedTick;

  /** When the present slice began. */
  long sliceStartNs;

  /** When sysmon saw the slice first; -1 as long as that follows from its ticks. */
  long sliceSeenNs = -1;

  /** When the slice will be cut; -1 if no cut is planned. */
  long cutDueNs = -1;

  /** Since when its M has been in a system call; -1 if it is in none. */
  long callSinceNs = -1;

  /** When the kernel will be done with that call, if that is known. */
  long callEndNs;

  /** Whether {@link #callNotedNs} is about the present call. */
  boolean callNoted;

  /** When sysmon noted a call of this P last. Source: {@code sysmontick.syscallwhen}. */
  long callNotedNs;

  /** When sysmon may take this P from its call; -1 if that is not planned. */
  long retakeDueNs = -1;

  Processor(int id) {
    this.id = id;
  }

  /** Whether its M is in a system call or in C, and may lose it. */
  boolean isInCall() {
    return callSinceNs >= 0;
  }

  boolean hasLocalWork() {
    return runNext != null || !runQueue.isEmpty();
  }
}
