package headroom.model.kernel;

/**
 * What runs on the threads: told when a thread gets a core, loses it, or has done what it wanted to
 * compute.
 */
public interface ThreadRunner {
  /** A woken thread executes its first instruction. */
  void running(CpuThread thread);

  /** The burst is done; the thread still has its core. */
  void burstEnded(CpuThread thread);

  /**
   * The thread lost its core to another one in the middle of a burst, or waits for a core again
   * after it was throttled. Its burst goes on later; who keeps no account has nothing to do.
   */
  default void descheduled(CpuThread thread) {}

  /**
   * The CPU quota has stopped the thread, which had a core or waited for one; see {@link
   * #descheduled}.
   */
  default void throttled(CpuThread thread) {}

  /** The thread has a core again and goes on with its burst; see {@link #descheduled}. */
  default void rescheduled(CpuThread thread) {}
}
