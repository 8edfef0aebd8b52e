package headroom.model.workload;

import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;

/** Independent gaps of one distribution; the first instant comes after a whole gap. */
final class RenewalInstants extends Instants {
  private final Distribution gap;
  private final KeyedStream stream;
  private long count;
  private double timeNs;

  RenewalInstants(Distribution gap, Key key) {
    require(gap.mean() > 0, "mean gap", gap.mean());
    this.gap = gap;
    this.stream = key.stream();
  }

  @Override
  double next() {
    timeNs += (double) gap.sample(stream.at(count++, 0));
    return timeNs;
  }
}
