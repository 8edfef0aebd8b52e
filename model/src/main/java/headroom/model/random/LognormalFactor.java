package headroom.model.random;

/**
 * Log-normal factors of mean 1, read off a table of 1,024 quantiles: between two of them by a
 * straight line, which is off by less than 2e-4 standard deviations of the logarithm, and in the
 * outermost sixty-fourths exactly. Each costs one draw and no logarithm.
 */
public final class LognormalFactor {
  private static final int INDEX_BITS = 10;
  private static final int INTERVALS = 1 << INDEX_BITS;
  private static final int EXACT = INTERVALS / 64;
  private static final int FRACTION_BITS = Long.SIZE - INDEX_BITS;
  private static final double FRACTION = 1.0 / (1L << FRACTION_BITS);

  private final LognormalSampler exact;
  private final double[] quantiles = new double[INTERVALS + 1];

  /** Factors with the coefficient of variation {@code cv}. */
  public LognormalFactor(double cv) {
    exact = new LognormalSampler(new Distribution.Lognormal(1, cv));
    for (int i = EXACT; i <= INTERVALS - EXACT; i++) {
      quantiles[i] = exact.quantile((double) i / INTERVALS);
    }
  }

  /**
   * The factor that {@code bits}, 64 random ones, stand for; it grows with their unsigned value.
   */
  public double of(long bits) {
    int interval = (int) (bits >>> FRACTION_BITS);
    if (interval < EXACT || interval >= INTERVALS - EXACT) {
      return exact.quantile(KeyedStream.open(bits));
    }
    double from = quantiles[interval];
    double part = (bits & ((1L << FRACTION_BITS) - 1)) * FRACTION;
    return from + part * (quantiles[interval + 1] - from);
  }
}
