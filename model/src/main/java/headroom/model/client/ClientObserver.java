package headroom.model.client;

import headroom.model.go.Goroutine;
import headroom.model.service.Request;
import headroom.model.workload.program.Failure;
import org.jspecify.annotations.Nullable;

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

  /**
   * The server has ended the last attempt with {@code failure}, or, if that is null, the client has
   * given it up.
   */
  void timedOut(Request attempt, @Nullable Failure failure, long nowNs);

  /** The server has completed an attempt that its client had given up. */
  void wasted(Request attempt, long nowNs);
}
