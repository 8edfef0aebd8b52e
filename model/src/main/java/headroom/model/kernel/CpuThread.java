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

  /** Whose thread it is. */
  public enum Owner {
    /** The process that is simulated. */
    PROCESS,
    /** Another process of the same container, under the same CPU quota. */
    SIDECAR,
    /** A process of another container, which has a weight as this one has. */
    NEIGHBOUR,
    /** A process outside of all containers, with priority over them. */
    STRANGER
  }

  /** No core in particular. */
  public static final int ANY_CORE = -1;

  /** The kernel's number of the thread, from 0. */
  final int id;

  /** Its owner's number of it. */
  public final int number;

  /** What runs on it. */
  final ThreadRunner runner;

  private final Owner owner;

  /** The only core it may run on; {@link #ANY_CORE}. */
  final int boundTo;

  State state = State.SLEEPING;

  /** The core it runs on, waits for, or ran on last. */
  int core;

  /** Whether it is waking up and will wait for a core. */
  boolean arrives;

  /** False from its wake-up until it has a core for the first time. */
  boolean started;

  /** Whether the CPU quota holds it. */
  boolean throttled;

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

  /** How long the core had been idle when it woke up there; 0 if it was busy. */
  long foundCoreIdleForNs;

  /** What cold caches have cost it and no idle time of a core has taken yet, ns. */
  long coldNs;

  /** How much of the idle time of the core on which it woke up nobody has used, ns. */
  long idleLeftNs;

  private long unchargedNs;

  /** Kernel time to be added to the next burst. */
  long overheadNs;

  /** How much of a core it is due, against the others on it; see {@link ControlGroups}. */
  long weight = ControlGroups.UNIT;

  /** The core on which its group counts it as runnable; {@link #ANY_CORE} while it sleeps. */
  int countedOn = ANY_CORE;

  /** Virtual run time and deadline on its core. Source: {@code kernel/sched/fair.c}, EEVDF. */
  long virtualRuntimeNs;

  long virtualDeadlineNs;
  long accountedSinceNs;

  /** By how much it had had less than its share when it went to sleep. */
  long lagNs;

  /** When it got its core. */
  long placedNs;

  /** When it lost its core last; long ago for one that has never run. */
  long ranUntilNs = -1_000_000_000;

  CpuThread(
      int id,
      ThreadRunner runner,
      int number,
      Owner owner,
      int boundTo,
      HeadroomSimulator simulator) {
    this.id = id;
    this.owner = owner;
    burstEnd = new Appointment(simulator, KernelEvents.BURST_END, id);
    this.runner = runner;
    this.number = number;
    this.boundTo = boundTo;
  }

  /**
   * It has used {@code ns} of CPU before it goes to sleep, which delay nobody: they are counted
   * when it wakes up.
   */
  public void usesBeforeSleep(long ns) {
    unchargedNs += ns;
  }

  /** How long the core on which it woke up last had been idle then, ns; 0 if it was busy. */
  public long foundCoreIdleForNs() {
    return foundCoreIdleForNs;
  }

  /** What it has used before it went to sleep, for the last time. */
  long takeUnchargedNs() {
    long uncharged = unchargedNs;
    unchargedNs = 0;
    return uncharged;
  }

  /** What cold caches have cost it, as far as the idle time that is left takes it, ns. */
  long takeColdNs() {
    long taken = Math.min(coldNs, idleLeftNs);
    coldNs -= taken;
    idleLeftNs -= taken;
    return taken;
  }

  /** The event of the end of its burst has come. */
  void onBurstEnd() {
    if (burstEnd.comes()) {
      burstLeftNs = 0;
      inBurst = false;
      runner.burstEnded(this);
    }
  }

  /** Ends its burst early; returns what it still needed, ns. */
  long takeBurstLeftNs() {
    long left = burstLeftNs;
    burstLeftNs = 0;
    inBurst = false;
    return left;
  }

  /** Whether it belongs to another process. */
  boolean isForeign() {
    return owner != Owner.PROCESS;
  }

  /** Whether it belongs to the container that the process is in, whose CPU quota limits it. */
  boolean isOfTheContainer() {
    return owner == Owner.PROCESS || owner == Owner.SIDECAR;
  }

  /** Whether it takes its core from any other thread as soon as it is awake. */
  boolean hasPriority() {
    return owner == Owner.STRANGER;
  }

  /** The control group it belongs to: the container's is 0, its neighbours' follow. */
  int group() {
    return owner == Owner.NEIGHBOUR ? number + 1 : 0;
  }

  /** Whether it runs on one core only. */
  boolean isBound() {
    return boundTo != ANY_CORE;
  }

  /** Whether the CPU quota holds the thread, which could run otherwise. */
  public boolean isThrottled() {
    return throttled;
  }

  /** Whether the thread has a core. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }
}
