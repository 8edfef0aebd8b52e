package headroom.experiments.file;

import org.jspecify.annotations.Nullable;

/** The name of an experiment, which also names its directory of results. */
public final class ExperimentName {
  /** With what is appended, below the 255 bytes that file systems allow for a name. */
  private static final int LONGEST = 200;

  private ExperimentName() {}

  /** What is wrong with {@code name}, in words; null if nothing is. */
  static @Nullable String problem(String name) {
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      return "\"name\" holds a control character; expected a short name on one line, such as checkout";
    }
    if (name.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return "\""
          + name
          + "\" cannot name an experiment and its directory; expected a letter or a digit in it";
    }
    if (name.length() > LONGEST) {
      return "\"name\" has "
          + name.length()
          + " characters; expected at most "
          + LONGEST
          + ", since it names a directory";
    }
    return null;
  }

  /**
   * A plain file name for {@code name}, which has no problem: other characters than Latin letters,
   * digits, dots, dashes and underscores become dashes, and no dot begins it.
   */
  public static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.]+", "");
  }
}
