package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;

/** Whether each goroutine is in one place and none has been forgotten. For assertions. */
final class Consistency {
  private Consistency() {}

  /**
   * Whether it is so.
   *
   * @throws AssertionError if not, saying which
   */
  static boolean holds(Scheduler scheduler, WorkConservation conservation) {
    Population population = scheduler.population();
    int[] seen = new int[GoroutineStatus.values().length];
    for (Goroutine goroutine : scheduler.allGoroutines()) {
      seen[goroutine.status().ordinal()]++;
      if (!conservation.holdsFor(goroutine, scheduler.now())) {
        throw new AssertionError(conservation.complaint(goroutine, scheduler.now()));
      }
    }
    for (GoroutineStatus status : GoroutineStatus.values()) {
      int counted = population.count(status);
      if (status != GoroutineStatus.DEAD && counted != seen[status.ordinal()]) {
        throw new AssertionError(
            counted + " goroutines counted as " + status + ", not " + seen[status.ordinal()]);
      }
    }
    int runnable = population.count(GoroutineStatus.RUNNABLE);
    for (Goroutine goroutine : scheduler.system().all()) {
      runnable += goroutine.status() == GoroutineStatus.RUNNABLE ? 1 : 0;
    }
    int queued = scheduler.queues().size() + scheduler.handedOver();
    if (queued != runnable) {
      throw new AssertionError(queued + " goroutines in run queues, not " + runnable);
    }
    return true;
  }
}
