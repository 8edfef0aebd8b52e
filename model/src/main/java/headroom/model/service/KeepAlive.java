package headroom.model.service;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The connections that the clients of a net/http server keep open: a request takes the one that
 * became idle last, or waits, in order of arrival. Source: {@code net/http/transport.go:Transport},
 * {@code queueForIdleConn} and {@code tryPutIdleConn}.
 *
 * @param <C> connections
 * @param <R> requests
 */
final class KeepAlive<C, R> {
  private final ArrayDeque<C> idle = new ArrayDeque<>();
  private final ArrayDeque<R> waiting = new ArrayDeque<>();

  /** The connection for {@code request}; null if it waits for one. */
  @Nullable C take(R request) {
    C latest = idle.pollLast();
    if (latest == null) {
      waiting.addLast(request);
    }
    return latest;
  }

  /**
   * Nothing is on its way on {@code connection} any more; returns the request that takes it, null
   * if it is idle.
   */
  @Nullable R free(C connection) {
    R first = waiting.pollFirst();
    if (first == null) {
      idle.addLast(connection);
    }
    return first;
  }

  /** {@code request} waits no more; false if it did not wait. */
  boolean withdraw(R request) {
    return waiting.removeFirstOccurrence(request);
  }
}
