package headroom.model.random;

import java.util.Arrays;
import java.util.List;

/**
 * A random duration (nanoseconds), size (bytes) or count, as the experiment file names it. The
 * first parameter of each unbounded one is its mean. Immutable.
 *
 * <p>Samples use only arithmetic, {@code sqrt}, {@link StrictMath} and Commons Math's pure Java
 * functions, so that every machine draws the same bits; and inversion where there is a formula for
 * it, so that one draw u in (0, 1] makes one value. A value is rounded to the nearest integer and
 * held between 0 and {@link #LARGEST}; the bias of rounding is below one unit.
 */
public sealed interface Distribution extends Sampler {

  /**
   * The largest value that is ever drawn: 2^60, 36 years in ns. Keeps sums of times from
   * overflowing.
   */
  long LARGEST = 1L << 60;

  /**
   * The expected value before rounding, in the unit of the parameters; of {@link Normal} before the
   * cut.
   */
  double mean();

  /** What draws the same values as this, and faster when there are many. */
  default Sampler sampler() {
    return this;
  }

  /** Always {@code value}. */
  record Constant(double value) implements Distribution {
    public Constant {
      Parameters.notNegative("value", value);
    }

    @Override
    public double mean() {
      return value;
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(value);
    }
  }

  /** Exponential: {@code -mean ln u}. */
  record Exponential(double mean) implements Distribution {
    public Exponential {
      Parameters.notNegative("mean", mean);
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(mean * Samples.exponential(stream));
    }
  }

  /** Uniform from {@code low} to {@code high}: {@code high - u (high - low)}. */
  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      Parameters.notNegative("low", low);
      Parameters.require(high >= low && Double.isFinite(high), "high", high, "at least low");
    }

    @Override
    public double mean() {
      return low + (high - low) / 2;
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(high - stream.nextOpen() * (high - low));
    }
  }

  /**
   * Normal with standard deviation {@code sd}, cut at 0: a negative value becomes 0. The cut raises
   * the mean to {@code mean Phi(mean/sd) + sd phi(mean/sd)}: by 0.4 % at {@code sd = mean/2}, by 8
   * % at {@code sd = mean}.
   */
  record Normal(double mean, double sd) implements Distribution {
    public Normal {
      Parameters.notNegative("mean", mean);
      Parameters.notNegative("sd", sd);
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(mean + sd * Samples.standardNormal(stream));
    }
  }

  /**
   * Lognormal: {@code mean exp(s z - s^2/2)} with {@code s^2 = ln(1 + cv^2)} and z standard normal.
   */
  record Lognormal(double mean, double cv) implements Distribution {
    public Lognormal {
      Parameters.notNegative("mean", mean);
      Parameters.notNegative("cv", cv);
    }

    /**
     * The one with these percentiles: {@code ln p99 = ln p50 + z s}, where z = 2.326 is the 99th
     * percentile of the standard normal distribution, and the mean is {@code p50 exp(s^2/2)}.
     */
    public static Lognormal ofPercentiles(double p50, double p99) {
      Parameters.require(p50 > 0, "p50", p50, "greater than 0");
      Parameters.require(p99 >= p50, "p99", p99, "at least p50");
      double s = StrictMath.log(p99 / p50) / Samples.NORMAL_P99;
      return new Lognormal(p50 * StrictMath.exp(s * s / 2), Math.sqrt(StrictMath.expm1(s * s)));
    }

    @Override
    public long sample(KeyedStream stream) {
      return sampler().sample(stream);
    }

    @Override
    public Sampler sampler() {
      return new LognormalSampler(this);
    }
  }

  /** Gamma with shape {@code 1/cv^2} and scale {@code mean cv^2}; constant if {@code cv} is 0. */
  record Gamma(double mean, double cv) implements Distribution {
    public Gamma {
      Parameters.notNegative("mean", mean);
      Parameters.notNegative("cv", cv);
      Parameters.require(cv == 0 || (cv >= 1e-6 && cv <= 1e3), "cv", cv, "0 or from 1e-6 to 1000");
    }

    @Override
    public long sample(KeyedStream stream) {
      if (cv == 0) {
        return Samples.rounded(mean);
      }
      return Samples.rounded(mean * cv * cv * Samples.standardGamma(1 / (cv * cv), stream));
    }
  }

  /** Erlang: the sum of {@code k} exponentials of mean {@code mean/k}. */
  record Erlang(double mean, int k) implements Distribution {
    public Erlang {
      Parameters.notNegative("mean", mean);
      Parameters.require(k >= 1, "k", k, "at least 1");
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(mean / k * Samples.standardGamma(k, stream));
    }
  }

  /** Weibull: {@code scale (-ln u)^(1/shape)} with {@code scale = mean / Gamma(1 + 1/shape)}. */
  record Weibull(double mean, double shape) implements Distribution {
    public Weibull {
      Parameters.notNegative("mean", mean);
      Parameters.require(shape >= 0.1 && shape <= 1e3, "shape", shape, "from 0.1 to 1000");
    }

    @Override
    public long sample(KeyedStream stream) {
      double scale = mean / Samples.gammaFunction(1 + 1 / shape);
      return Samples.rounded(scale * StrictMath.pow(Samples.exponential(stream), 1 / shape));
    }
  }

  /**
   * Pareto from {@code minimum}, with tail {@code P(X > x) = (minimum/x)^alpha}, truncated at
   * {@code maximum} (draws above are left out, not moved to it). {@code maximum} may be infinite;
   * then the mean is infinite for {@code alpha <= 1}.
   *
   * <p>Inversion: {@code minimum s^(-1/alpha)} with {@code s = u + (1 - u)
   * (minimum/maximum)^alpha}.
   */
  record Pareto(double minimum, double alpha, double maximum) implements Distribution {
    public Pareto {
      Parameters.require(
          minimum > 0 && Double.isFinite(minimum), "minimum", minimum, "greater than 0");
      Parameters.require(alpha > 0 && Double.isFinite(alpha), "alpha", alpha, "greater than 0");
      Parameters.require(maximum >= minimum, "maximum", maximum, "at least the minimum");
    }

    /**
     * {@code alpha minimum (1 - r^(alpha-1)) / ((alpha-1) (1 - r^alpha))} with {@code r =
     * minimum/maximum}; at {@code alpha = 1} its limit {@code minimum ln(1/r) / (1 - r)}.
     */
    @Override
    public double mean() {
      if (maximum == minimum) {
        return minimum;
      }
      if (Double.isInfinite(maximum)) {
        return alpha > 1 ? minimum * alpha / (alpha - 1) : Double.POSITIVE_INFINITY;
      }
      double logRatio = StrictMath.log(minimum / maximum);
      double excess = alpha - 1;
      double integral = excess == 0 ? -logRatio : -StrictMath.expm1(excess * logRatio) / excess;
      return minimum * alpha * integral / -StrictMath.expm1(alpha * logRatio);
    }

    @Override
    public long sample(KeyedStream stream) {
      double u = stream.nextOpen();
      double survival = u + (1 - u) * StrictMath.pow(minimum / maximum, alpha);
      return Samples.rounded(Math.min(maximum, minimum * StrictMath.pow(survival, -1 / alpha)));
    }
  }

  /**
   * Hyperexponential of two phases with balanced means: phase 1 with probability {@code p = (1 +
   * sqrt((cv^2 - 1)/(cv^2 + 1)))/2} and mean {@code mean/(2p)}, phase 2 otherwise with mean {@code
   * mean/(2(1-p))}. Source: Whitt (1982), "Approximating a point process by a renewal process I",
   * section 3.
   */
  record Hyperexponential(double mean, double cv) implements Distribution {
    public Hyperexponential {
      Parameters.notNegative("mean", mean);
      Parameters.require(cv >= 1 && cv <= 1e4, "cv", cv, "from 1 to 10000");
    }

    @Override
    public long sample(KeyedStream stream) {
      double root = Math.sqrt((cv * cv - 1) / (cv * cv + 1));
      double twiceProbability = stream.nextOpen() <= (1 + root) / 2 ? 1 + root : 1 - root;
      return Samples.rounded(mean / twiceProbability * Samples.exponential(stream));
    }
  }

  /**
   * Geometric on 1, 2, ...: {@code P(X > k) = (1 - 1/mean)^k}; {@code ceil(ln u / ln(1 - 1/mean))}.
   */
  record Geometric(double mean) implements Distribution {
    public Geometric {
      Parameters.require(mean >= 1 && Double.isFinite(mean), "mean", mean, "at least 1");
    }

    @Override
    public long sample(KeyedStream stream) {
      double u = stream.nextOpen();
      if (mean == 1) {
        return 1;
      }
      return Samples.rounded(
          Math.max(1, Math.ceil(StrictMath.log(u) / StrictMath.log1p(-1 / mean))));
    }
  }

  /** One of several, drawn by share. */
  record Mixture(List<Component> components) implements Distribution {
    /** Taken with probability {@code share}; the shares of a mixture add up to 1. */
    public record Component(double share, Distribution distribution) {
      public Component {
        Parameters.require(share >= 0 && share <= 1, "share", share, "from 0 to 1");
      }
    }

    public Mixture {
      components = List.copyOf(components);
      double sum = components.stream().mapToDouble(Component::share).sum();
      Parameters.require(StrictMath.abs(sum - 1) < 1e-6, "sum of shares", sum, "1");
    }

    @Override
    public double mean() {
      double sum = 0;
      for (Component component : components) {
        if (component.share() > 0) {
          sum += component.share() * component.distribution().mean();
        }
      }
      return sum;
    }

    @Override
    public long sample(KeyedStream stream) {
      double left = stream.nextOpen();
      Distribution chosen = components.get(0).distribution();
      for (int i = 0; i < components.size() && left > 0; i++) {
        Component component = components.get(i);
        if (component.share() > 0) {
          chosen =
              component
                  .distribution(); // the last one with a share also takes what rounding leaves over
          left -= component.share();
        }
      }
      return chosen.sample(stream);
    }
  }

  /**
   * One of recorded {@code values}, each equally likely; {@code source} names where they come from.
   */
  record Empirical(String source, double[] values) implements Distribution {
    public Empirical {
      Parameters.require(values.length > 0, "number of values", values.length, "at least 1");
      for (double value : values) {
        Parameters.notNegative("value", value);
      }
    }

    @Override
    public double mean() {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.length;
    }

    @Override
    public long sample(KeyedStream stream) {
      return Samples.rounded(values[(int) ((1 - stream.nextOpen()) * values.length)]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Empirical that
          && source.equals(that.source)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return source.hashCode() * 31 + Arrays.hashCode(values);
    }
  }
}
