package headroom.experiments.statistics;

import headroom.experiments.result.PointResult.Interval;
import org.djutils.stats.summarizers.Tally;

/**
 * A mean of independent replications and the half-width of its 95 % interval by Student's t (Law,
 * Simulation Modeling and Analysis, 5th ed., §9.4.1).
 *
 * @param halfWidth NaN with fewer than two values
 * @param standardError NaN with fewer than two values
 */
public record Estimate(double mean, double halfWidth, double standardError, long count) {
  /** The confidence of every interval that is shown. */
  static final double CONFIDENCE = 0.95;

  /** The estimate from one value per replication. */
  public static Estimate of(double[] values) {
    return of(values, CONFIDENCE);
  }

  static Estimate of(double[] values, double confidence) {
    if (values.length == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    Tally tally = new Tally("replications");
    for (double value : values) {
      if (Double.isNaN(value)) {
        return new Estimate(Double.NaN, Double.NaN, Double.NaN, values.length);
      }
      tally.register(value);
    }
    if (values.length < 2) {
      return new Estimate(values[0], Double.NaN, Double.NaN, 1);
    }
    double standardError = tally.getSampleStDev() / Math.sqrt(values.length);
    double halfWidth = StudentT.factor(confidence, values.length - 1L) * standardError;
    return new Estimate(tally.getSampleMean(), halfWidth, standardError, values.length);
  }

  /** The interval {@code mean ± halfWidth}. */
  public Interval interval() {
    return new Interval(mean - halfWidth, mean + halfWidth);
  }

  /** Whether there is an interval: two values or more, none of them NaN. */
  public boolean hasInterval() {
    return Double.isFinite(halfWidth);
  }

  /** The half-width over the mean; NaN without an interval, 0 where both are 0. */
  public double relativeHalfWidth() {
    return halfWidth == 0 ? 0 : halfWidth / Math.abs(mean);
  }
}
