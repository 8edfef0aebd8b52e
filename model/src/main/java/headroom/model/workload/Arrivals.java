package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;

/** When requests arrive at the server. Rates are per second, times are nanoseconds. Immutable. */
public sealed interface Arrivals {

  /** Evenly spaced: the k-th request arrives at (k + 1) / rate. */
  record Constant(double ratePerSecond) implements Arrivals {}

  /** Exponential gaps. */
  record Poisson(double ratePerSecond) implements Arrivals {}

  /**
   * At every instant of {@code instants} a batch arrives; {@code size} is a count of at least 1.
   */
  record Batch(Arrivals instants, Distribution size) implements Arrivals {}

  /**
   * Markov-modulated Poisson process: visits {@code states} in turn, with exponential sojourns of
   * the given means. It starts in its stationary phase (Fischer and Meier-Hellstern 1993).
   */
  record Modulated(List<State> states) implements Arrivals {
    /** One state: its arrival rate and its mean sojourn time. */
    public record State(double ratePerSecond, long meanSojournNs) {}

    public Modulated {
      states = List.copyOf(states);
    }
  }

  /** Independent gaps in nanoseconds. */
  record Renewal(Distribution gap) implements Arrivals {}

  /** Arrivals and demands of a recorded run. */
  record Trace(TraceTable table) implements Arrivals {}

  /** One process after the other; the last one goes on for ever. */
  record Phases(List<Phase> phases) implements Arrivals {
    /** A part of {@code durationNs}. */
    public record Phase(long durationNs, Arrivals arrivals) {}

    public Phases {
      phases = List.copyOf(phases);
    }
  }

  /**
   * A Poisson process whose rate goes in a straight line from one value to the other over {@code
   * durationNs}.
   */
  record Ramp(double fromPerSecond, double toPerSecond, long durationNs) implements Arrivals {}

  /**
   * A closed loop: each of {@code users} waits for its answer, then thinks for a time drawn from
   * {@code think} (ns), then asks again. All begin by thinking.
   */
  record ClosedLoop(int users, Distribution think) implements Arrivals {}
}
