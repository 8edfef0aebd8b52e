package headroom.model.random;

/** Draws of a {@link Distribution.Lognormal}, its logarithms taken once. */
public final class LognormalSampler implements Sampler {
  private final double mean;
  private final double variance;
  private final double deviation;

  /** For draws of {@code distribution}. */
  public LognormalSampler(Distribution.Lognormal distribution) {
    mean = distribution.mean();
    variance = StrictMath.log1p(distribution.cv() * distribution.cv());
    deviation = Math.sqrt(variance);
  }

  @Override
  public long sample(KeyedStream stream) {
    return Samples.rounded(quantile(stream.nextOpen()));
  }

  /** The quantile at {@code u}, which is above 0 and at most 1. */
  double quantile(double u) {
    return mean * StrictMath.exp(deviation * Samples.standardNormal(u) - variance / 2);
  }
}
