package headroom.experiments.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures as text for sentences: three significant digits, in the unit that reads best. */
public final class FigureText {
  private static final MathContext SHOWN = new MathContext(3, RoundingMode.HALF_EVEN);

  private FigureText() {}

  /** {@code value} to three significant digits, without an exponent; whole numbers in full. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal shown = new BigDecimal(value).round(SHOWN).stripTrailingZeros();
    if (shown.scale() <= 0 && Math.abs(value) < 1e15) {
      return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }
    return shown.toPlainString();
  }

  /** A time given in ms, as {@code 850 µs}, {@code 86.1 ms} or {@code 1.2 s}. */
  public static String time(double ms) {
    double size = Math.abs(ms);
    if (size != 0 && size < 1e-3) {
      return number(ms * 1e6) + " ns";
    }
    if (size != 0 && size < 1) {
      return number(ms * 1e3) + " µs";
    }
    return size < 1e3 || Double.isNaN(ms) ? number(ms) + " ms" : number(ms / 1e3) + " s";
  }

  /** A share as per cent, for instance {@code 2.5%}. */
  public static String percent(double share) {
    return number(share * 100) + "%";
  }

  /**
   * A share as per cent with its sign and one digit after the point, for instance {@code -52.1%}.
   */
  public static String signedPercent(double share) {
    if (!Double.isFinite(share)) {
      return "?";
    }
    BigDecimal shown = new BigDecimal(share * 100).setScale(1, RoundingMode.HALF_EVEN);
    return (shown.signum() < 0 ? "" : "+") + shown.toPlainString() + "%";
  }
}
