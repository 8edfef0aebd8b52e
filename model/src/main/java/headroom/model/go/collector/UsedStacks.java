package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Population;

/**
 * How much of all stacks is in use, which is what a cycle scans. A goroutine that is parked uses
 * what the frames below its call take, by what it waits for: measured as {@code /gc/scan/stack} of
 * 5,000 goroutines of each kind that do nothing else (400 on the network). Source: {@code
 * runtime/mgcmark.go:scanstack}.
 *
 * <p>Approximate: real goroutines have frames of their own above these. Calls that have made a
 * stack grow have returned: nothing of what it has grown by is in use.
 */
final class UsedStacks {
  private static final WaitReason[] REASONS = WaitReason.values();

  /** Of a goroutine that runs or may run. Estimate: like one in a select. */
  private static final long RUNNABLE_BYTES = 480;

  private UsedStacks() {}

  /** Bytes of all stacks in use. */
  static long bytes(Population population) {
    int parked = 0;
    long used = 0;
    for (WaitReason reason : REASONS) {
      long each = parkedBytes(reason);
      if (each > 0) {
        int count = population.count(reason);
        parked += count;
        used += count * each;
      }
    }
    return used + Math.max(0, population.alive() - parked) * RUNNABLE_BYTES;
  }

  /**
   * Bytes that {@code goroutine} uses of its stack; -1 if that can't be moved, since it is in a
   * system call. Source: {@code stack.go:isShrinkStackSafe}.
   */
  static long ofGoroutine(Goroutine goroutine) {
    if (goroutine.status() == GoroutineStatus.SYSCALL) {
      return -1;
    }
    WaitReason reason = goroutine.waitReason();
    return reason == null ? RUNNABLE_BYTES : parkedBytes(reason);
  }

  /** Zero for goroutines of the runtime, which are not counted as alive. */
  private static long parkedBytes(WaitReason reason) {
    return switch (reason) {
      case IO_WAIT -> 552;
      case SLEEP -> 176;
      case CHANNEL_RECEIVE, CHANNEL_SEND -> 256;
      case POOL -> 480;
      case MUTEX_LOCK -> 328;
      case RWMUTEX_RLOCK, RWMUTEX_LOCK -> 264;
      case JOIN, COND_WAIT -> 288;
      case GC_ASSIST -> RUNNABLE_BYTES;
      case GC_WORKER_IDLE, GC_SWEEP, GC_SCAVENGE, FORCE_GC_IDLE -> 0;
      case UPDATE_GOMAXPROCS_IDLE, SEMAPHORE -> 0;
    };
  }
}
