package headroom.experiments.statistics;

import headroom.experiments.result.PointResult.Interval;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A ratio of two sums over independent replications: latency per request, requests beyond a limit
 * over all requests, CPU per second. The ratio of the sums is the pooled figure. Its standard error
 * is that of Cochran (Sampling Techniques, 3rd ed., §6.4, equation 6.13): the replications are
 * clusters, and the residuals {@code numerator - ratio * denominator} vary between them, however
 * strongly the requests within one depend on each other.
 *
 * <p>The interval is taken on the scale of the logarithm, {@code ratio * exp(±t * relative error)}.
 * Sums over busy periods are skewed to the right, and the standard error grows with the sum; the
 * logarithm evens out both (the same for shares in clusters: Korn and Graubard, Analysis of Health
 * Surveys, 1999, §5.2; for the mean of the multiplicative error of simulations: Law, §9.4.1).
 *
 * @param value NaN if the denominators add up to 0
 * @param relativeError standard error over value; NaN with fewer than two replications, or a value
 *     of 0
 * @param count of replications
 */
public record RatioEstimate(double value, double relativeError, int count) {
  /** From one numerator, not negative, and one denominator per replication. */
  public static RatioEstimate of(double[] numerators, double[] denominators) {
    int count = numerators.length;
    double numerator = 0;
    double denominator = 0;
    for (int i = 0; i < count; i++) {
      numerator += numerators[i];
      denominator += denominators[i];
    }
    double ratio = numerator / denominator;
    if (count < 2 || !(numerator > 0) || !(denominator > 0)) {
      return new RatioEstimate(ratio, Double.NaN, count);
    }
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double residual = numerators[i] - ratio * denominators[i];
      squares += residual * residual;
    }
    double standardError = Math.sqrt(squares / (count - 1) / count);
    return new RatioEstimate(ratio, standardError / (numerator / count), count);
  }

  /**
   * The 95 % interval of a ratio whose numerators are sums over busy periods; null if there is
   * none. They are skewed more than the logarithm evens out: the interval ends where Student's on
   * its scale and {@link SkewedMean}'s of the replications, made linear at the ratio, both have
   * ended. Without the second, intervals of mean waits missed the true value above three times as
   * often as below.
   */
  static @Nullable Interval ofBusyPeriods(double[] numerators, double[] denominators) {
    RatioEstimate estimate = of(numerators, denominators);
    Interval interval = estimate.interval();
    if (interval == null) {
      return null;
    }
    double[] linear = new double[numerators.length];
    double denominator = Arrays.stream(denominators).sum() / denominators.length;
    for (int i = 0; i < linear.length; i++) {
      double residual = numerators[i] - estimate.value * denominators[i];
      linear[i] = estimate.value + residual / denominator;
    }
    return new Interval(interval.low(), Math.max(interval.high(), SkewedMean.upperEnd(linear)));
  }

  /** The 95 % interval; null if there is none. */
  public @Nullable Interval interval() {
    if (!Double.isFinite(relativeError)) {
      return null;
    }
    double factor = StrictMath.exp(halfWidthOfLogarithm());
    return new Interval(value / factor, value * factor);
  }

  /** Whether the ratio is greater than {@code limit} beyond chance. */
  boolean isAbove(double limit) {
    return StrictMath.log(value / limit) > halfWidthOfLogarithm();
  }

  /** Whether the ratio is less than {@code limit} beyond chance. */
  boolean isBelow(double limit) {
    return StrictMath.log(value / limit) < -halfWidthOfLogarithm();
  }

  private double halfWidthOfLogarithm() {
    return StudentT.factor(Estimate.CONFIDENCE, count - 1L) * relativeError;
  }
}
