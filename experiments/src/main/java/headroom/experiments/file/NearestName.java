package headroom.experiments.file;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Words for a name that is not known. */
final class NearestName {
  /** Less similar names are no help. */
  private static final double LEAST_SIMILARITY = 0.8;

  private NearestName() {}

  /**
   * For instance {@code ; expected one of a, b; did you mean "a"?}; the question only if a name is
   * near.
   */
  static String expectation(String found, Collection<String> known) {
    return known.size() == 1
        ? "; expected " + String.join("", known)
        : "; expected one of " + String.join(", ", known) + question(found, known);
  }

  /** For instance {@code ; did you mean "a"?}, or nothing. */
  static String question(String found, Collection<String> known) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    String nearest = "";
    double best = LEAST_SIMILARITY;
    for (String name : known) {
      double value =
          similarity.apply(found.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (value > best) {
        best = value;
        nearest = name;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
  }
}
