package headroom.model.random;

import org.apache.commons.math3.special.Gamma;

/** Draws from the standard forms of distributions. Bit for bit the same on every machine. */
final class Samples {
  /** The 99th percentile of the standard normal distribution. */
  static final double NORMAL_P99 = 2.3263478740408408;

  private Samples() {}

  /** {@code value} to the nearest integer, between 0 and {@link Distribution#LARGEST}. */
  static long rounded(double value) {
    return value > 0 ? (long) Math.min(Distribution.LARGEST, value + 0.5) : 0;
  }

  /** A draw from the exponential distribution of mean 1. */
  static double exponential(KeyedStream stream) {
    return -NaturalLogarithm.of(stream.nextOpen());
  }

  /** A draw from the standard normal distribution, by inversion, from one draw of the stream. */
  static double standardNormal(KeyedStream stream) {
    return standardNormal(stream.nextOpen());
  }

  /**
   * The standard normal value at {@code u}, a multiple of 2^-53 above 0 and at most 1. The argument
   * of the quantile function is an odd multiple of 2^-53, hence symmetric about 0 and never 1: the
   * largest value is 8.2.
   */
  static double standardNormal(double u) {
    return NormalQuantile.at(2 * u - 1 - 0x1.0p-53);
  }

  /**
   * A draw from the gamma distribution of scale 1, by rejection. Source: Marsaglia and Tsang
   * (2000), "A simple method for generating gamma variables"; below shape 1 its section 6, {@code
   * X(shape) = X(shape + 1) u^(1/shape)}.
   */
  static double standardGamma(double shape, KeyedStream stream) {
    if (shape < 1) {
      double boost = StrictMath.pow(stream.nextOpen(), 1 / shape);
      return boost * standardGamma(shape + 1, stream);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) { // accepted with probability above 0.95 at each turn
      double z = standardNormal(stream);
      double v = 1 + c * z;
      if (v > 0) {
        v = v * v * v;
        if (NaturalLogarithm.of(stream.nextOpen())
            < z * z / 2 + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }

  /** The gamma function; for arguments up to 20 plain arithmetic in Commons Math. */
  static double gammaFunction(double x) {
    return Gamma.gamma(x);
  }
}
