package headroom.model.workload;

import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;

/** A source of instants, ns after its start, not decreasing. */
abstract class Instants {
  /** What {@link #next} returns when there are no more. */
  static final double NONE = Double.POSITIVE_INFINITY;

  /** Instants from here on (2^60 ns, 36 years) count as never. */
  static final double LATEST_NS = 0x1.0p60;

  static final double NS_PER_SECOND = 1e9;

  /** Which streams a source draws from: those under a name. */
  record Key(Streams streams, String name) {
    KeyedStream stream() {
      return streams.stream(name);
    }

    Key child(String part) {
      return new Key(streams, name + "." + part);
    }
  }

  /** Moves to the next instant and returns it, or {@link #NONE}. */
  abstract double next();

  /** The trace's row of the instant; -1 if it comes from no trace. */
  int traceRow() {
    return -1;
  }

  /** The source for {@code arrivals}, its streams under {@code key}. */
  static Instants of(Arrivals arrivals, Key key) {
    if (arrivals instanceof Arrivals.Constant constant) {
      return new EvenInstants(constant.ratePerSecond());
    }
    if (arrivals instanceof Arrivals.Poisson poisson) {
      return new PoissonInstants(perNs(poisson.ratePerSecond()), key);
    }
    if (arrivals instanceof Arrivals.Batch batch) {
      return new BatchInstants(
          of(batch.instants(), key.child("instants")), batch.size(), key.child("size"));
    }
    if (arrivals instanceof Arrivals.Modulated modulated) {
      return new ModulatedInstants(modulated.states(), key);
    }
    if (arrivals instanceof Arrivals.Renewal renewal) {
      return new RenewalInstants(renewal.gap(), renewal.speed(), key);
    }
    if (arrivals instanceof Arrivals.Trace trace) {
      return new TraceInstants(trace.table());
    }
    if (arrivals instanceof Arrivals.Phases phases) {
      return new PhaseInstants(phases.phases(), key);
    }
    if (arrivals instanceof Arrivals.Ramp ramp) {
      return new RampInstants(
          perNs(ramp.fromPerSecond()), perNs(ramp.toPerSecond()), ramp.durationNs(), key);
    }
    throw new IllegalStateException("arrivals of unknown kind: " + arrivals);
  }

  /** A rate per second as one per nanosecond. */
  static double perNs(double ratePerSecond) {
    requireRate(ratePerSecond);
    return ratePerSecond / NS_PER_SECOND;
  }

  static void requireRate(double ratePerSecond) {
    require(ratePerSecond >= 0 && Double.isFinite(ratePerSecond), "rate", ratePerSecond);
  }

  static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
