package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.kernel.CpuThread;
import org.jspecify.annotations.Nullable;

/**
 * An M: a thread that runs goroutines while it holds a P. Source: {@code runtime/runtime2.go:m}.
 */
final class OsThread {
  /** What a thread that has just got a core was waiting for. */
  enum Waiting {
    /** Parked; a P is handed to it on waking. */
    FOR_WORK,
    /** In epoll_wait. */
    IN_POLLER,
    /** In the short sleep before it steals the runnext of a running P. */
    TO_STEAL_RUNNEXT,
    /** In the kernel, on behalf of its goroutine. */
    IN_SYSTEM_CALL,
    /** Asleep until all other Ps have stopped or passed, on behalf of its goroutine. */
    FOR_OTHERS
  }

  final CpuThread thread;
  Waiting waiting = Waiting.FOR_WORK;
  @Nullable Processor processor;
  @Nullable Goroutine goroutine;
  boolean spinning;

  /** Whether it was looking for work when it went into the poller. */
  boolean wasSpinning;

  /** Whether the goroutine found last goes on with the slice of the one before. */
  boolean inheritsSlice;

  /** What it found in the poller or in a short sleep, and runs before it looks anywhere else. */
  @Nullable Goroutine found;

  /** The only goroutine that it runs. Source: {@code runtime2.go:m.lockedg}. */
  @Nullable Goroutine lockedGoroutine;

  /** Whether a preemption waits for the thread to get a core. */
  boolean preemptWhenRunning;

  /** What it computes. */
  final Burst burst = new Burst();

  /** The call that its goroutine asked for: in the kernel, or in C; ns. */
  long callNs;

  boolean callInC;

  /** The P it had when it entered a call. Source: {@code runtime2.go:m.oldp}. */
  @Nullable Processor oldProcessor;

  OsThread(CpuThread thread) {
    this.thread = thread;
  }

  /** Its P, which it must have. */
  Processor p() {
    Processor p = processor;
    if (p == null) {
      throw new IllegalStateException("M " + thread.number + " has no P");
    }
    return p;
  }

  /** Whether it runs Go code, on a core or waiting for one. */
  boolean isComputingGo() {
    Goroutine mine = goroutine;
    return mine != null && mine.status() != GoroutineStatus.SYSCALL;
  }
}
