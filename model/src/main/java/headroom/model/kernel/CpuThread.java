package headroom.model.kernel;

/** A thread of the operating system, as its scheduler sees it. Times are simulated ns. */
public final class CpuThread {
  /** Where a thread is. */
  enum State {
    SLEEPING,
    WAKING,
    QUEUED,
    RUNNING
  }

  /** Number of the thread, from 0. */
  public final int id;

  State state = State.SLEEPING;

  /** The core it runs on, waits for, or ran on last. */
  int core;

  /** False from its wake-up until it has a core for the first time. */
  boolean started;

  /** Wall time that its burst still needs on a core; 0 without a burst. */
  long burstLeftNs;

  /** When the present stretch of the burst began. */
  long stretchStartNs;

  /** When the burst ends if nothing comes between; -1 if it is not running one. */
  long burstEndNs = -1;

  /** Whether a core was free when the present stretch began, for what others take from it. */
  boolean coreFree;

  /** Kernel time to be added to the next burst. */
  long overheadNs;

  /**
   * Virtual run time and deadline on its core. Source: Linux {@code kernel/sched/fair.c}, EEVDF at
   * equal weights.
   */
  long virtualRuntimeNs;

  long virtualDeadlineNs;
  long accountedSinceNs;

  /** When it got its core. */
  long placedNs;

  CpuThread(int id) {
    this.id = id;
  }

  /** Whether the thread has a core. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }
}
