package headroom.model.random;

/**
 * The natural logarithm with the bits of {@link StrictMath#log}, in Java: in JDK 17 that one is
 * native code, which takes twice as long to call. Source: fdlibm 5.3, {@code e_log.c}.
 *
 * <p>Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
 * freely granted, provided that this notice is preserved.
 */
public final class NaturalLogarithm {
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877e-10;
  private static final double LG1 = 0.6666666666666735;
  private static final double LG2 = 0.3999999999940942;
  private static final double LG3 = 0.2857142874366239;
  private static final double LG4 = 0.22222198432149784;
  private static final double LG5 = 0.1818357216161805;
  private static final double LG6 = 0.15313837699209373;
  private static final double LG7 = 0.14798198605116586;
  private static final double THIRD = 0.3333333333333333;
  private static final int MANTISSA = 0x000fffff;
  private static final int BIAS = 1023;

  private NaturalLogarithm() {}

  /** The logarithm of {@code x}. */
  public static double of(double x) {
    if (!(x >= Double.MIN_NORMAL) || x == Double.POSITIVE_INFINITY) {
      return StrictMath.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    int high = (int) (bits >> 32);
    int exponent = (high >> 20) - BIAS;
    high &= MANTISSA;
    int upper = (high + 0x95f64) & 0x100000; // the mantissa is above the root of 2
    exponent += upper >> 20;
    long mantissa = ((long) (high | (upper ^ 0x3ff00000)) << 32) | (bits & 0xffffffffL);
    return of(exponent, high, Double.longBitsToDouble(mantissa) - 1);
  }

  /** Of {@code 2^k (1 + f)}, where {@code high} has the first bits of the mantissa. */
  private static double of(double k, int high, double f) {
    if ((MANTISSA & (2 + high)) < 3) {
      double r = f * f * (0.5 - THIRD * f);
      if (f == 0) {
        return k == 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
      }
      return k == 0 ? f - r : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
    }
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double r = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6));
    if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
      double half = 0.5 * f * f;
      return k == 0
          ? f - (half - s * (half + r))
          : k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f);
    }
    return k == 0 ? f - s * (f - r) : k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
  }
}
