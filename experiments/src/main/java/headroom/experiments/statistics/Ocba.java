package headroom.experiments.statistics;

/**
 * Optimal computing budget allocation: who of several alternatives, of which the one with the least
 * mean is sought, is to be simulated more (Chen, Lin, Yücesan and Chick, Simulation budget
 * allocation for further enhancing the efficiency of ordinal optimization, Discrete Event Dynamic
 * Systems 10, 2000, theorem 1). How sure the choice then is says {@link PairedSelection}.
 *
 * @param means of each alternative
 * @param deviations standard deviation of one replication of each
 * @param tolerance a difference that does not matter: alternatives this near the best are as good
 */
public record Ocba(double[] means, double[] deviations, double tolerance) {
  /** What a deviation is at least, as a part of the mean: two equal values are chance. */
  private static final double LEAST_DEVIATION = 1e-3;

  /** The alternative with the least mean. */
  public int best() {
    int best = 0;
    for (int i = 1; i < means.length; i++) {
      if (means[i] < means[best]) {
        best = i;
      }
    }
    return best;
  }

  /** How {@code total} replications are to be shared out. */
  public double[] shares(double total) {
    int best = best();
    double[] shares = new double[means.length];
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      if (i != best) {
        double away = Math.max(means[i] - means[best], tolerance);
        double ratio = deviation(i) / away;
        shares[i] = ratio * ratio;
        squares += shares[i] * shares[i] / (deviation(i) * deviation(i));
        sum += shares[i];
      }
    }
    shares[best] = means.length == 1 ? 1 : deviation(best) * Math.sqrt(squares);
    sum += shares[best];
    for (int i = 0; i < shares.length; i++) {
      shares[i] *= total / sum;
    }
    return shares;
  }

  private double deviation(int i) {
    return Math.max(deviations[i], LEAST_DEVIATION * means[i]);
  }
}
