package headroom.model.go.sync;

import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;

/**
 * A fixed number of connections, handed out first come first served: who gives one back hands it to
 * the goroutine that has waited longest, which becomes the runnext of the giver's P. It is what a
 * buffered channel of connections does, and {@code x/sync/semaphore}; {@code database/sql} before
 * Go 1.23, too, but since then it picks one of the waiters at random ({@code connRequestSet}).
 */
public final class ConnectionPool {
  private final Scheduler scheduler;
  private final int size;
  private final ArrayDeque<Goroutine> waiters = new ArrayDeque<>();
  private int inUse;

  /** A pool of {@code size} connections, all idle. */
  public ConnectionPool(Scheduler scheduler, int size) {
    this.scheduler = scheduler;
    this.size = size;
  }

  /** Takes a connection without waiting; false if all are in use. */
  public boolean tryTake() {
    if (inUse == size) {
      return false;
    }
    inUse++;
    return true;
  }

  /** Parks {@code goroutine}, for which {@link #tryTake} found none; readied, it has one. */
  public void await(Goroutine goroutine) {
    waiters.addLast(goroutine);
    scheduler.park(goroutine, WaitReason.POOL);
  }

  /** Gives a connection back, to the goroutine that has waited longest. */
  public void giveBack() {
    Goroutine first = waiters.pollFirst();
    if (first == null) {
      inUse--;
    } else {
      scheduler.ready(first);
    }
  }

  /**
   * Ends the wait of {@code goroutine} without a connection and readies it; false if it does not
   * wait any more. Who gives up has usually waited longest, so the search ends at once.
   */
  public boolean cancel(Goroutine goroutine) {
    if (goroutine.waitReason() != WaitReason.POOL || !waiters.removeFirstOccurrence(goroutine)) {
      return false;
    }
    scheduler.ready(goroutine);
    return true;
  }

  /** Connections in use. */
  public int inUse() {
    return inUse;
  }

  /** Goroutines that wait. */
  public int waiting() {
    return waiters.size();
  }
}
