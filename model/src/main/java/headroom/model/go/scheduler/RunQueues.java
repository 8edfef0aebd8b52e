package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.Timer;
import headroom.model.go.timers.TimerHeap;
import org.jspecify.annotations.Nullable;

/** The queues of runnable goroutines and the rules by which goroutines move between them. */
final class RunQueues {
  /**
   * A P looks at the global queue first every so many slices. Source: {@code proc.go:findRunnable}.
   */
  private static final int GLOBAL_CHECK = 61;

  final GlobalRunQueue global = new GlobalRunQueue();
  private final Processors processors;
  private long steals;

  /** Goroutines in the local queues of all Ps, runnext apart. */
  private int queuedLocally;

  /** Ps that have a runnext. */
  private int runNexts;

  /** Timers of all Ps. */
  private int timers;

  RunQueues(Processors processors) {
    this.processors = processors;
  }

  /**
   * Makes {@code goroutine} the next to run on {@code p}; the one that was goes to the tail.
   * Source: {@code runqput}.
   */
  void putNext(Processor p, Goroutine goroutine) {
    Goroutine kicked = p.runNext;
    p.runNext = goroutine;
    if (kicked == null) {
      runNexts++;
    } else {
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
      queuedLocally++;
      return;
    }
    for (int i = 0; i < LocalRunQueue.CAPACITY / 2; i++) {
      Goroutine moved = p.runQueue.removeFirst();
      assert moved != null : "a full queue is empty";
      global.addLast(moved);
    }
    queuedLocally -= LocalRunQueue.CAPACITY / 2;
    global.addLast(goroutine);
  }

  /** Moves the run queue of {@code p}, runnext first, to the global queue: {@code runqdrain}. */
  void drain(Processor p) {
    Goroutine moved = takeNext(p);
    if (moved == null) {
      moved = takeLocal(p);
    }
    while (moved != null) {
      global.addLast(moved);
      moved = takeLocal(p);
    }
  }

  /**
   * {@code gone} is not in use any more: its goroutines go to the head of the global queue, in
   * their order and its runnext before them, its timers to {@code heir}. Source: {@code
   * proc.go:(*p).destroy}.
   */
  void dissolve(Processor gone, Processor heir) {
    Goroutine last = gone.runQueue.removeLast();
    while (last != null) {
      queuedLocally--;
      global.addFirst(last);
      last = gone.runQueue.removeLast();
    }
    Goroutine next = takeNext(gone);
    if (next != null) {
      global.addFirst(next);
    }
    int before = gone.timers.size() + heir.timers.size();
    gone.timers.moveInto(heir.timers);
    timers += heir.timers.size() - before;
  }

  /** Takes the runnext of {@code p}. */
  @Nullable Goroutine takeNext(Processor p) {
    Goroutine next = p.runNext;
    if (next != null) {
      p.runNext = null;
      runNexts--;
    }
    return next;
  }

  /** Takes the oldest goroutine of the local queue of {@code p}. */
  @Nullable Goroutine takeLocal(Processor p) {
    Goroutine first = p.runQueue.removeFirst();
    if (first != null) {
      queuedLocally--;
    }
    return first;
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
    int batch = global.batch(processors.count());
    Goroutine first = global.removeFirst();
    for (int i = 1; i < batch; i++) {
      Goroutine moved = global.removeFirst();
      assert moved != null : "batch larger than the queue";
      p.runQueue.addLast(moved);
      queuedLocally++;
    }
    return first;
  }

  /** Whether no goroutine is in a local queue, runnexts apart: there is nothing to steal. */
  boolean areEmpty() {
    return queuedLocally == 0;
  }

  /**
   * Steals half of the run queue of a busy P; the search begins at {@code start}. Source: {@code
   * stealWork}, {@code runqgrab}.
   */
  @Nullable Goroutine stealHalf(Processor thief, int start) {
    int count = processors.count();
    for (int i = 0; i < count; i++) {
      Processor victim = processors.all[(start + i) % count];
      if (victim == thief || victim.m == null || victim.runQueue.isEmpty()) {
        continue;
      }
      steals += victim.runQueue.stealHalfInto(thief.runQueue);
      queuedLocally--;
      return thief.runQueue.removeLast();
    }
    return null;
  }

  /** A busy P whose only waiting goroutine is its runnext; null if there is none. */
  @Nullable Processor withOnlyRunNext(Processor thief, int start) {
    if (runNexts == 0) {
      return null;
    }
    int count = processors.count();
    for (int i = 0; i < count; i++) {
      Processor victim = processors.all[(start + i) % count];
      if (victim != thief
          && victim.m != null
          && victim.runQueue.isEmpty()
          && victim.runNext != null) {
        return victim;
      }
    }
    return null;
  }

  /** Steals the runnext of {@code victim}. */
  Goroutine stealRunNext(Processor victim) {
    Goroutine stolen = takeNext(victim);
    if (stolen == null) {
      throw new IllegalStateException("P " + victim.id + " has no runnext to steal");
    }
    steals++;
    return stolen;
  }

  /** Adds a timer of {@code p}. */
  void addTimer(Processor p, long dueNs, Timer timer) {
    p.timers.add(dueNs, timer);
    timers++;
  }

  /** Stops a timer of any P. */
  void stopTimer(Timer timer) {
    if (timer.isPending()) {
      for (Processor p : processors.all) {
        int before = p.timers.size();
        p.timers.stop(timer);
        timers += p.timers.size() - before;
      }
    }
  }

  /** Takes a goroutine whose timer of {@code p} is due at {@code nowNs}. */
  @Nullable Goroutine takeDue(Processor p, long nowNs) {
    int before = p.timers.size();
    Timer due = p.timers.removeDue(nowNs);
    timers += p.timers.size() - before;
    return due == null ? null : due.goroutine;
  }

  /** The earliest timer of all Ps, ns. */
  long earliestTimerNs() {
    if (timers == 0) {
      return TimerHeap.NONE;
    }
    long earliest = TimerHeap.NONE;
    for (Processor p : processors.all) {
      earliest = Math.min(earliest, p.timers.earliestNs());
    }
    return earliest;
  }

  /** A P other than {@code own} that has a timer due at {@code nowNs}; null if there is none. */
  @Nullable Processor withDueTimer(Processor own, long nowNs) {
    if (timers == 0) {
      return null;
    }
    for (Processor p : processors.all) {
      if (p != own && p.timers.earliestNs() <= nowNs) {
        return p;
      }
    }
    return null;
  }

  /** Goroutines in all queues, runnexts included. */
  int size() {
    return global.size() + queuedLocally + runNexts;
  }

  long steals() {
    return steals;
  }
}
