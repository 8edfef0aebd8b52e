package headroom.experiments.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How sure it is that one of several alternatives is the best, on common random numbers:
 * Bonferroni's inequality over Student's t of the paired differences (Clark and Yang, A Bonferroni
 * selection procedure when using common random numbers with unknown variances, Winter Simulation
 * Conference 1986).
 */
public final class PairedSelection {
  private PairedSelection() {}

  /**
   * A lower bound of the probability that no alternative's mean is more than {@code tolerance}
   * below that of {@code best}; 0 where there are fewer than two replications.
   *
   * @param values by alternative and replication; those of one number are of common random numbers
   */
  public static double probability(List<double[]> values, int best, double tolerance) {
    double doubt = 0;
    for (int i = 0; i < values.size(); i++) {
      if (i != best) {
        doubt += doubt(values.get(i), values.get(best), tolerance);
      }
    }
    return Math.max(0, 1 - doubt);
  }

  private static double doubt(double[] other, double[] best, double tolerance) {
    double[] differences = new double[Math.min(other.length, best.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = other[i] - best[i];
    }
    Estimate difference = Estimate.of(differences);
    if (!difference.hasInterval()) {
      return 1;
    }
    double away = difference.mean() + tolerance;
    if (difference.standardError() == 0) {
      return away >= 0 ? 0 : 1;
    }
    return TDistribution.of(differences.length - 1.0)
        .cumulativeProbability(-away / difference.standardError());
  }
}
