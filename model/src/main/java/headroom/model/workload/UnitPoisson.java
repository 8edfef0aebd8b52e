package headroom.model.workload;

import headroom.model.random.KeyedStream;
import headroom.model.random.NaturalLogarithm;

/** A Poisson process of rate 1 in an abstract time; a varying rate is a change of that time. */
final class UnitPoisson {
  private final KeyedStream stream;
  private long count;
  private double time;

  UnitPoisson(KeyedStream stream) {
    this.stream = stream;
  }

  /** Moves to the next point and returns its time. */
  double next() {
    time -= NaturalLogarithm.of(stream.at(count++, 0).nextOpen());
    return time;
  }
}
