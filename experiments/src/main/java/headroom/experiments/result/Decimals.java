package headroom.experiments.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal digits, rounded half to even from the exact binary value. Nearly all that a result holds
 * are numbers, so this has a way of its own to the digits of {@link BigDecimal}, without making
 * one, for magnitudes that occur.
 */
final class Decimals {
  /** Of a number in a file: more than any figure holds, fewer than the binary fraction shows. */
  private static final int WRITTEN = 12;

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  /** For magnitudes that are left to {@link BigDecimal}. */
  private static final int NO_SCALE = -1;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private Decimals() {}

  /**
   * Twelve significant digits of a finite {@code value}, with one decimal place at least, so that a
   * parameter 2.0 is read back as a fraction and not as a count.
   */
  static String text(double value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return "0.0";
    }
    int scale = scale(magnitude, WRITTEN);
    return scale == NO_SCALE
        ? exactText(value)
        : plain(value < 0, nearest(magnitude, POWERS[scale]), scale);
  }

  /** The double that is nearest to the first {@code digits}, 12 at most, of a finite value. */
  static double rounded(double value, int digits) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return 0;
    }
    int scale = scale(magnitude, digits);
    if (scale == NO_SCALE) {
      return exactlyRounded(value, digits);
    }
    // Both are whole numbers that a double holds, so the quotient is the nearest double.
    double rounded = nearest(magnitude, POWERS[scale]) / POWERS[scale];
    return value < 0 ? -rounded : rounded;
  }

  static String exactText(double value) {
    BigDecimal decimal = exact(value, WRITTEN).stripTrailingZeros();
    return decimal.setScale(Math.max(1, decimal.scale())).toPlainString();
  }

  static double exactlyRounded(double value, int digits) {
    return exact(value, digits).doubleValue();
  }

  private static BigDecimal exact(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  /** The decimal places of a number with so many significant digits. */
  private static int scale(double magnitude, int digits) {
    int scale = digits - 1 - (int) Math.floor(StrictMath.log10(magnitude));
    if (scale < 1 || scale >= POWERS.length - 1) {
      return NO_SCALE;
    }
    // The logarithm may have been rounded to the next whole number.
    if (magnitude * POWERS[scale] >= POWERS[digits]) {
      return scale - 1;
    }
    return magnitude * POWERS[scale] < POWERS[digits - 1] ? scale + 1 : scale;
  }

  /**
   * The whole number nearest to {@code magnitude * power}, half to even. The product and what it
   * lost by rounding together are exact, and so is the sign of each sum below.
   */
  private static long nearest(double magnitude, double power) {
    double product = magnitude * power;
    double lost = Math.fma(magnitude, power, -product);
    long whole = (long) product;
    double overHalf = (product - whole - 0.5) + lost;
    boolean up = overHalf > 0 || (overHalf == 0 && (whole & 1) == 1);
    return up ? whole + 1 : whole;
  }

  /** {@code digits} with {@code scale} places, zeros at the end left out. */
  private static String plain(boolean negative, long digits, int scale) {
    long left = digits;
    int places = scale;
    while (places > 1 && left % 10 == 0) {
      left /= 10;
      places--;
    }
    StringBuilder text = new StringBuilder(places + WRITTEN + 3);
    if (negative) {
      text.append('-');
    }
    if (places == 0) {
      return text.append(left).append(".0").toString();
    }
    String all = Long.toString(left);
    int point = all.length() - places;
    if (point <= 0) {
      text.append("0.");
      text.append("0".repeat(-point));
      return text.append(all).toString();
    }
    return text.append(all, 0, point).append('.').append(all, point, all.length()).toString();
  }
}
