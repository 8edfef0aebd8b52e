package headroom.model.random;

/** Draws of a {@link Distribution.Lognormal}, its logarithms taken once. */
public final class LognormalSampler {
  private final double mean;
  private final double variance;
  private final double deviation;

  /** For draws of {@code distribution}. */
  public LognormalSampler(Distribution.Lognormal distribution) {
    mean = distribution.mean();
    variance = StrictMath.log1p(distribution.cv() * distribution.cv());
    deviation = Math.sqrt(variance);
  }

  /** A draw, as {@link Distribution#sample} makes it. */
  public long sample(KeyedStream stream) {
    double z = Samples.standardNormal(stream);
    return Samples.rounded(mean * StrictMath.exp(deviation * z - variance / 2));
  }
}
