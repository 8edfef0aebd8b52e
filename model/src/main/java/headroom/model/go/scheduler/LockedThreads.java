package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;

/**
 * Goroutines that are wired to a thread of their own. Who finds one runnable gives its P to that
 * thread, wakes it and goes to sleep; when the goroutine stops, its thread hands the P off and
 * sleeps. So every turn of it takes two switches of threads more than a turn of another. Source:
 * {@code runtime/proc.go:LockOSThread}, {@code startlockedm}, {@code stoplockedm}.
 *
 * <p>Left out: {@code UnlockOSThread}, and that a thread ends with its goroutine.
 */
final class LockedThreads {
  private final RuntimeState runtime;
  private final OsThreads threads;
  private final IdleLists idle;
  private final SystemCalls calls;
  private final WorkConservation conservation;

  LockedThreads(RuntimeState runtime, SystemCalls calls) {
    this.runtime = runtime;
    this.calls = calls;
    conservation = runtime.conservation();
    threads = runtime.threads();
    idle = runtime.idle();
  }

  /** Before the start: {@code goroutine}, which is parked, gets a thread, which sleeps. */
  void lock(Goroutine goroutine) {
    OsThread own = threads.createLocked(goroutine);
    goroutine.lockedThread = own.thread.number;
    conservation.handsOver();
  }

  /** Whether {@code m} may not run {@code goroutine}, which it has found. */
  boolean isAnothers(Goroutine goroutine, OsThread m) {
    return goroutine.lockedThread >= 0 && goroutine.lockedThread != m.thread.number;
  }

  /** Whether {@code m} may run nothing until its goroutine is handed to it. */
  boolean mustStop(OsThread m) {
    return m.lockedGoroutine != null && m.found == null;
  }

  /** Source: {@code proc.go:startlockedm}. */
  void handOver(OsThread finder, Goroutine goroutine) {
    if (finder.spinning) {
      idle.stopSpinning(finder);
      threads.wakeOne(runtime.nowNs());
    }
    Processor p = threads.release(finder);
    OsThread own = threads.get(goroutine.lockedThread);
    threads.prepareLocked(own, p);
    threads.parkAndWake(finder, own);
  }

  /** Its goroutine has stopped. Source: {@code proc.go:stoplockedm}. */
  void stop(OsThread m) {
    OsThread taker = calls.takerOf(threads.release(m));
    if (taker == null) {
      threads.park(m);
    } else {
      threads.parkAndWake(m, taker);
    }
  }
}
