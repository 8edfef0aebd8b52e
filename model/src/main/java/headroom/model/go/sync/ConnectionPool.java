package headroom.model.go.sync;

import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of connections, handed out first come first served: who gives one back hands it to
 * the goroutine that has waited longest, which becomes the runnext of the giver's P. It is what a
 * buffered channel of connections does, and {@code x/sync/semaphore}; {@code database/sql} before
 * Go 1.23, too, but since then it picks one of the waiters at random ({@code connRequestSet}).
 *
 * <p>Or a pool that opens connections when they are needed and closes the one that is given back
 * when enough are idle. Source: {@code database/sql/sql.go:putConnDBLocked} ({@code
 * SetMaxIdleConns}), {@code net/http/transport.go:tryPutIdleConn} ({@code MaxIdleConnsPerHost}).
 * Left out: who waits for his own connection to open does not take one that becomes idle meanwhile,
 * as in {@code net/http}; connections do not age.
 */
public final class ConnectionPool {
  private final Scheduler scheduler;
  private final int size;
  private final ArrayDeque<Goroutine> waiters = new ArrayDeque<>();
  private final int maxIdle;
  private int inUse;
  private int idle;

  /** A pool of {@code size} connections, all idle. */
  public ConnectionPool(Scheduler scheduler, int size) {
    this.scheduler = scheduler;
    this.size = size;
    maxIdle = size;
    idle = size;
  }

  /**
   * A pool of at most {@code size} connections, none of them open yet, that keeps {@code maxIdle}
   * open while they are not in use.
   */
  public ConnectionPool(Scheduler scheduler, int size, int maxIdle) {
    this.scheduler = scheduler;
    this.size = size;
    this.maxIdle = maxIdle;
  }

  /**
   * Takes a connection without waiting; false if all are in use. To be followed by {@link
   * #takeIdle}.
   */
  public boolean tryTake() {
    if (inUse == size) {
      return false;
    }
    inUse++;
    return true;
  }

  /** Whether the connection that was just taken is open; otherwise it is to be opened. */
  public boolean takeIdle() {
    if (idle == 0) {
      return false;
    }
    idle--;
    return true;
  }

  /**
   * Parks {@code goroutine}, for which {@link #tryTake} found none; readied, it has one. Whether
   * that is open {@link #isHandedOpen} says.
   */
  public void await(Goroutine goroutine) {
    waiters.addLast(goroutine);
    scheduler.park(goroutine, WaitReason.POOL);
  }

  /** Whether the connection for which {@code goroutine} has waited is open. */
  public boolean isHandedOpen(Goroutine goroutine) {
    boolean open = goroutine.element == this;
    goroutine.element = null;
    return open;
  }

  /** Gives an open connection back, to the goroutine that has waited longest. */
  public void giveBack() {
    if (waiters.isEmpty()) {
      inUse--;
      if (idle < maxIdle) {
        idle++;
      }
    } else {
      handOn(this);
    }
  }

  /**
   * Gives back the place of a connection that is closed, or has not been opened: the goroutine that
   * has waited longest may open one.
   */
  public void giveBackClosed() {
    if (waiters.isEmpty()) {
      inUse--;
    } else {
      handOn(null);
    }
  }

  private void handOn(@Nullable ConnectionPool open) {
    Goroutine first = waiters.removeFirst();
    first.element = open;
    scheduler.ready(first);
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
