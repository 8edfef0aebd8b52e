package headroom.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations that the user names in options. */
final class DurationOption {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(s|m)?");
  private static final int SECONDS_PER_MINUTE = 60;

  private DurationOption() {}

  /**
   * The duration that {@code text}, the value of {@code option}, says, s: {@code 20s}, {@code 1m}
   * or a number of seconds.
   */
  static double seconds(String option, String text, int least, int most) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (matcher.matches()) {
      double number = Double.parseDouble(matcher.group(1));
      double seconds = "m".equals(matcher.group(2)) ? number * SECONDS_PER_MINUTE : number;
      if (seconds >= least && seconds <= most) {
        return seconds;
      }
    }
    throw new BadInputException(
        option
            + " "
            + text
            + ": expected a duration such as 20s, from "
            + least
            + "s to "
            + most
            + "s");
  }
}
