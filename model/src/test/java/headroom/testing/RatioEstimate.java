package headroom.testing;

/**
 * An estimate {@code sum of numerators / sum of denominators} over independent replications, and
 * its deviation from a given value in standard errors.
 *
 * <p>The deviations {@code numerator - value * denominator} of the replications are independent and
 * have mean zero exactly if the value is right, also when the denominator (the number of requests)
 * is random; so the test has no bias of a ratio. Source: Fieller (1954), "Some problems in interval
 * estimation".
 */
public final class RatioEstimate {
  private final double[] numerators;
  private final double[] denominators;

  /** An estimate from the replications' numerators and denominators. */
  public RatioEstimate(double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length || numerators.length < 2) {
      throw new IllegalArgumentException("two replications or more are needed");
    }
    this.numerators = numerators.clone();
    this.denominators = denominators.clone();
  }

  /** The number of replications. */
  public int replications() {
    return numerators.length;
  }

  /** The estimate. */
  public double estimate() {
    return sum(numerators) / sum(denominators);
  }

  /** The standard error of the estimate, taken around {@code value}. */
  public double standardError(double value) {
    int count = numerators.length;
    double mean = deviation(value);
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double difference = numerators[i] - value * denominators[i] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (count - 1.0) / count) / Math.abs(sum(denominators) / count);
  }

  /** Student's t of {@code value}: the deviation of the estimate in standard errors. */
  public double studentT(double value) {
    double error = standardError(value);
    double difference = estimate() - value;
    if (error == 0) {
      return difference == 0 ? 0 : Double.POSITIVE_INFINITY * difference;
    }
    return difference / error;
  }

  private double deviation(double value) {
    return (sum(numerators) - value * sum(denominators)) / numerators.length;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
