package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One core: who runs on it and who waits for it. */
final class Core {
  /**
   * Weight of the latest gap in the mean idle gap. Estimate: the wake-up cost follows the last
   * handful of gaps.
   */
  private static final double LATEST_GAP = 0.25;

  final int id;
  private final RunningCores all;
  final ArrayDeque<CpuThread> queue = new ArrayDeque<>();
  @Nullable CpuThread running;

  /** The thread that is waking up to run here. */
  @Nullable CpuThread reservedFor;

  /** Threads that are waking up and will wait here, since it is busy. */
  int arriving;

  /** How much it has run lately of all but processes with priority. */
  final Utilisation utilisation = new Utilisation();

  /** How often it looks elsewhere when it becomes idle. */
  final NewIdle newIdle = new NewIdle();

  /** How often, being idle, it has failed to take a thread that waits elsewhere, all being hot. */
  int failedBalances;

  /** The next tick that matters. */
  final Appointment tick;

  /** What it holds of the CPU quota, and when that is used up. */
  final CoreRuntime runtime = new CoreRuntime();

  final Appointment used;

  /** Whether its burst has been interrupted for a moment in which what others steal changes. */
  boolean isSettled;

  private long idleSinceNs;

  /** When a thread that is not another process's left it last. */
  private long ownThreadUntilNs;

  private long busySinceNs = -1;
  private long busyNs;

  /** Of the busy time, what threads of other processes had. */
  private long foreignNs;

  private long occupiedNs;
  private double meanIdleGapNs = 1e6;

  Core(int id, HeadroomSimulator simulator, RunningCores all) {
    this.id = id;
    this.all = all;
    tick = new Appointment(simulator, KernelEvents.CORE_TICK, id);
    used = new Appointment(simulator, KernelEvents.RUNTIME_USED, id);
  }

  /**
   * Whether its thread, if it has one, computes until a planned time. For assertions.
   *
   * @throws AssertionError if not
   */
  boolean isFreeOrComputes() {
    CpuThread thread = running;
    if (thread != null && (!thread.inBurst || !thread.burstEnd.isPlanned())) {
      throw new AssertionError(
          "core " + id + " is held by thread " + thread.id + ", whose end is not planned");
    }
    return true;
  }

  boolean isFree() {
    return running == null && reservedFor == null;
  }

  /** Whether it runs a thread without priority and none waits for it. */
  boolean runsOneAlone() {
    return running != null && !running.hasPriority() && queue.isEmpty() && arriving == 0;
  }

  /** A thread begins to run. */
  void occupy(CpuThread thread, long nowNs) {
    assert running == null : "core taken twice";
    running = thread;
    all.begins(nowNs);
    occupiedNs = nowNs;
    utilisation.change(thread.hasPriority() ? 0 : 1, nowNs);
    if (busySinceNs < 0) {
      meanIdleGapNs = recentIdleGapNs(nowNs);
      busySinceNs = nowNs;
    }
  }

  /** The running thread leaves; {@code idle} if no other follows at once. */
  void vacate(long nowNs, boolean idle) {
    assert running != null : "core left twice";
    if (running.isForeign()) {
      foreignNs += nowNs - occupiedNs;
    } else {
      ownThreadUntilNs = nowNs;
    }
    running.ranUntilNs = nowNs;
    running = null;
    all.ends(nowNs);
    utilisation.change(0, nowNs);
    if (idle) {
      busyNs += nowNs - busySinceNs;
      busySinceNs = -1;
      idleSinceNs = nowNs;
    }
  }

  /** How long the core, which is idle, has been so, ns. */
  long idleGapNs(long nowNs) {
    return nowNs - idleSinceNs;
  }

  /** How long no thread of the process has run on it, ns: others do not keep its caches warm. */
  long withoutProcessNs(long nowNs) {
    return running != null && !running.isForeign() ? 0 : nowNs - ownThreadUntilNs;
  }

  /** The mean of the last idle gaps, the present one included, ns. */
  double recentIdleGapNs(long nowNs) {
    return meanIdleGapNs + LATEST_GAP * ((nowNs - idleSinceNs) - meanIdleGapNs);
  }

  /** Core time that the process has used so far, ns. */
  long busyNs(long nowNs) {
    CpuThread current = running;
    long foreign = foreignNs + (current != null && current.isForeign() ? nowNs - occupiedNs : 0);
    return busyNs + (busySinceNs < 0 ? 0 : nowNs - busySinceNs) - foreign;
  }

  /**
   * Takes the first waiting thread that may run elsewhere and has not run since {@code
   * coldSinceNs}; null if there is none.
   */
  @Nullable CpuThread takeMovable(long coldSinceNs) {
    CpuThread found = null;
    for (CpuThread waiting : queue) {
      if (found == null && !waiting.isBound() && waiting.ranUntilNs <= coldSinceNs) {
        found = waiting;
      }
    }
    if (found != null) {
      queue.remove(found);
    }
    return found;
  }

  /** Takes the first waiting thread that the CPU quota does not limit; null if there is none. */
  @Nullable CpuThread takeStranger() {
    CpuThread found = null;
    for (CpuThread waiting : queue) {
      if (found == null && !waiting.isOfTheContainer()) {
        found = waiting;
      }
    }
    if (found != null) {
      queue.remove(found);
    }
    return found;
  }

  /** Whether a thread of the container waits here. */
  boolean hasWaitingOfTheContainer() {
    for (CpuThread waiting : queue) {
      if (waiting.isOfTheContainer()) {
        return true;
      }
    }
    return false;
  }
}
