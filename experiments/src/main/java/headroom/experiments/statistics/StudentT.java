package headroom.experiments.statistics;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t distribution. */
final class StudentT {
  /**
   * Digits after the point that are kept: more than any interval needs, fewer than two machines
   * could differ in.
   */
  private static final double SCALE = 1e8;

  /** A sweep asks for the same few again and again, and each takes a search for a root. */
  private static final Map<Asked, Double> FACTORS = new ConcurrentSkipListMap<>();

  private StudentT() {}

  private record Asked(double confidence, long degreesOfFreedom) implements Comparable<Asked> {
    private static final Comparator<Asked> ORDER =
        Comparator.comparingDouble(Asked::confidence).thenComparingLong(Asked::degreesOfFreedom);

    @Override
    public int compareTo(Asked other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The factor by which a standard error becomes the half-width of a two-sided interval.
   *
   * @param confidence for instance 0.95
   * @param degreesOfFreedom at least 1
   */
  static double factor(double confidence, long degreesOfFreedom) {
    return FACTORS.computeIfAbsent(
        new Asked(confidence, degreesOfFreedom),
        asked -> inverse(asked.confidence, asked.degreesOfFreedom));
  }

  private static double inverse(double confidence, long degreesOfFreedom) {
    double quantile =
        TDistribution.of((double) degreesOfFreedom)
            .inverseCumulativeProbability((1 + confidence) / 2);
    return Math.rint(quantile * SCALE) / SCALE;
  }
}
