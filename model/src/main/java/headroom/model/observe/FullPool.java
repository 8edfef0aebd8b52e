package headroom.model.observe;

/**
 * For how long all workers of a pool have had a request at once, since the start. A request waits
 * for a worker only then: while one is free, it waits to be noticed and for the worker's goroutine
 * to get a P.
 */
final class FullPool {
  private final int workers;
  private int busy;

  /** How long the pool was full before the last stretch of being full. */
  private long earlierNs;

  /** The last stretch of being full; the end only counts while the pool is not full. */
  private long fromNs;

  private long toNs;

  FullPool(int workers) {
    this.workers = workers;
  }

  /** A worker has begun a request; in the instant in which one has ended, the stretch goes on. */
  void begins(long nowNs) {
    busy++;
    if (busy == workers && nowNs != toNs) {
      earlierNs += toNs - fromNs;
      fromNs = nowNs;
    }
  }

  /** A worker has ended a request. */
  void ends(long nowNs) {
    if (busy == workers) {
      toNs = nowNs;
    }
    busy--;
  }

  /** The time in which the pool was full until now, ns. */
  long untilNs(long nowNs) {
    return untilNs(nowNs, nowNs);
  }

  /**
   * The same until {@code timeNs}, which lies a little before {@code nowNs}: exact if the pool has
   * not become full since the last stretch but one ended.
   */
  long untilNs(long timeNs, long nowNs) {
    long endNs = busy == workers ? nowNs : toNs;
    return earlierNs + Math.max(0, Math.min(timeNs, endNs) - fromNs);
  }
}
