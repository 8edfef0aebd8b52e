package headroom.model.go.netpoll;

import headroom.model.go.Goroutine;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What epoll knows: goroutines whose file descriptor has become ready, in the order of readiness,
 * and how many goroutines wait on the network at all. Who asks it and when is the scheduler's
 * business. Source: {@code runtime/netpoll_epoll.go}.
 */
public final class NetworkPoller {
  /** Events that one call returns at most. Source: {@code netpoll_epoll.go:netpoll}. */
  public static final int BATCH = 128;

  private final ArrayDeque<Goroutine> ready = new ArrayDeque<>();
  private int waiters;

  /** A goroutine parks on the network. */
  public void park() {
    waiters++;
  }

  /** The file descriptor of a parked goroutine becomes ready. */
  public void becomesReady(Goroutine goroutine) {
    ready.addLast(goroutine);
  }

  /** {@code goroutine} no longer waits: its deadline has passed, or its context has ended. */
  public void unpark(Goroutine goroutine) {
    waiters--;
    ready.remove(goroutine);
  }

  /** Whether any goroutine waits on the network, noticed or not. */
  public boolean hasWaiters() {
    return waiters > 0;
  }

  /** Whether epoll would return something. */
  public boolean hasReady() {
    return !ready.isEmpty();
  }

  /** How many events a call returns now. */
  public int batch() {
    return Math.min(BATCH, ready.size());
  }

  /** The next goroutine of the batch, in the order of readiness; null when there is none. */
  public @Nullable Goroutine take() {
    Goroutine first = ready.pollFirst();
    if (first != null) {
      waiters--;
    }
    return first;
  }
}
