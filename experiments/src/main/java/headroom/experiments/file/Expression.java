package headroom.experiments.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word, or a call such as {@code lognormal(4ms, cv=1)}.
 *
 * @param arguments null for a word
 * @param offset of its first character in the text
 */
record Expression(String text, @Nullable List<Argument> arguments, int offset) {

  /**
   * What stands between commas.
   *
   * @param label the name before {@code =}, or null
   * @param share the share before {@code :}, or null
   * @param during the duration after {@code for}, or null
   */
  record Argument(
      @Nullable String label,
      @Nullable Expression share,
      Expression value,
      @Nullable Expression during) {}

  boolean isCall() {
    return arguments != null;
  }

  /** The arguments of a call; none of a word. */
  List<Argument> all() {
    return arguments == null ? List.of() : arguments;
  }
}
