package headroom.experiments.statistics;

import headroom.experiments.result.PointResult.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The interval of a mean that hangs on requests too rare to be seen often enough. What is known of
 * these beforehand, the mean of their squared times, is a control variate: the means of the
 * replications are regressed on what each has drawn, and the line is read where the expectation is
 * (Lavenberg and Welch, A perspective on the use of control variables to increase the efficiency of
 * Monte Carlo simulations, Management Science 27, 1981). A mean wait grows in a straight line with
 * the squares of long times (Pollaczek and Khinchine), so that it may be read far from what was
 * drawn. Replications with such a request scatter more than those without: the standard error is
 * the one for unequal variances, HC3 (MacKinnon and White, Some heteroskedasticity-consistent
 * covariance matrix estimators, Journal of Econometrics 29, 1985).
 */
final class ControlledMean {
  /** Fewer leave nothing to estimate the scatter about a line by. */
  private static final int LEAST = 4;

  /** What determines the line alone has no distance from it. */
  private static final double ALONE = 1e-9;

  private ControlledMean() {}

  /**
   * The 95 % interval, widened to hold {@code pooled}, the mean that is shown; null if the
   * replications do not say.
   *
   * @param means of the replications
   * @param controls what each drew over its expectation
   */
  static @Nullable Interval interval(double[] means, double[] controls, double pooled) {
    int count = means.length;
    if (count < LEAST) {
      return null;
    }
    double mean = mean(means);
    double drawn = mean(controls);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < count; i++) {
      squares += (controls[i] - drawn) * (controls[i] - drawn);
      products += (controls[i] - drawn) * (means[i] - mean);
    }
    if (!(squares > 0) || Double.isNaN(products)) {
      return null;
    }
    double slope = products / squares;
    double read = mean + slope * (1 - drawn);
    double variance = 0;
    for (int i = 0; i < count; i++) {
      double off = controls[i] - drawn;
      double weight = 1.0 / count + (1 - drawn) * off / squares;
      double others = 1 - 1.0 / count - off * off / squares;
      if (others < ALONE) {
        return null;
      }
      double residual = (means[i] - mean - slope * off) / others;
      variance += weight * weight * residual * residual;
    }
    double half = StudentT.factor(Estimate.CONFIDENCE, count - 2L) * Math.sqrt(variance);
    return new Interval(Math.min(read - half, pooled), Math.max(read + half, pooled));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
