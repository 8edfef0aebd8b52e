package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import headroom.model.go.memory.MemoryAccount;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;

/**
 * The credit of scan work that background workers have earned, and the goroutines that wait for
 * some. Source: {@code runtime/mgcmark.go:gcFlushBgCredit}, {@code gcParkAssist}, {@code
 * gcWakeAllAssists}.
 */
final class AssistQueue {
  private final Scheduler scheduler;
  private final Pacer pacer;
  private final ArrayDeque<Goroutine> waiting = new ArrayDeque<>();
  private long creditWork;

  AssistQueue(Scheduler scheduler, Pacer pacer) {
    this.scheduler = scheduler;
    this.pacer = pacer;
  }

  /** A cycle begins. */
  void begin() {
    assert waiting.isEmpty() : "somebody waits for a cycle that is over";
    creditWork = 0;
  }

  /** Whether nobody waits. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Background workers have done {@code work}. */
  void earn(long work) {
    if (waiting.isEmpty()) {
      creditWork += work;
      return;
    }
    long bytes = (long) (work * pacer.assistBytesPerWork());
    while (!waiting.isEmpty() && bytes > 0) {
      Goroutine first = waiting.removeFirst();
      MemoryAccount account = first.memory();
      if (bytes + account.assistBytes >= 0) {
        bytes += account.assistBytes;
        account.assistBytes = 0;
        scheduler.system().readyLast(first);
      } else {
        account.assistBytes += bytes;
        bytes = 0;
        waiting.addLast(first);
      }
    }
    if (bytes > 0) {
      creditWork += (long) (bytes * pacer.assistWorkPerByte());
    }
  }

  /** Takes up to {@code work} of the credit; returns what it took. */
  long take(long work) {
    long taken = Math.min(work, creditWork);
    creditWork -= taken;
    return taken;
  }

  /** The running goroutine waits for credit; false if there is some. */
  boolean park(Goroutine goroutine) {
    if (creditWork > 0) {
      return false;
    }
    waiting.addLast(goroutine);
    scheduler.park(goroutine, WaitReason.GC_ASSIST);
    return true;
  }

  /** The cycle is over: nobody owes anything. */
  void wakeAll() {
    while (!waiting.isEmpty()) {
      scheduler.system().readyLast(waiting.removeFirst());
    }
  }
}
