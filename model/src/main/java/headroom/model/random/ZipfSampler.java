package headroom.model.random;

/**
 * Exact draws from Zipf's law by rejection from the inversion of a continuous hat; about 1.1 turns
 * a draw, whatever the number of keys. Source: Hörmann and Derflinger (1996), "Rejection-inversion
 * to generate variates from monotone discrete distributions", ACM TOMACS 6(3), section 3, in the
 * form of Apache Commons RNG's {@code RejectionInversionZipfSampler}, which also holds for an
 * exponent of 1.
 */
final class ZipfSampler implements KeyDistribution.Sampler {
  /** Below this the quotients are replaced by their series; its error is then below 1e-16. */
  private static final double SMALL = 1e-8;

  private final long keys;
  private final double exponent;
  private final double lowest;
  private final double highest;
  private final double squeeze;

  ZipfSampler(long keys, double exponent) {
    this.keys = keys;
    this.exponent = exponent;
    lowest = integral(1.5, exponent) - 1;
    highest = integral(keys + 0.5, exponent);
    squeeze = 2 - inverse(integral(2.5, exponent) - hat(2));
  }

  @Override
  public long next(KeyedStream stream) {
    while (true) {
      double u = highest + stream.nextOpen() * (lowest - highest);
      double x = inverse(u);
      long key = Math.max(1, Math.min(keys, (long) (x + 0.5)));
      if (key - x <= squeeze || u >= integral(key + 0.5, exponent) - hat(key)) {
        return key;
      }
    }
  }

  private double hat(double x) {
    return StrictMath.exp(-exponent * StrictMath.log(x));
  }

  /** {@code (x^(1 - exponent) - 1) / (1 - exponent)}, and {@code ln x} for an exponent of 1. */
  static double integral(double x, double exponent) {
    double logX = StrictMath.log(x);
    double t = (1 - exponent) * logX;
    return logX * (StrictMath.abs(t) > SMALL ? StrictMath.expm1(t) / t : 1 + t / 2);
  }

  private double inverse(double x) {
    double t = Math.max(-1, x * (1 - exponent));
    double quotient = StrictMath.abs(t) > SMALL ? StrictMath.log1p(t) / t : 1 - t / 2;
    return StrictMath.exp(quotient * x);
  }
}
