package headroom.model.service;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/** A request on its way through the service; reused after its end. Times are simulated ns. */
public final class Request {
  /** What {@link #call} says of a request whose client does not wait for it. */
  public static final int NO_CALL = -1;

  /** What {@link #heldNs} says of a request that still waits at its client. */
  public static final long STILL_HELD = -1;

  /** Number of the request, from 0 in order of arrival. */
  public long index;

  /** Its class, an index into the scenario's classes. */
  public int classIndex;

  /** Its intended arrival. */
  public long arrivalNs;

  /** The intended arrival of the first attempt; later ones are retries. */
  public long firstArrivalNs;

  /** Attempts before this one. */
  public int attempt;

  /** The number under which its client waits for it; {@link #NO_CALL} if none does. */
  public int call = NO_CALL;

  /** When it reached the server, or its client had no connection for it. */
  public long arrivedNs;

  /**
   * How long it waited at its client for a connection; {@link #STILL_HELD} as long as it does, 0 if
   * there are no connections.
   */
  public long heldNs;

  /** The connection on which it is, until its answer; null if there is none. */
  @Nullable Connection connection;

  /** When a worker took it, or a goroutine of its own was made for it. */
  public long startNs;

  /** The goroutine that serves it, whose account began at {@link #startNs}; null before that. */
  public @Nullable Goroutine worker;

  /** Its place among the requests that the server has; owned by who counts them. */
  public int place;

  /**
   * For how long all workers have been busy at once: since the start of the run when it arrived,
   * and from the moment in which a worker takes it, while it waited. Owned by who counts it.
   */
  public long workersBusyNs;

  /** Its row of the trace, if there is one. */
  public int traceRow;

  Request() {}
}
