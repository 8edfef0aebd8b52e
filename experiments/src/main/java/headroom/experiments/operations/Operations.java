package headroom.experiments.operations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Operations in the order in which names are looked up. Immutable. */
public record Operations(List<Operation> all) {
  /** None. */
  public static final Operations NONE = new Operations(List.of());

  /** Less similar names are no help. */
  private static final double LEAST_SIMILARITY = 0.8;

  /** The same of a part of a name, which is short. */
  private static final double LEAST_OF_A_PART = 0.92;

  /** So many names are read, not skipped. */
  private static final int MOST_NEAREST = 5;

  public Operations {
    all = List.copyOf(all);
  }

  /** These, and after them {@code others}. */
  public Operations and(Operations others) {
    List<Operation> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Operations(both);
  }

  /** The first that is called {@code name}. */
  public Optional<Operation> named(String name) {
    return all.stream().filter(operation -> operation.isCalled(name)).findFirst();
  }

  /**
   * Those whose name contains {@code pattern}, or matches it as a whole if it has {@code *} or
   * {@code ?} in it; small and capital letters are the same.
   */
  public Operations matching(String pattern) {
    String wanted = pattern.toLowerCase(Locale.ROOT);
    boolean glob = wanted.contains("*") || wanted.contains("?");
    String regex = glob ? regex(wanted) : "";
    return new Operations(
        all.stream()
            .filter(
                operation -> {
                  String name = operation.name().toLowerCase(Locale.ROOT);
                  return glob ? name.matches(regex) : name.contains(wanted);
                })
            .toList());
  }

  /** {@code *} is any text, that of several parts of a name too, and {@code ?} any character. */
  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(
          c == '*'
              ? ".*"
              : c == '?' ? "." : Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c);
    }
    return regex.toString();
  }

  /** The names nearest to {@code wanted}: those that contain it, or are spelt alike. */
  public List<String> nearest(String wanted) {
    String small = wanted.toLowerCase(Locale.ROOT);
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    record Near(String name, double similarity) {}
    List<Near> near = new ArrayList<>();
    for (Operation operation : all) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      double alike = similarity.apply(small, name);
      for (String part : name.split("[./]", -1)) {
        double inPart = similarity.apply(small, part);
        alike = inPart > LEAST_OF_A_PART ? Math.max(alike, inPart) : alike;
      }
      alike += !small.isEmpty() && name.contains(small) ? 1 : 0;
      if (alike > LEAST_SIMILARITY) {
        near.add(new Near(operation.name(), alike));
      }
    }
    near.sort(Comparator.comparingDouble((Near each) -> -each.similarity()));
    return near.stream().map(Near::name).distinct().limit(MOST_NEAREST).toList();
  }
}
