package headroom.experiments.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A value from the command line that replaces or adds one of the file.
 *
 * @param key the key path, for instance {@code server.workers} or {@code steps.work}
 * @param value as YAML has it
 * @param origin how the user wrote it, for messages
 */
public record Setting(String key, String value, String origin) {

  /** Of a value that is longer a message shows this many characters at each end. */
  private static final int SHOWN = 24;

  /** A setting that came as {@code --set key=value}. */
  public Setting(String key, String value) {
    this(key, value, "--set " + key + "=" + shown(value));
  }

  private static String shown(String value) {
    int length = value.length();
    return length <= 2 * SHOWN
        ? value
        : value.substring(0, SHOWN) + "..." + value.substring(length - SHOWN);
  }

  /**
   * Parses {@code key=value}.
   *
   * @throws IllegalArgumentException with a message for the user if there is no key or no value
   */
  public static Setting parse(String assignment) {
    int split = assignment.indexOf('=');
    if (split <= 0 || split == assignment.length() - 1) {
      throw new IllegalArgumentException(
          "\""
              + assignment
              + "\" is not an assignment; expected key=value such as server.workers=8");
    }
    return new Setting(
        assignment.substring(0, split).strip(), assignment.substring(split + 1).strip());
  }

  /**
   * Parses {@code key=value,key=value}: a comma begins the next assignment if a key and {@code =}
   * follow it, outside parentheses, brackets and quotes.
   *
   * @throws IllegalArgumentException with a message for the user if there is no key or no value
   */
  public static List<Setting> parseAll(String assignments) {
    List<String> parts = new ArrayList<>();
    for (String part : SweptKey.split(assignments)) {
      if (parts.isEmpty() || part.matches("[^(){}\\[\\]'\"=]+=.*")) {
        parts.add(part);
      } else {
        parts.add(parts.remove(parts.size() - 1) + "," + part);
      }
    }
    return parts.stream().map(Setting::parse).toList();
  }

  /** A setting by an option of its own, for instance {@code --seed 7} for {@code run.seed}. */
  public static Setting byOption(String option, String key, String value) {
    return new Setting(key, value, option + " " + value);
  }
}
