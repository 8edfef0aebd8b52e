package headroom.experiments.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A key and the values that a sweep gives it.
 *
 * @param key the key path
 * @param values as written
 * @param origin how the user wrote it, for messages
 */
public record SweptKey(String key, List<String> values, String origin) {
  public SweptKey {
    values = List.copyOf(values);
  }

  /** An axis that came as {@code --set key=a,b,c}. */
  public SweptKey(String key, List<String> values) {
    this(key, values, "--set " + key + "=" + String.join(",", values));
  }

  /**
   * Parses {@code key=a,b,c}; commas inside parentheses, brackets or quotes do not separate.
   *
   * @throws IllegalArgumentException with a message for the user if there is no key or no value
   */
  public static SweptKey parse(String assignment) {
    Setting whole = Setting.parse(assignment);
    return new SweptKey(whole.key(), split(whole.value()), whole.origin());
  }

  /** Cuts at commas outside parentheses, brackets and quotes. */
  static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == ',' && depth == 0) {
        values.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    values.add(text.substring(start).strip());
    return values;
  }
}
