package headroom.experiments.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t distribution. */
final class StudentT {
  /**
   * Digits after the point that are kept: more than any interval needs, fewer than two machines
   * could differ in.
   */
  private static final double SCALE = 1e8;

  private StudentT() {}

  /**
   * The factor by which a standard error becomes the half-width of a two-sided interval.
   *
   * @param confidence for instance 0.95
   * @param degreesOfFreedom at least 1
   */
  static double factor(double confidence, long degreesOfFreedom) {
    double quantile =
        TDistribution.of((double) degreesOfFreedom)
            .inverseCumulativeProbability((1 + confidence) / 2);
    return Math.rint(quantile * SCALE) / SCALE;
  }
}
