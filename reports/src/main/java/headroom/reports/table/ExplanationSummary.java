package headroom.reports.table;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.Explanation.Explained;
import headroom.experiments.result.Explanation.Tried;
import headroom.experiments.result.Explanation.Where;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.Finding;
import headroom.experiments.result.ResultFile;
import headroom.reports.words.FindingWords;
import headroom.reports.words.TimeComponents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** An explanation to be read: where the time goes, what is wrong, and what changes would do. */
public final class ExplanationSummary {
  /** A part below this share of both requests is not worth a row. */
  private static final double WORTH_A_ROW = 0.005;

  /** Columns of a screen, for what is wrapped. */
  private static final int WIDTH = 100;

  private ExplanationSummary() {}

  /** The whole in the given format; CSV has the figures of what was tried. */
  public static String text(Explanation explanation, TableFormat format) {
    return switch (format) {
      case TABLE -> plain(explanation);
      case MARKDOWN -> markdown(explanation);
      case CSV -> csv(explanation);
      case JSON -> ResultFile.toJson(explanation);
    };
  }

  /** A row a component, the largest of the slowest requests first. */
  public static TextTable where(Explanation explanation) {
    Where where = explanation.where();
    Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
    columns.put("median " + FigureText.time(where.p50Ms()), where.breakdownP50Ms());
    columns.put("slowest 1%, P99 " + FigureText.time(where.p99Ms()), where.breakdownP99Ms());
    if (where.breakdownFailedMs() != null) {
      columns.put("lost", where.breakdownFailedMs());
    }
    Set<String> names = new LinkedHashSet<>();
    columns.values().forEach(times -> names.addAll(times.keySet()));
    List<String> ordered = new ArrayList<>(names);
    ordered.removeIf(
        name -> columns.values().stream().noneMatch(times -> share(times, name) >= WORTH_A_ROW));
    ordered.sort(
        Comparator.comparingDouble((String name) -> share(where.breakdownP99Ms(), name))
            .reversed());
    List<String> header = new ArrayList<>(List.of("where the time goes"));
    columns.keySet().forEach(head -> header.addAll(List.of(head, "")));
    List<List<String>> rows = new ArrayList<>();
    for (String name : ordered) {
      List<String> row = new ArrayList<>(List.of(TimeComponents.doing(name)));
      columns.values().forEach(times -> row.addAll(cells(times, name)));
      rows.add(row);
    }
    return new TextTable(header, rows, 1);
  }

  private static List<String> cells(Map<String, Double> times, String name) {
    Double ms = times.get(name);
    return ms == null
        ? List.of(FigureText.NONE, "")
        : List.of(FigureText.time(ms), FigureText.roughPercent(share(times, name)));
  }

  private static double share(Map<String, Double> times, String name) {
    double whole = sum(times);
    return whole > 0 ? times.getOrDefault(name, 0.0) / whole : 0;
  }

  private static double sum(Map<String, Double> times) {
    return times.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String plain(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(where(explanation).aligned()).append('\n');
    explanation.verdict().forEach(sentence -> text.append(wrapped(sentence, "")));
    int number = 1;
    for (Explained each : explanation.findings()) {
      Finding finding = each.finding();
      text.append('\n').append(number++).append(". ").append(FindingWords.heading(finding));
      text.append('\n').append(wrapped("evidence: " + finding.evidence(), "   "));
      text.append(wrapped("advice: " + finding.advice(), "   "));
      for (Tried tried : each.tried()) {
        text.append("   tried ").append(FindingWords.settings(tried.change())).append(": ");
        text.append(FindingWords.outcome(tried.outcome())).append('\n');
        tried.notes().forEach(said -> text.append(wrapped(said, "       ")));
        tried.metrics().stream()
            .map(MetricDifference::line)
            .forEach(line -> text.append("       ").append(line).append('\n'));
      }
    }
    return text.append(note(explanation)).toString();
  }

  /** How the figures of what was tried came about; empty if nothing was. */
  private static String note(Explanation explanation) {
    boolean none = explanation.findings().stream().allMatch(each -> each.tried().isEmpty());
    return none
        ? ""
        : "\n"
            + wrapped(
                "Each change was simulated against the file as it is, on the same requests: "
                    + explanation.pairs()
                    + " paired replications; brackets are 95% intervals for all changes together, ~"
                    + " is within chance, ≈ less than "
                    + FigureText.percent(explanation.threshold())
                    + ".",
                "");
  }

  private static String markdown(Explanation explanation) {
    StringBuilder text = new StringBuilder(where(explanation).markdown()).append('\n');
    explanation.verdict().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    for (Explained each : explanation.findings()) {
      Finding finding = each.finding();
      text.append("\n### ").append(FindingWords.heading(finding)).append("\n\n");
      text.append("- evidence: ").append(finding.evidence()).append('\n');
      text.append("- advice: ").append(finding.advice()).append('\n');
      for (Tried tried : each.tried()) {
        text.append("- tried `").append(FindingWords.settings(tried.change())).append("`: ");
        text.append(FindingWords.outcome(tried.outcome())).append(": ").append(tried.inWords());
        text.append('\n');
      }
    }
    return text.toString();
  }

  private record Row(Finding finding, Tried tried, MetricDifference metric) {}

  private static String csv(Explanation explanation) {
    List<Row> rows = new ArrayList<>();
    for (Explained each : explanation.findings()) {
      for (Tried tried : each.tried()) {
        tried.metrics().forEach(metric -> rows.add(new Row(each.finding(), tried, metric)));
      }
    }
    List<Columns.Column> columns = new ArrayList<>();
    columns.add(words("finding", rows, r -> r.finding.id()));
    columns.add(words("severity", rows, r -> r.finding.severity().word()));
    columns.add(words("setting", rows, r -> FindingWords.settings(r.tried.change())));
    columns.add(words("outcome", rows, r -> r.tried.outcome().word()));
    columns.addAll(DifferenceColumns.of(rows.stream().map(Row::metric).toList()));
    return new Columns(columns).csv();
  }

  private static Columns.Column words(String name, List<Row> rows, Function<Row, String> word) {
    return Columns.words(name, rows.stream().map(word).toList());
  }

  /** {@code words} in lines of a screen, each behind {@code indent}, further ones a bit more. */
  private static String wrapped(String words, String indent) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    boolean begun = false;
    for (String word : words.split(" ", -1)) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(indent).append("  ");
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    return text.append(line).append('\n').toString();
  }
}
