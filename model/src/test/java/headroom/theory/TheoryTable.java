package headroom.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All verdicts of a run: family | cases | values | rms t | max |t| | above 3. */
final class TheoryTable {
  private final Map<String, List<Verdict>> families = new LinkedHashMap<>();

  void add(List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      families.computeIfAbsent(verdict.family(), f -> new ArrayList<>()).add(verdict);
    }
  }

  List<Verdict> wrong() {
    return all().stream().filter(v -> !v.right()).toList();
  }

  List<Verdict> all() {
    return families.values().stream().flatMap(List::stream).toList();
  }

  List<String> families() {
    return List.copyOf(families.keySet());
  }

  double rootMeanSquare(String family) {
    return rootMeanSquare(families.getOrDefault(family, List.of()));
  }

  /** Values whose t is counted. */
  long counted() {
    return all().stream().filter(v -> !v.atom()).count();
  }

  /** Values with a t above 3 in size. */
  long aboveThree() {
    return above(all());
  }

  /** The table in Markdown, and the values that were held to less than the usual precision. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| family | cases | values | rms t | max abs t | above 3 | by inequality |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    families.forEach((family, verdicts) -> text.append(row(family, verdicts)));
    text.append(row("all", all()));
    text.append(
        "\nHeld to less than 1 % (means) or 2 % (P99), for they would take more requests:\n\n");
    for (Verdict verdict : all()) {
      boolean p99 = verdict.metric().endsWith("p99_ms");
      boolean usual = verdict.allowedError() <= (p99 ? 0.0201 : 0.0101);
      if (!usual && !Double.isInfinite(verdict.allowedError()) && !verdict.atom()) {
        text.append("- ").append(verdict).append('\n');
      }
    }
    return text.toString();
  }

  private static String row(String family, List<Verdict> verdicts) {
    List<Verdict> counted = verdicts.stream().filter(v -> !v.atom()).toList();
    double largest = counted.stream().mapToDouble(v -> Math.abs(v.studentT())).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.2f | %.2f | %d | %d |%n",
        family,
        verdicts.stream().map(Verdict::id).distinct().count(),
        verdicts.size(),
        rootMeanSquare(counted),
        largest,
        above(counted),
        verdicts.size() - counted.size());
  }

  /** Over the values that are counted. */
  static double rootMeanSquare(List<Verdict> verdicts) {
    return Math.sqrt(
        verdicts.stream()
            .filter(v -> !v.atom())
            .mapToDouble(v -> v.studentT() * v.studentT())
            .average()
            .orElse(0));
  }

  private static long above(List<Verdict> verdicts) {
    return verdicts.stream().filter(v -> Math.abs(v.studentT()) > 3).count();
  }
}
