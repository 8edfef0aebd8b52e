package headroom.experiments.statistics;

import java.util.Arrays;

/**
 * The upper end of a 95 % interval for the mean of independent values that are skewed to the right:
 * Student's interval, moved by the skewness of the values (Willink, A confidence interval and test
 * for the mean of an asymmetric distribution, Communications in Statistics - Theory and Methods 34,
 * 2005; after Johnson, JASA 73, 1978, and Hall, Journal of the Royal Statistical Society B 54,
 * 1992).
 */
final class SkewedMean {
  /** Fewer values have no skewness. */
  private static final int LEAST_VALUES = 3;

  /** Below, the skewness moves nothing. */
  private static final double NEGLIGIBLE = 1e-9;

  private SkewedMean() {}

  /** The upper end for at least two values. */
  static double upperEnd(double[] values) {
    int count = values.length;
    double mean = Arrays.stream(values).sum() / count;
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double deviation = value - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    double variance = squares / (count - 1);
    double standardError = Math.sqrt(variance / count);
    double student = StudentT.factor(Estimate.CONFIDENCE, count - 1L);
    double symmetric = mean + student * standardError;
    if (count < LEAST_VALUES || variance == 0) {
      return symmetric;
    }
    double thirdMoment = cubes * count / ((count - 1.0) * (count - 2.0));
    double skewness =
        thirdMoment / (6 * Math.sqrt((double) count) * variance * Math.sqrt(variance));
    return Math.abs(skewness) < NEGLIGIBLE
        ? symmetric
        : mean - moved(-student, skewness) * standardError;
  }

  /** The quantile of Student's distribution, moved by a cubic whose inverse this is. */
  private static double moved(double quantile, double skewness) {
    return (StrictMath.cbrt(1 + 6 * skewness * (quantile - skewness)) - 1) / (2 * skewness);
  }
}
