package headroom.model.workload;

import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;

/** Several arrivals at each instant of another source; at least one. */
final class BatchInstants extends Instants {
  private final Instants instants;
  private final Distribution size;
  private final KeyedStream stream;
  private long batches;
  private long left;
  private double timeNs;

  BatchInstants(Instants instants, Distribution size, Key key) {
    this.instants = instants;
    this.size = size;
    this.stream = key.stream();
  }

  @Override
  double next() {
    if (left == 0) {
      timeNs = instants.next();
      left = Math.max(1, size.sample(stream.at(batches++, 0)));
    }
    left--;
    return timeNs;
  }

  @Override
  int traceRow() {
    return instants.traceRow();
  }
}
