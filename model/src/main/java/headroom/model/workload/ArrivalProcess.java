package headroom.model.workload;

import headroom.model.random.Streams;

/**
 * The sequence of arrivals that an {@link Arrivals} describes, one after the other, without
 * allocation.
 *
 * <p>Every random number is keyed by what it decides (the k-th gap, the k-th batch, the k-th
 * sojourn) and a rate only stretches it. So at all points of a sweep over rates the k-th request
 * has the same place in the same pattern.
 */
public final class ArrivalProcess {
  private final Instants instants;
  private long arrivalNs;
  private long index = -1;
  private boolean over;

  private ArrivalProcess(Instants instants) {
    this.instants = instants;
  }

  /**
   * The process, before its first arrival.
   *
   * @throws IllegalArgumentException if a rate is negative or not finite, a mean gap or sojourn is
   *     not positive, or there are no states or phases
   */
  public static ArrivalProcess of(Arrivals arrivals, long seed, int replication) {
    return of(arrivals, new Streams(seed, replication));
  }

  /** The process with draws from {@code streams}, before its first arrival. */
  public static ArrivalProcess of(Arrivals arrivals, Streams streams) {
    return new ArrivalProcess(Instants.of(arrivals, new Instants.Key(streams, "arrivals")));
  }

  /**
   * Moves to the next arrival; false if there is none, now and for ever: a trace has ended as the
   * only or last process, or the rate has come down to 0 for good.
   */
  public boolean advance() {
    if (!over) {
      double nextNs = instants.next();
      over = !(nextNs < Instants.LATEST_NS);
      if (!over) {
        // the clock counts whole nanoseconds; never before the arrival that came before
        arrivalNs = Math.max(arrivalNs, Math.round(nextNs));
        index++;
      }
    }
    return !over;
  }

  /** The instant of this arrival, from the start of the run, ns; not decreasing. */
  public long arrivalNs() {
    return arrivalNs;
  }

  /** The number of this arrival, from 0; -1 before the first. */
  public long index() {
    return index;
  }

  /**
   * The row of the {@link TraceTable} that this arrival comes from; -1 if it comes from no trace.
   */
  public int traceRow() {
    return instants.traceRow();
  }
}
