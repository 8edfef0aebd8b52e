package headroom.reports.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Quantities as people read them: three significant digits, a unit, the same in every locale. */
public final class Quantity {
  /**
   * What stands for a figure that does not exist, such as the latency of a run in which nothing
   * completed.
   */
  public static final String NONE = "–";

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final double US_PER_MS = 1e3;
  private static final double MS_PER_S = 1e3;
  private static final double MS_PER_MINUTE = 6e4;
  private static final double LONG_MS = 5 * MS_PER_MINUTE;

  private Quantity() {}

  /** A duration: {@code 250 µs}, {@code 12.3 ms}, {@code 1.5 s}, {@code 12 min}. */
  public static String duration(double ms) {
    if (!Double.isFinite(ms)) {
      return NONE;
    }
    double size = Math.abs(ms);
    if (size == 0) {
      return "0 ms";
    }
    if (size < 0.9995) {
      return number(ms * US_PER_MS) + " µs";
    }
    if (size < 999.5) {
      return number(ms) + " ms";
    }
    return size < LONG_MS ? number(ms / MS_PER_S) + " s" : number(ms / MS_PER_MINUTE) + " min";
  }

  /** A rate: {@code 199/s}. */
  public static String rate(double perSecond) {
    return Double.isFinite(perSecond) ? number(perSecond) + "/s" : NONE;
  }

  /** A share: {@code 83.4%}. */
  public static String share(double share) {
    return Double.isFinite(share) ? number(share * 100) + "%" : NONE;
  }

  /** A count, exact, its thousands set apart: {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * A number with three significant digits, all digits of whole numbers, no exponent: {@code
   * 0.0123}, {@code 1.5}, {@code 12,345}.
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    if (Math.abs(value) >= 999.5) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /** How much larger {@code value} is than {@code reference}: {@code 2.3 times}. */
  public static String times(double value, double reference) {
    return number(value / reference) + " times";
  }
}
