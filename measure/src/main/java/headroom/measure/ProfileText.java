package headroom.measure;

import headroom.measure.Calibration.Constant;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A calibration as a file for {@code --profile}. */
public final class ProfileText {
  /** Repeats lie further apart; shares near one are the exception. */
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private static final String NANOSECONDS = "ns";

  private ProfileText() {}

  /**
   * The text of the file.
   *
   * @param base the profile that everything else is taken from
   * @param engine the version of headroom
   */
  public static String of(Calibration calibration, String base, String engine) {
    StringBuilder text = new StringBuilder();
    text.append("# Costs of one machine, measured by headroom ").append(engine);
    text.append(" with ").append(calibration.go()).append(" on Linux ");
    text.append(calibration.kernel()).append(" with ").append(calibration.cores());
    text.append(" cores.\n# To use them: --profile FILE, or profile: FILE in an experiment.");
    text.append(" What is not here is as in the base.\n");
    text.append("base: ").append(base).append('\n');
    for (Constant constant : calibration.constants()) {
      text.append(constant.isSure() ? "" : "# as in the base, since repeats differ: ");
      text.append(constant.key()).append(": ").append(value(constant.value(), constant.unit()));
      text.append("  # ").append(value(constant.least(), constant.unit())).append(" to ");
      text.append(value(constant.most(), constant.unit())).append("; ");
      text.append(constant.how().replace('\n', ' ')).append('\n');
    }
    return text.toString();
  }

  /** A value as a profile reads it: {@code 59us}, {@code 1.008}. */
  public static String value(double value, String unit) {
    if (!unit.equals(NANOSECONDS)) {
      return plain(value);
    }
    double us = value / 1e3;
    double ms = value / 1e6;
    return ms >= 1 ? plain(ms) + "ms" : us >= 1 ? plain(us) + "us" : plain(value) + NANOSECONDS;
  }

  private static String plain(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
