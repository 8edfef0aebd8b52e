package headroom.model.go.sync;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.ProcessExitException;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * {@code sync.RWMutex}: a writer that waits keeps new readers out until those that were in have
 * left; when it unlocks, all readers that wait come in before the next writer. Source: {@code
 * sync/rwmutex.go}.
 */
public final class ReadWriteMutex {
  private final Scheduler scheduler;
  private final Mutex writers;
  private final ArrayDeque<Goroutine> waitingReaders = new ArrayDeque<>();
  private @Nullable Goroutine waitingWriter;
  private int readers;

  /** Readers that the writer waits for. */
  private int readersBefore;

  private boolean writerPending;

  /** The writer that the last reader has let in and that has not run yet. */
  private @Nullable Goroutine letIn;

  /** When the writer began to keep readers out. */
  private long announcedNs;

  private long waitedNs;

  /** An unlocked mutex. */
  public ReadWriteMutex(Scheduler scheduler, CostProfile costs) {
    this.scheduler = scheduler;
    writers = new Mutex(scheduler, costs);
  }

  /** {@code RLock}: null if {@code self} may read; parked, it may when it runs again. */
  public @Nullable Action readLock(Goroutine self) {
    readers++;
    if (!writerPending) {
      return null;
    }
    self.lockWait().sinceNs = scheduler.now();
    waitingReaders.addLast(self);
    scheduler.park(self, WaitReason.RWMUTEX_RLOCK);
    return Action.PARK;
  }

  /** {@code RUnlock}. */
  public void readUnlock() {
    if (readers == 0) {
      throw ProcessExitException.fatal("sync: RUnlock of unlocked RWMutex");
    }
    readers--;
    if (writerPending && --readersBefore == 0 && waitingWriter != null) {
      scheduler.ready(waitingWriter);
      letIn = waitingWriter;
      waitingWriter = null;
    }
  }

  /**
   * {@code Lock}: null if {@code self} may write, else what it does before {@link #resumeWriter}.
   */
  public @Nullable Action writeLock(Goroutine self) {
    Action action = writers.lock(self);
    return action == null ? announce(self) : action;
  }

  /** A writer runs again; null if it may write. */
  public @Nullable Action resumeWriter(Goroutine self) {
    if (self == letIn) {
      letIn = null;
      waitedNs += scheduler.now() - announcedNs;
      return null;
    }
    Action action = writers.resume(self);
    return action == null ? announce(self) : action;
  }

  /** {@code Unlock}: null if the running goroutine goes on, else what it does first. */
  public @Nullable Action writeUnlock() {
    if (!writerPending) {
      throw ProcessExitException.fatal("sync: Unlock of unlocked RWMutex");
    }
    writerPending = false;
    Goroutine reader = waitingReaders.pollFirst();
    while (reader != null) {
      waitedNs += scheduler.now() - reader.lockWait().sinceNs;
      scheduler.ready(reader);
      reader = waitingReaders.pollFirst();
    }
    return writers.unlock();
  }

  /** Time that goroutines have waited here, ns. */
  public long waitedNs() {
    return waitedNs + writers.waitedNs();
  }

  private @Nullable Action announce(Goroutine self) {
    writerPending = true;
    announcedNs = scheduler.now();
    readersBefore = readers;
    if (readers == 0) {
      return null;
    }
    waitingWriter = self;
    scheduler.park(self, WaitReason.RWMUTEX_LOCK);
    return Action.PARK;
  }
}
