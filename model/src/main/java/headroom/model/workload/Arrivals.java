package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;

/** When requests arrive at the server. Rates are per second, times are nanoseconds. Immutable. */
public sealed interface Arrivals {

  /**
   * The same pattern under {@code load} times as much load: every rate multiplied, gaps and the
   * instants of a trace divided, as many times the users of a closed loop, rounded. Sizes of
   * batches, sojourns and lengths of phases stay.
   */
  Arrivals scaled(double load);

  /** Evenly spaced: the k-th request arrives at (k + 1) / rate. */
  record Constant(double ratePerSecond) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new Constant(ratePerSecond * load);
    }
  }

  /** Exponential gaps. */
  record Poisson(double ratePerSecond) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new Poisson(ratePerSecond * load);
    }
  }

  /**
   * At every instant of {@code instants} a batch arrives; {@code size} is a count of at least 1.
   */
  record Batch(Arrivals instants, Distribution size) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new Batch(instants.scaled(load), size);
    }
  }

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

    @Override
    public Arrivals scaled(double load) {
      return new Modulated(
          states.stream()
              .map(state -> new State(state.ratePerSecond() * load, state.meanSojournNs()))
              .toList());
    }
  }

  /** Independent gaps: {@code gap} nanoseconds divided by {@code speed}. */
  record Renewal(Distribution gap, double speed) implements Arrivals {
    /** Gaps as they are drawn. */
    public Renewal(Distribution gap) {
      this(gap, 1);
    }

    @Override
    public Arrivals scaled(double load) {
      return new Renewal(gap, speed * load);
    }
  }

  /** Arrivals and demands of a recorded run. */
  record Trace(TraceTable table) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new Trace(table.compressed(load));
    }
  }

  /** One process after the other; the last one goes on for ever. */
  record Phases(List<Phase> phases) implements Arrivals {
    /** A part of {@code durationNs}. */
    public record Phase(long durationNs, Arrivals arrivals) {}

    public Phases {
      phases = List.copyOf(phases);
    }

    @Override
    public Arrivals scaled(double load) {
      return new Phases(
          phases.stream()
              .map(phase -> new Phase(phase.durationNs(), phase.arrivals().scaled(load)))
              .toList());
    }
  }

  /**
   * A Poisson process whose rate goes in a straight line from one value to the other over {@code
   * durationNs}.
   */
  record Ramp(double fromPerSecond, double toPerSecond, long durationNs) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new Ramp(fromPerSecond * load, toPerSecond * load, durationNs);
    }
  }

  /**
   * A closed loop: each of {@code users} waits for its answer, then thinks for a time drawn from
   * {@code think} (ns), then asks again. All begin by thinking.
   */
  record ClosedLoop(int users, Distribution think) implements Arrivals {
    @Override
    public Arrivals scaled(double load) {
      return new ClosedLoop((int) Math.max(1, Math.round(users * load)), think);
    }
  }
}
