package headroom.experiments.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a plan may choose: {@code server.workers=1..128} or {@code runtime.gogc=50,100,off}.
 */
public final class KeyRange {
  /** A range of more whole numbers is tried at so many, in even ratios. */
  static final int MOST_VALUES = 16;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(\\D*?)\\.\\.(\\d{1,9})(\\D*)");

  private KeyRange() {}

  /**
   * Parses {@code key=a..b} or {@code key=a,b,c}; the unit, if there is one, stands behind the last
   * number or behind both.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static SweptKey parse(String assignment) {
    SweptKey key = SweptKey.parse(assignment);
    String origin = "--vary " + assignment;
    String text = key.values().get(0);
    if (key.values().size() > 1) {
      return new SweptKey(key.key(), key.values(), origin);
    }
    Matcher range = RANGE.matcher(text);
    boolean oneUnit =
        range.matches() && (range.group(2).isEmpty() || range.group(2).equals(range.group(4)));
    if (!oneUnit || Long.parseLong(range.group(1)) >= Long.parseLong(range.group(3))) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not what a plan can choose from; expected a range such as "
              + key.key()
              + "=1..16, or values such as "
              + key.key()
              + "=1,2,4");
    }
    List<String> values = new ArrayList<>();
    for (long value : values(Long.parseLong(range.group(1)), Long.parseLong(range.group(3)))) {
      values.add(value + range.group(4));
    }
    return new SweptKey(key.key(), values, origin);
  }

  private static Set<Long> values(long first, long last) {
    Set<Long> values = new LinkedHashSet<>();
    if (last - first < MOST_VALUES) {
      for (long value = first; value <= last; value++) {
        values.add(value);
      }
      return values;
    }
    double from = Math.max(1, first);
    double ratio = StrictMath.pow(last / from, 1.0 / (MOST_VALUES - 1));
    if (first == 0) {
      values.add(0L);
    }
    for (int i = 0; i < MOST_VALUES; i++) {
      values.add(Math.round(from * StrictMath.pow(ratio, i)));
    }
    return values;
  }
}
