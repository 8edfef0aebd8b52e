package headroom.model.go.collector;

import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Population;
import headroom.model.go.stack.StackMemory;

/**
 * How much of all stacks is in use, which is what a cycle scans. A goroutine that is parked uses
 * what the frames below its call take, by what it waits for: measured as {@code /gc/scan/stack} of
 * 5,000 goroutines of each kind that do nothing else (400 on the network). Source: {@code
 * runtime/mgcmark.go:scanstack}.
 *
 * <p>Approximate: real goroutines have frames of their own above these.
 */
final class UsedStacks {
  private static final WaitReason[] REASONS = WaitReason.values();

  /** Of a goroutine that runs or may run. Estimate: like one in a select. */
  private static final long RUNNABLE_BYTES = 480;

  /** Of what stacks have grown beyond their first size, a quarter is in use. Estimate. */
  private static final int GROWN_BYTES_PER_USED_BYTE = 4;

  private UsedStacks() {}

  /** Bytes in use of {@code allBytes} of stacks. */
  static long bytes(Population population, long allBytes) {
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
    int alive = population.alive();
    used += Math.max(0, alive - parked) * RUNNABLE_BYTES;
    long grown = allBytes - alive * StackMemory.STARTING_BYTES;
    return Math.min(allBytes, used + Math.max(0, grown) / GROWN_BYTES_PER_USED_BYTE);
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
    };
  }
}
