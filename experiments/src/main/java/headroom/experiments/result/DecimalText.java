package headroom.experiments.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as plain decimals of twelve significant digits, rounded half to even from the exact
 * binary value. Nearly all of the text of a result are numbers, so this has a way of its own that
 * gives the digits of {@link BigDecimal} without making one.
 */
final class DecimalText {
  /** More than any figure holds, fewer than the binary fraction shows. */
  private static final int DIGITS = 12;

  private static final MathContext WRITTEN = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  private static final double LEAST_DIGITS = 1e11;
  private static final double MOST_DIGITS = 1e12;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private DecimalText() {}

  /**
   * The digits of a finite {@code value}, with one decimal place at least, so that a parameter 2.0
   * is read back as a fraction and not as a count.
   */
  static String of(double value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return "0.0";
    }
    int scale = DIGITS - 1 - (int) Math.floor(Math.log10(magnitude));
    // The logarithm may be rounded to the next whole number.
    if (scale > 0 && scale < POWERS.length && magnitude * POWERS[scale] >= MOST_DIGITS) {
      scale--;
    } else if (scale >= 0
        && scale + 1 < POWERS.length
        && magnitude * POWERS[scale] < LEAST_DIGITS) {
      scale++;
    }
    if (scale < 0 || scale >= POWERS.length) {
      return exact(value);
    }
    long digits = rounded(magnitude, POWERS[scale]);
    if (digits < LEAST_DIGITS || digits > MOST_DIGITS) {
      return exact(value);
    }
    return plain(value < 0, digits, scale);
  }

  /** By decimal arithmetic: for the very large and the very small. */
  static String exact(double value) {
    BigDecimal decimal = new BigDecimal(value).round(WRITTEN).stripTrailingZeros();
    return decimal.setScale(Math.max(1, decimal.scale())).toPlainString();
  }

  /**
   * The whole number nearest to {@code magnitude * power}, half to even. The product and what it
   * lost by rounding together are exact, and so is the sign of each sum below.
   */
  private static long rounded(double magnitude, double power) {
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
    StringBuilder text = new StringBuilder(places + DIGITS + 3);
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
