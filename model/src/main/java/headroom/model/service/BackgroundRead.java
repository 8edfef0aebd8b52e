package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;

/**
 * The goroutine that reads on while a handler runs. Nothing comes before the answer, so it parks on
 * the poller until the read is aborted; if it has not run until then, which a busy P may cause, the
 * connection waits for it. Source: {@code net/http/server.go:connReader.backgroundRead}.
 */
final class BackgroundRead implements GoroutineBody {
  private final Scheduler scheduler;
  private final Goroutine goroutine;
  private final Goroutine connection;
  private boolean alive;
  private boolean aborted;

  BackgroundRead(Scheduler scheduler, Goroutine connection) {
    this.scheduler = scheduler;
    this.connection = connection;
    goroutine = scheduler.newGoroutine(this);
  }

  /** The running goroutine starts it. */
  void start() {
    assert !alive : "two read on";
    alive = true;
    aborted = false;
    scheduler.ready(goroutine);
  }

  /** The connection's goroutine, which runs, ends it, and is to wait until it has ended. */
  void abort() {
    assert alive : "nobody reads on";
    aborted = true;
    boolean readied = scheduler.network().interruptWait(goroutine);
    assert readied || goroutine.waitReason() == null : "it waits for something else";
  }

  @Override
  public Action resume(Goroutine self) {
    if (!aborted) {
      scheduler.park(self, WaitReason.IO_WAIT);
      return Action.PARK;
    }
    alive = false;
    scheduler.ready(connection);
    return Action.EXIT;
  }
}
