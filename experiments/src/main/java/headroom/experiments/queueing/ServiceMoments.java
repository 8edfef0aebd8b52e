package headroom.experiments.queueing;

import headroom.model.random.Distribution;
import org.apache.commons.math3.special.Gamma;

/**
 * Mean and variance of a service time.
 *
 * @param meanS seconds
 * @param variance seconds squared; NaN if it is not known
 */
public record ServiceMoments(double meanS, double variance) {
  /** No time. */
  static final ServiceMoments NONE = new ServiceMoments(0, 0);

  private static final double NS_PER_S = 1e9;

  /** Of a time that is drawn from {@code distribution}, in ns. */
  static ServiceMoments of(Distribution distribution) {
    double mean = distribution.mean() / NS_PER_S;
    return new ServiceMoments(mean, variance(distribution) / (NS_PER_S * NS_PER_S));
  }

  /** Of this and then, independent of it, {@code next}. */
  ServiceMoments then(ServiceMoments next) {
    return new ServiceMoments(meanS + next.meanS, variance + next.variance);
  }

  /** The same shape, so many times as long. */
  ServiceMoments times(double factor) {
    return new ServiceMoments(meanS * factor, variance * factor * factor);
  }

  double secondMoment() {
    return variance + meanS * meanS;
  }

  /** ns squared; NaN of what is cut or has no variance. */
  private static double variance(Distribution distribution) {
    double mean = distribution.mean();
    if (distribution instanceof Distribution.Mixture mixture) {
      double second = 0;
      for (Distribution.Mixture.Component component : mixture.components()) {
        if (component.share() > 0) {
          double one = component.distribution().mean();
          second += component.share() * (variance(component.distribution()) + one * one);
        }
      }
      return second - mean * mean;
    }
    if (distribution instanceof Distribution.Empirical empirical) {
      double squares = 0;
      for (double value : empirical.values()) {
        squares += (value - mean) * (value - mean);
      }
      return squares / empirical.values().length;
    }
    if (distribution instanceof Distribution.Uniform uniform) {
      double width = uniform.high() - uniform.low();
      return width * width / 12;
    }
    if (distribution instanceof Distribution.Pareto pareto) {
      return RawMoments.of(pareto, 2) - mean * mean;
    }
    double cv = variation(distribution);
    return cv * cv * mean * mean;
  }

  /** Standard deviation over mean. */
  private static double variation(Distribution distribution) {
    if (distribution instanceof Distribution.Constant) {
      return 0;
    }
    if (distribution instanceof Distribution.Exponential) {
      return 1;
    }
    if (distribution instanceof Distribution.Lognormal lognormal) {
      return lognormal.cv();
    }
    if (distribution instanceof Distribution.Gamma gamma) {
      return gamma.cv();
    }
    if (distribution instanceof Distribution.Erlang erlang) {
      return 1 / Math.sqrt((double) erlang.k());
    }
    if (distribution instanceof Distribution.Hyperexponential hyperexponential) {
      return hyperexponential.cv();
    }
    if (distribution instanceof Distribution.Weibull weibull) {
      double first = Gamma.gamma(1 + 1 / weibull.shape());
      return Math.sqrt(Gamma.gamma(1 + 2 / weibull.shape()) / (first * first) - 1);
    }
    return Double.NaN;
  }
}
