package headroom.model.workload;

import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.random.Sampler;

/** Independent gaps of one distribution; the first instant comes after a whole gap. */
final class RenewalInstants extends Instants {
  private final Sampler gap;
  private final double speed;
  private final KeyedStream stream;
  private long count;
  private double timeNs;

  RenewalInstants(Distribution gap, double speed, Key key) {
    require(gap.mean() > 0, "mean gap", gap.mean());
    require(speed > 0, "speed", speed);
    this.gap = gap.sampler();
    this.speed = speed;
    this.stream = key.stream();
  }

  @Override
  double next() {
    timeNs += gap.sample(stream.at(count++, 0)) / speed;
    return timeNs;
  }
}
