package headroom.model.service;

import headroom.model.go.Goroutine;
import headroom.model.workload.program.Failure;

/** Told what becomes of requests. */
public interface ServiceObserver {
  /**
   * A request has reached the server at {@code nowNs}, later than its intended arrival by the
   * delivery.
   */
  void arrived(Request request, long nowNs);

  /** The job channel was full. */
  void rejected(Request request, long nowNs);

  /**
   * The client of a request that waited for a connection has given it up, so that it never reaches
   * the server.
   */
  void withdrawn(Request request, long nowNs);

  /** A net/http server writes its answer to a request that was to arrive at {@code arrivalNs}. */
  void answered(long arrivalNs, long nowNs);

  /** A worker took the request, or a goroutine of its own was made for it. */
  void started(Request request, long nowNs);

  /** The request is done; the account of {@code worker} began when it took the request. */
  void completed(Request request, Goroutine worker, long nowNs);

  /** The steps of the request ended with {@code failure}; otherwise as {@link #completed}. */
  void failed(Request request, Goroutine worker, Failure failure, long nowNs);
}
