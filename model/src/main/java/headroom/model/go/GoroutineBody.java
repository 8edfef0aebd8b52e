package headroom.model.go;

/**
 * The code of a goroutine: asked what comes next whenever the goroutine runs and has nothing left
 * to compute.
 */
public interface GoroutineBody {

  /** What the goroutine does next. */
  enum Action {
    /** Computes for {@link Goroutine#demandNs}. */
    COMPUTE,
    /** Has been parked: whoever will ready it knows it, and its state says what it waits for. */
    PARK,
    /** Its thread is in the kernel or in C, see {@code Scheduler.systemCall}. */
    SYSCALL,
    /** Goes on when no other P runs, until {@code Scheduler.startTheWorld}. */
    STOP_THE_WORLD,
    /** Goes on when every other P has passed its scheduler. Source: {@code proc.go:forEachP}. */
    PASS_SAFE_POINTS,
    /** {@code runtime.Gosched}: to the tail of the global queue. */
    YIELD,
    /** {@code runtime.goyield}: to the tail of the local queue of its P. */
    GOYIELD,
    /** Returns. */
    EXIT
  }

  /** Goes on with {@code goroutine}, which is running; takes no simulated time. */
  Action resume(Goroutine goroutine);

  /**
   * It is asked to give way while it computes, with {@link Goroutine#demandNs} left of that.
   * Returns {@link Action#YIELD} to be runnable again, {@link Action#PARK} if it has parked, {@link
   * Action#COMPUTE} to go on all the same.
   */
  default Action preempted(Goroutine goroutine) {
    return Action.YIELD;
  }

  /** Where the time is counted that its goroutine has a core. */
  default TimeAccount runsAs() {
    return TimeAccount.RUNNING;
  }
}
