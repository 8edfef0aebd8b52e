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
  private final Machines machines;
  private final IdleLists idle;
  private final SystemCalls calls;
  private final WorkConservation conservation;

  LockedThreads(RuntimeState runtime, SystemCalls calls) {
    this.runtime = runtime;
    this.calls = calls;
    conservation = runtime.conservation();
    machines = runtime.machines();
    idle = runtime.idle();
  }

  /** Before the start: {@code goroutine}, which is parked, gets a thread, which sleeps. */
  void lock(Goroutine goroutine) {
    Machine own = machines.createLocked(goroutine);
    goroutine.lockedMachine = own.thread.number;
    conservation.handsOver();
  }

  /** Whether {@code machine} may not run {@code goroutine}, which it has found. */
  boolean isAnothers(Goroutine goroutine, Machine machine) {
    return goroutine.lockedMachine >= 0 && goroutine.lockedMachine != machine.thread.number;
  }

  /** Whether {@code machine} may run nothing until its goroutine is handed to it. */
  boolean mustStop(Machine machine) {
    return machine.lockedGoroutine != null && machine.found == null;
  }

  /** Source: {@code proc.go:startlockedm}. */
  void handOver(Machine finder, Goroutine goroutine) {
    if (finder.spinning) {
      idle.stopSpinning(finder);
      machines.wakeOne(runtime.nowNs());
    }
    Processor p = machines.release(finder);
    Machine own = machines.get(goroutine.lockedMachine);
    machines.prepareLocked(own, p);
    machines.parkAndWake(finder, own);
  }

  /** Its goroutine has stopped. Source: {@code proc.go:stoplockedm}. */
  void stop(Machine machine) {
    Machine taker = calls.takerOf(machines.release(machine));
    if (taker == null) {
      machines.park(machine);
    } else {
      machines.parkAndWake(machine, taker);
    }
  }
}
