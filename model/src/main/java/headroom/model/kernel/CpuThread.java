package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;

/** A thread of the operating system, as its scheduler sees it. Times are simulated ns. */
public final class CpuThread {
  /** Where a thread is. */
  enum State {
    SLEEPING,
    WAKING,
    QUEUED,
    RUNNING
  }

  /** No core in particular. */
  static final int ANY_CORE = -1;

  /** The kernel's number of the thread, from 0. */
  final int id;

  /** Its owner's number of it. */
  public final int number;

  /** What runs on it. */
  final ThreadRunner runner;

  /** The only core it may run on; {@link #ANY_CORE}. */
  final int boundTo;

  State state = State.SLEEPING;

  /** The core it runs on, waits for, or ran on last. */
  int core;

  /** Whether it is waking up and will wait for a core. */
  boolean arrives;

  /** False from its wake-up until it has a core for the first time. */
  boolean started;

  /** Whether it computes, or has lost its core while it did; also when no time is left of it. */
  boolean inBurst;

  /** Wall time that its burst still needs on a core; 0 without a burst. */
  long burstLeftNs;

  /** When the present stretch of the burst began. */
  long stretchStartNs;

  /** The end of the burst if nothing comes between; not planned while it has no core. */
  final Appointment burstEnd;

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

  /** By how much it had had less than its share when it went to sleep. */
  long lagNs;

  /** When it got its core. */
  long placedNs;

  /** When it lost its core last; long ago for one that has never run. */
  long ranUntilNs = -1_000_000_000;

  CpuThread(int id, ThreadRunner runner, int number, int boundTo, HeadroomSimulator simulator) {
    this.id = id;
    burstEnd = new Appointment(simulator, KernelEvents.BURST_END, id);
    this.runner = runner;
    this.number = number;
    this.boundTo = boundTo;
  }

  /** Whether it belongs to another process, bound to a core of its own choice. */
  boolean isForeign() {
    return boundTo != ANY_CORE;
  }

  /** Whether the thread has a core. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }
}
