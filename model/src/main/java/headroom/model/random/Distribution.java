package headroom.model.random;

import java.util.Arrays;
import java.util.List;

/**
 * A random duration (nanoseconds), size (bytes) or count, as the experiment file names it. The
 * first parameter of each unbounded one is its mean. Immutable.
 */
public sealed interface Distribution {

  /** The expected value, in the unit of the parameters. */
  double mean();

  /**
   * Draws one value, rounded to the nearest integer and never negative, from where {@code stream}
   * stands.
   */
  long sample(KeyedStream stream);

  /** Always {@code value}. */
  record Constant(double value) implements Distribution {
    @Override
    public double mean() {
      return value;
    }

    @Override
    public long sample(KeyedStream stream) {
      return Math.round(value);
    }
  }

  record Exponential(double mean) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Uniform(double low, double high) implements Distribution {
    @Override
    public double mean() {
      return (low + high) / 2;
    }

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Normal(double mean, double sd) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Lognormal(double mean, double cv) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Gamma(double mean, double cv) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Erlang(double mean, int k) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Weibull(double mean, double shape) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Pareto(double minimum, double alpha, double maximum) implements Distribution {
    @Override
    public double mean() {
      return minimum;
    }

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Hyperexponential(double mean, double cv) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  record Geometric(double mean) implements Distribution {

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  /** One of several, drawn by share. */
  record Mixture(List<Component> components) implements Distribution {
    /** Taken with probability {@code share}; the shares of a mixture add up to 1. */
    public record Component(double share, Distribution distribution) {}

    public Mixture {
      components = List.copyOf(components);
    }

    @Override
    public double mean() {
      return 0;
    }

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }

  /**
   * One of recorded {@code values}, each equally likely; {@code source} names where they come from.
   */
  record Empirical(String source, double[] values) implements Distribution {
    @Override
    public double mean() {
      return Arrays.stream(values).average().orElse(0);
    }

    @Override
    public long sample(KeyedStream stream) {
      throw new IllegalStateException("not yet");
    }
  }
}
