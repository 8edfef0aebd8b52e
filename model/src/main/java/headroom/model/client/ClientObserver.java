package headroom.model.client;

import headroom.model.go.Goroutine;
import headroom.model.service.Request;

/**
 * Told what becomes of requests as their clients see it: a request is its first attempt and all
 * retries. Its time runs from {@link Request#firstArrivalNs}.
 */
public interface ClientObserver {
  /** A client asks for the first time. */
  void issued(Request attempt);

  /** A client asks again. */
  void retried(Request attempt);

  /**
   * The client has its answer, from {@code worker}, whose account began when it took the attempt.
   */
  void succeeded(Request attempt, Goroutine worker, long nowNs);

  /** The last attempt was rejected. */
  void refused(Request attempt, long nowNs);

  /** The client has given the last attempt up, or the server has ended it for want of time. */
  void timedOut(Request attempt, long nowNs);

  /** The server has completed an attempt that its client had given up. */
  void wasted(Request attempt, long nowNs);
}
