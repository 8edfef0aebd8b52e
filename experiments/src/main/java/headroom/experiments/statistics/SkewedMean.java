package headroom.experiments.statistics;

import headroom.experiments.result.PointResult.Interval;
import java.util.Arrays;

/**
 * Ends of an interval for the mean of independent values that are skewed: Student's interval, moved
 * by the skewness of the values (Willink, A confidence interval and test for the mean of an
 * asymmetric distribution, Communications in Statistics - Theory and Methods 34, 2005; after
 * Johnson, JASA 73, 1978, and Hall, Journal of the Royal Statistical Society B 54, 1992).
 */
final class SkewedMean {
  /** Fewer values have no skewness. */
  private static final int LEAST_VALUES = 3;

  /** Below, the skewness moves nothing. */
  private static final double NEGLIGIBLE = 1e-9;

  private SkewedMean() {}

  /**
   * Student's interval of at least two values, reaching as far as the one that allows for their
   * skewness on the side where they are skewed. On the other that one is narrower, and less is
   * known of it than of Student's.
   */
  static Interval interval(double[] values, double confidence) {
    Interval student = Estimate.of(values, confidence).interval();
    double[] mirrored = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mirrored[i] = -values[i];
    }
    return new Interval(
        Math.min(student.low(), -upperEnd(mirrored, confidence)),
        Math.max(student.high(), upperEnd(values, confidence)));
  }

  /** The upper end of a 95 % interval for at least two values. */
  static double upperEnd(double[] values) {
    return upperEnd(values, Estimate.CONFIDENCE);
  }

  private static double upperEnd(double[] values, double confidence) {
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
    double student = StudentT.factor(confidence, count - 1L);
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
