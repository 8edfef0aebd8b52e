package headroom.experiments.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of cores as container platforms write them. */
final class Cores {
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*(m|c|cpus?|v?cores?)?");

  private Cores() {}

  /** What may have been meant by {@code text}, which is no whole number; may be empty. */
  static String question(String text) {
    Matcher matcher = NUMBER.matcher(text.strip());
    if (!matcher.matches()) {
      return "";
    }
    BigDecimal cores = new BigDecimal(matcher.group(1));
    if ("m".equals(matcher.group(2))) {
      cores = cores.movePointLeft(3);
    }
    cores = cores.stripTrailingZeros();
    if (cores.signum() == 0) {
      return "";
    }
    if (cores.scale() <= 0) {
      return "; did you mean " + cores.toPlainString() + "?";
    }
    return "; "
        + cores.toPlainString()
        + " is a limit on CPU, which is cpuQuota; did you mean "
        + cores.setScale(0, RoundingMode.CEILING).toPlainString()
        + "?";
  }
}
