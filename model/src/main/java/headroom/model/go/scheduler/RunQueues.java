package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/** The queues of runnable goroutines and the rules by which goroutines move between them. */
final class RunQueues {
  /**
   * A P looks at the global queue first every so many slices. Source: {@code proc.go:findRunnable}.
   */
  private static final int GLOBAL_CHECK = 61;

  final GlobalRunQueue global = new GlobalRunQueue();
  private final Processor[] processors;
  private long steals;

  RunQueues(Processor[] processors) {
    this.processors = processors;
  }

  /**
   * Makes {@code goroutine} the next to run on {@code p}; the one that was goes to the tail.
   * Source: {@code runqput}.
   */
  void putNext(Processor p, Goroutine goroutine) {
    Goroutine kicked = p.runNext;
    p.runNext = goroutine;
    if (kicked != null) {
      putLast(p, kicked);
    }
  }

  /**
   * Appends to the run queue of {@code p}; a full queue sends its older half along. Source: {@code
   * runqputslow}.
   */
  void putLast(Processor p, Goroutine goroutine) {
    if (!p.runQueue.isFull()) {
      p.runQueue.addLast(goroutine);
      return;
    }
    for (int i = 0; i < LocalRunQueue.CAPACITY / 2; i++) {
      Goroutine moved = p.runQueue.removeFirst();
      assert moved != null : "a full queue is empty";
      global.addLast(moved);
    }
    global.addLast(goroutine);
  }

  /** The global queue's turn that comes once in a while. */
  @Nullable Goroutine takeFairly(Processor p) {
    return p.schedTick % GLOBAL_CHECK == 0 ? global.removeFirst() : null;
  }

  /**
   * From the global queue: one to run and a share of the others into the local queue. Source:
   * {@code globrunqgetbatch}.
   */
  @Nullable Goroutine takeGlobalBatch(Processor p) {
    int batch = global.batch(processors.length);
    Goroutine first = global.removeFirst();
    for (int i = 1; i < batch; i++) {
      Goroutine moved = global.removeFirst();
      assert moved != null : "batch larger than the queue";
      p.runQueue.addLast(moved);
    }
    return first;
  }

  /**
   * Steals half of the run queue of a busy P; the search begins at {@code start}. Source: {@code
   * stealWork}, {@code runqgrab}.
   */
  @Nullable Goroutine stealHalf(Processor thief, int start) {
    for (int i = 0; i < processors.length; i++) {
      Processor victim = processors[(start + i) % processors.length];
      if (victim == thief || victim.machine == null || victim.runQueue.isEmpty()) {
        continue;
      }
      steals += victim.runQueue.stealHalfInto(thief.runQueue);
      return thief.runQueue.removeLast();
    }
    return null;
  }

  /** A busy P whose only waiting goroutine is its runnext; null if there is none. */
  @Nullable Processor withOnlyRunNext(Processor thief, int start) {
    for (int i = 0; i < processors.length; i++) {
      Processor victim = processors[(start + i) % processors.length];
      if (victim != thief
          && victim.machine != null
          && victim.runQueue.isEmpty()
          && victim.runNext != null) {
        return victim;
      }
    }
    return null;
  }

  /** Steals the runnext of {@code victim}. */
  Goroutine stealRunNext(Processor victim) {
    Goroutine stolen = victim.runNext;
    if (stolen == null) {
      throw new IllegalStateException("P " + victim.id + " has no runnext to steal");
    }
    victim.runNext = null;
    steals++;
    return stolen;
  }

  /** The earliest timer of all Ps, ns. */
  long earliestTimerNs() {
    long earliest = Long.MAX_VALUE;
    for (Processor p : processors) {
      earliest = Math.min(earliest, p.timers.earliestNs());
    }
    return earliest;
  }

  /** A P other than {@code own} that has a timer due at {@code nowNs}; null if there is none. */
  @Nullable Processor withDueTimer(Processor own, long nowNs) {
    for (Processor p : processors) {
      if (p != own && p.timers.earliestNs() <= nowNs) {
        return p;
      }
    }
    return null;
  }

  long steals() {
    return steals;
  }
}
