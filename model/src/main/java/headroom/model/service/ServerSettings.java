package headroom.model.service;

import headroom.model.random.Distribution;

/**
 * How the service takes requests.
 *
 * @param workers the size of the worker pool, or {@link #UNBOUNDED}: a goroutine per request
 * @param queueCapacity capacity of the job channel before the workers, or {@link #UNLIMITED}
 * @param whenFull what the acceptor does with a request that finds the channel full
 * @param overhead CPU per request outside its steps, ns
 * @param accept how requests reach the acceptor goroutine
 * @param front who reads requests from the network
 * @param lockOsThread whether each worker is wired to a thread of its own
 * @param deadlineNs context deadline of a request, from the attempt's intended arrival; {@link
 *     #NO_DEADLINE} without
 */
public record ServerSettings(
    int workers,
    long queueCapacity,
    WhenFull whenFull,
    Distribution overhead,
    Accept accept,
    long deadlineNs,
    boolean lockOsThread,
    Front front) {

  /** A goroutine per request. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** A job channel that is never full. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Requests are never cancelled. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** A server with one acceptor, whose workers run on any thread. */
  public ServerSettings(
      int workers,
      long queueCapacity,
      WhenFull whenFull,
      Distribution overhead,
      Accept accept,
      long deadlineNs) {
    this(workers, queueCapacity, whenFull, overhead, accept, deadlineNs, false, new OneAcceptor());
  }

  /** A server without a deadline. */
  public ServerSettings(
      int workers, long queueCapacity, WhenFull whenFull, Distribution overhead, Accept accept) {
    this(workers, queueCapacity, whenFull, overhead, accept, NO_DEADLINE);
  }

  /** What happens to a request that finds the job channel full. */
  public enum WhenFull {
    REJECT,
    BLOCK
  }

  /**
   * How requests reach the acceptor: readiness through the netpoller, or a generator goroutine on a
   * timer.
   */
  public enum Accept {
    NETWORK,
    TIMER
  }

  /** Who reads requests. */
  public sealed interface Front {}

  /** One goroutine, which reads all that has arrived. */
  public record OneAcceptor() implements Front {}

  /**
   * A net/http server: a goroutine for each connection.
   *
   * @param connections that clients keep open, or {@link #UNLIMITED}: a client that finds none idle
   *     opens another
   */
  public record NetHttp(int connections) implements Front {
    /** As many connections as there ever are requests at once. */
    public static final int UNLIMITED = Integer.MAX_VALUE;
  }

  /** Whether it is a net/http server. */
  public boolean isHttp() {
    return front instanceof NetHttp;
  }

  /** The same server with another front. */
  public ServerSettings withFront(Front other) {
    return new ServerSettings(
        workers, queueCapacity, whenFull, overhead, accept, deadlineNs, lockOsThread, other);
  }
}
