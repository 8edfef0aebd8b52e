package headroom.model.observe;

/**
 * For how long all workers of a pool have had a request at once, since the start. A request waits
 * for a worker only then: while one is free, it waits to be noticed and for the worker's goroutine
 * to get a P.
 */
final class FullPool {
  private final int workers;
  private int busy;

  /** Until the last moment at which the pool began or ceased to be full. */
  private long fullNs;

  /** The last time in which it was full; the end only counts while it is not. */
  private long fromNs;

  private long toNs;

  FullPool(int workers) {
    this.workers = workers;
  }

  /** A worker has begun a request. */
  void begins(long nowNs) {
    busy++;
    if (busy == workers) {
      fromNs = nowNs;
    }
  }

  /** A worker has ended a request. */
  void ends(long nowNs) {
    if (busy == workers) {
      toNs = nowNs;
      fullNs += nowNs - fromNs;
    }
    busy--;
  }

  /** The time in which the pool was full until now, ns. */
  long untilNs(long nowNs) {
    return busy == workers ? fullNs + (nowNs - fromNs) : fullNs;
  }

  /**
   * The same until {@code timeNs}, which lies a little before {@code nowNs}: exact if the pool has
   * not been full twice in between.
   */
  long untilNs(long timeNs, long nowNs) {
    long endNs = busy == workers ? nowNs : toNs;
    return untilNs(nowNs) - Math.max(0, endNs - Math.max(fromNs, timeNs));
  }
}
