package headroom.model.service;

/** A request on its way through the service; reused after its end. Times are simulated ns. */
public final class Request {
  /** Number of the request, from 0 in order of arrival. */
  public long index;

  /** Its class, an index into the scenario's classes. */
  public int classIndex;

  /** Its intended arrival. */
  public long arrivalNs;

  /** When a worker took it. */
  public long startNs;

  /** Its row of the trace, if there is one. */
  public int traceRow;

  Request() {}
}
