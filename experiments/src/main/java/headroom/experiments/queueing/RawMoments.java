package headroom.experiments.queueing;

import headroom.model.random.Distribution;
import org.apache.commons.math3.special.Gamma;

/** Moments about 0 of distributions: the mean of a power of what is drawn. */
public final class RawMoments {
  private RawMoments() {}

  /**
   * The mean of {@code distribution} to the power of {@code k}, at least 1, in ns to that power;
   * infinite where it does not exist, NaN where it is not known (what is cut off at 0, counts).
   */
  public static double of(Distribution distribution, int k) {
    if (distribution instanceof Distribution.Constant constant) {
      return power(constant.value(), k);
    }
    if (distribution instanceof Distribution.Exponential exponential) {
      return exponential(exponential.mean(), k);
    }
    if (distribution instanceof Distribution.Erlang erlang) {
      return gamma(erlang.mean(), erlang.k(), k);
    }
    if (distribution instanceof Distribution.Gamma gamma) {
      return gamma(gamma.mean(), 1 / (gamma.cv() * gamma.cv()), k);
    }
    if (distribution instanceof Distribution.Lognormal lognormal) {
      double spread = 1 + lognormal.cv() * lognormal.cv();
      return power(lognormal.mean(), k) * power(spread, k * (k - 1) / 2);
    }
    if (distribution instanceof Distribution.Weibull weibull) {
      double scale = weibull.mean() / Gamma.gamma(1 + 1 / weibull.shape());
      return power(scale, k) * Gamma.gamma(1 + k / weibull.shape());
    }
    if (distribution instanceof Distribution.Hyperexponential hyperexponential) {
      return of(hyperexponential, k);
    }
    if (distribution instanceof Distribution.Pareto pareto) {
      return of(pareto, k);
    }
    if (distribution instanceof Distribution.Mixture mixture) {
      double sum = 0;
      for (Distribution.Mixture.Component component : mixture.components()) {
        sum += component.share() == 0 ? 0 : component.share() * of(component.distribution(), k);
      }
      return sum;
    }
    if (distribution instanceof Distribution.Empirical empirical) {
      double sum = 0;
      for (double value : empirical.values()) {
        sum += power(value, k);
      }
      return sum / empirical.values().length;
    }
    return Double.NaN;
  }

  /** Two phases of equal weight in the mean. */
  private static double of(Distribution.Hyperexponential distribution, int k) {
    double square = distribution.cv() * distribution.cv();
    double more = (1 + Math.sqrt(Math.max(0, (square - 1) / (square + 1)))) / 2;
    double sum = 0;
    for (double share : new double[] {more, 1 - more}) {
      sum += share * exponential(distribution.mean() / (2 * share), k);
    }
    return sum;
  }

  /** As {@link Distribution.Pareto#mean} of the power. */
  private static double of(Distribution.Pareto pareto, int k) {
    double alpha = pareto.alpha();
    double least = power(pareto.minimum(), k);
    double ratio = pareto.minimum() / pareto.maximum();
    if (ratio == 1) {
      return least;
    }
    if (ratio == 0) {
      return alpha > k ? least * (alpha / (alpha - k)) : Double.POSITIVE_INFINITY;
    }
    double log = StrictMath.log(ratio);
    double excess = alpha - k;
    double integral = excess == 0 ? -log : -StrictMath.expm1(excess * log) / excess;
    return least * alpha * integral / -StrictMath.expm1(alpha * log);
  }

  private static double exponential(double mean, int k) {
    return gamma(mean, 1, k);
  }

  private static double gamma(double mean, double shape, int k) {
    double product = 1;
    for (int i = 0; i < k; i++) {
      product *= mean * (shape + i) / shape;
    }
    return product;
  }

  private static double power(double value, int k) {
    double product = 1;
    for (int i = 0; i < k; i++) {
      product *= value;
    }
    return product;
  }
}
