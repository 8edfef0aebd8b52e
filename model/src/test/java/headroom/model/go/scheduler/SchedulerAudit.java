package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import headroom.model.go.WaitReason;
import java.util.Arrays;
import java.util.List;

/**
 * Looks into a scheduler between two events: every goroutine is in exactly one place, every P and M
 * too, and no goroutine waits for a P while one is idle and nobody is on the way to take it.
 */
public final class SchedulerAudit {
  private static final GoroutineStatus[] STATUSES = GoroutineStatus.values();
  private static final WaitReason[] REASONS = WaitReason.values();

  private final Scheduler scheduler;
  private int[] places = new int[64];

  /** An audit of {@code scheduler}. */
  public SchedulerAudit(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Checks all that has to hold between events.
   *
   * @throws AssertionError with the state that is wrong
   */
  public void check() {
    checkProcessors();
    checkWorkConservation();
    checkGoroutines();
  }

  /** Whether nobody runs but who has stopped the world. */
  public boolean isWorldStopped() {
    return scheduler.world().isStopped();
  }

  /** All goroutines of the program, dead ones too. */
  public List<Goroutine> goroutines() {
    return scheduler.allGoroutines();
  }

  /** Ps that no M holds. */
  public int idleProcessors() {
    return scheduler.idle().processorCount();
  }

  private void checkProcessors() {
    boolean stopped = scheduler.world().isStopped();
    int unused = 0;
    int calls = 0;
    for (Processor p : scheduler.processors().all) {
      OsThread m = p.m;
      if (p.id >= scheduler.processors().count()) {
        require(m == null && !p.hasLocalWork(), "P " + p.id + " is not in use, and has something");
        require(p.timers.size() == 0, "P " + p.id + " is not in use, and has timers");
      } else if (m == null) {
        unused++;
        require(stopped || !p.hasLocalWork(), "idle P " + p.id + " has goroutines");
      } else {
        require(m.processor == p, "P " + p.id + " and its M disagree");
        Goroutine goroutine = m.goroutine;
        require(
            p.isInCall() == (goroutine != null && goroutine.status() == GoroutineStatus.SYSCALL),
            "P " + p.id + " does not know whether it is in a call");
        calls += p.isInCall() ? 1 : 0;
      }
    }
    require(calls == scheduler.idle().processorsInCalls, "the count of Ps in calls is wrong");
    int idle = scheduler.idle().processorCount();
    require(stopped ? idle == 0 : unused == idle, "a P is neither idle nor in use");
    int spinning = 0;
    for (OsThread m : scheduler.allThreads()) {
      Processor p = m.processor;
      if (p == null) {
        require(!m.isComputingGo(), "an M runs a goroutine without a P");
        require(!m.spinning, "an M spins without a P");
      } else {
        require(p.m == m, "an M and its P disagree");
        require(
            m.goroutine != null || !m.thread.isRunning(),
            "an M has a core and a P, and nothing to do");
      }
      spinning += m.spinning ? 1 : 0;
    }
    require(spinning == scheduler.idle().spinning, "the count of spinning Ms is wrong");
  }

  /**
   * go-runtime: a runnable goroutine and an idle P coexist only while an M with a P wakes up, or
   * sleeps before it steals a runnext.
   */
  private void checkWorkConservation() {
    if (!scheduler.idle().hasProcessor()
        || scheduler.population().count(GoroutineStatus.RUNNABLE) == 0) {
      return;
    }
    for (OsThread m : scheduler.allThreads()) {
      if (m.processor != null && m.goroutine == null) {
        return;
      }
    }
    throw new AssertionError("goroutines wait, Ps are idle, and nobody wakes up: " + describe());
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    text.append(scheduler.now()).append(" ns, global ").append(scheduler.queues().global.size());
    for (Processor p : scheduler.processors().all) {
      OsThread m = p.m;
      if (m != null) {
        text.append(", P").append(p.id).append(" with M").append(m.thread.number);
        text.append(" runs ").append(m.goroutine == null ? "nothing" : "G" + m.goroutine.id);
        text.append(", queue ").append(p.runQueue.size());
        text.append(p.runNext == null ? "" : " and runnext G" + p.runNext.id);
      }
    }
    return text.toString();
  }

  private void checkGoroutines() {
    int count = scheduler.allGoroutines().size();
    if (places.length < count) {
      places = new int[2 * count];
    }
    Arrays.fill(places, 0, count, 0);
    countQueued();
    int[] inStatus = new int[STATUSES.length];
    int[] waiting = new int[REASONS.length];
    for (Goroutine goroutine : scheduler.allGoroutines()) {
      GoroutineStatus status = goroutine.status();
      inStatus[status.ordinal()]++;
      WaitReason reason = goroutine.waitReason();
      require(
          (reason != null) == (status == GoroutineStatus.WAITING),
          "goroutine " + goroutine.id + ", " + status + ", waits for " + reason);
      if (reason != null) {
        waiting[reason.ordinal()]++;
      }
      int expected = status == GoroutineStatus.RUNNABLE ? 1 : 0;
      require(
          places[goroutine.id] == expected,
          "goroutine "
              + goroutine.id
              + ", "
              + status
              + ", is in "
              + places[goroutine.id]
              + " queues");
    }
    int running = 0;
    for (OsThread m : scheduler.allThreads()) {
      Goroutine goroutine = m.goroutine;
      if (goroutine != null) {
        running += goroutine.isSystem() ? 0 : 1;
        checkRunning(m, goroutine);
      }
    }
    require(
        running
            == inStatus[GoroutineStatus.RUNNING.ordinal()]
                + inStatus[GoroutineStatus.SYSCALL.ordinal()],
        "a goroutine runs on no M");
    for (GoroutineStatus status : STATUSES) {
      require(
          status == GoroutineStatus.DEAD
              || inStatus[status.ordinal()] == scheduler.population().count(status),
          "the count of goroutines in " + status + " is wrong");
    }
    for (WaitReason reason : REASONS) {
      require(
          waiting[reason.ordinal()] == scheduler.population().count(reason),
          "the count of goroutines waiting for " + reason + " is wrong");
    }
  }

  private static void checkRunning(OsThread m, Goroutine goroutine) {
    if (!m.isComputingGo()) {
      require(
          goroutine.status() == GoroutineStatus.SYSCALL,
          "goroutine " + goroutine.id + " is not in a call");
      boolean throttled = goroutine.account() == TimeAccount.THROTTLED;
      require(
          m.thread.isThrottled() == throttled || goroutine.blockedAs != null,
          "goroutine " + goroutine.id + " in a call is " + goroutine.account());
      return;
    }
    TimeAccount expected = goroutine.runsAs();
    if (m.thread.isThrottled()) {
      expected = TimeAccount.THROTTLED;
    } else if (m.waiting == OsThread.Waiting.FOR_OTHERS) {
      expected = TimeAccount.STOPPED;
    } else if (!m.thread.isRunning()) {
      expected = TimeAccount.DESCHEDULED;
    }
    require(
        goroutine.status() == GoroutineStatus.RUNNING && goroutine.account() == expected,
        "goroutine " + goroutine.id + " is " + goroutine.account() + ", not " + expected);
  }

  /**
   * Counts in how many queues each goroutine is; turns every queue once around, so it is as before.
   */
  private void countQueued() {
    for (Processor p : scheduler.processors().all) {
      if (p.runNext != null) {
        count(p.runNext);
      }
      for (int i = p.runQueue.size(); i > 0; i--) {
        Goroutine goroutine = p.runQueue.removeFirst();
        assert goroutine != null : "a queue is shorter than it says";
        count(goroutine);
        p.runQueue.addLast(goroutine);
      }
    }
    for (OsThread m : scheduler.allThreads()) {
      if (m.found != null) { // handed over to the thread that it is wired to
        count(m.found);
      }
    }
    GlobalRunQueue global = scheduler.queues().global;
    for (int i = global.size(); i > 0; i--) {
      Goroutine goroutine = global.removeFirst();
      assert goroutine != null : "the global queue is shorter than it says";
      count(goroutine);
      global.addLast(goroutine);
    }
  }

  /** The runtime's own goroutines have no number to count them by. */
  private void count(Goroutine goroutine) {
    if (!goroutine.isSystem()) {
      places[goroutine.id]++;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
