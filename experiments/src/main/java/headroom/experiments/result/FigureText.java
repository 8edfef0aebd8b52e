package headroom.experiments.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Figures as people read them, the same in sentences, tables, charts and on the terminal: three
 * significant digits, the whole part of a number in full and in groups of three, the next unit from
 * 1000 on, and the same in every locale.
 */
public final class FigureText {
  private static final double KIBI = 1024;

  /** What stands for a figure that does not exist, such as a latency if nothing completed. */
  public static final String NONE = "–";

  private static final int DIGITS = 3;
  private static final MathContext SHOWN = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** A change beyond eleven times the base is shown in its unit. */
  private static final double MOST_READABLE_SHARE = 10;

  /** From here on only whole numbers are shown. */
  private static final BigDecimal WHOLE = BigDecimal.valueOf(1000);

  private FigureText() {}

  /** A number without an exponent: {@code 0.0123}, {@code 1.5}, {@code 12,345}. */
  public static String number(double value) {
    return Double.isFinite(value) ? plain(shown(new BigDecimal(value))) : NONE;
  }

  /** A count, exact: {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * A time given in ms: {@code 250 ns}, {@code 850 µs}, {@code 86.1 ms}, {@code 1.2 s}, {@code 60
   * min}, {@code 24 h}.
   */
  public static String time(double ms) {
    if (!Double.isFinite(ms)) {
      return NONE;
    }
    if (ms == 0) {
      return "0 ms";
    }
    for (TimeUnit unit : TimeUnit.values()) {
      BigDecimal shown = shown(new BigDecimal(ms / unit.ms));
      if (unit == TimeUnit.HOURS || shown.abs().compareTo(WHOLE) < 0) {
        return plain(shown) + " " + unit.symbol;
      }
    }
    throw new IllegalStateException("no unit for " + ms + " ms");
  }

  /** A rate: {@code 1,235/s}. */
  public static String rate(double perSecond) {
    return Double.isFinite(perSecond) ? number(perSecond) + "/s" : NONE;
  }

  /** A share as per cent: {@code 2.55%}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? number(share * 100) + "%" : NONE;
  }

  /** A share in whole per cents, for where a figure more would be noise: {@code 34%}. */
  public static String roughPercent(double share) {
    return Double.isFinite(share) ? count(Math.round(share * 100)) + "%" : NONE;
  }

  /** Whether a change, as a share of its base, says more as per cent than in its own unit. */
  public static boolean isReadablePercent(double share) {
    return Math.abs(share) <= MOST_READABLE_SHARE;
  }

  /** A change as per cent with its sign and one digit after the point: {@code -52.1%}. */
  public static String signedPercent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    BigDecimal shown = new BigDecimal(share * 100).setScale(1, RoundingMode.HALF_EVEN);
    if (shown.abs().compareTo(WHOLE) >= 0) {
      return String.format(
          Locale.ROOT, "%+,d%%", shown(new BigDecimal(share * 100)).toBigInteger());
    }
    return (shown.signum() < 0 ? "" : "+") + shown.toPlainString() + "%";
  }

  /**
   * A value in words by its unit in a file: {@code ms}, {@code /s}, {@code share}, {@code bytes},
   * or one that is written behind the number.
   */
  public static String quantity(double value, String unit) {
    return switch (unit) {
      case "ms" -> time(value);
      case "/s" -> rate(value);
      case "share" -> percent(value);
      case "bytes" -> size(value);
      default -> unit.isEmpty() ? number(value) : number(value) + " " + unit;
    };
  }

  /** How much larger {@code value} is than {@code reference}: {@code 2.3 times}. */
  public static String times(double value, double reference) {
    return number(value / reference) + " times";
  }

  /** Rounded to what is shown of it. */
  private static BigDecimal shown(BigDecimal value) {
    BigDecimal rounded = value.round(SHOWN);
    return rounded.abs().compareTo(WHOLE) < 0 ? rounded : value.setScale(0, RoundingMode.HALF_EVEN);
  }

  private static String plain(BigDecimal shown) {
    return shown.abs().compareTo(WHOLE) < 0
        ? shown.stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%,d", shown.toBigInteger());
  }

  /** Units of time, the shortest first. */
  private enum TimeUnit {
    NANOSECONDS("ns", 1e-6),
    MICROSECONDS("µs", 1e-3),
    MILLISECONDS("ms", 1),
    SECONDS("s", 1e3),
    MINUTES("min", 6e4),
    HOURS("h", 3.6e6);

    private final String symbol;
    private final double ms;

    TimeUnit(String symbol, double ms) {
      this.symbol = symbol;
      this.ms = ms;
    }
  }

  /** Bytes in the largest unit of which there is one, with three digits: {@code 64.0 MiB}. */
  public static String size(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = bytes;
    while (value >= KIBI && unit < units.length - 1) {
      value /= KIBI;
      unit++;
    }
    return number(value) + " " + units[unit];
  }
}
