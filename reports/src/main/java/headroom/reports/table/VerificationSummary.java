package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Verification;
import headroom.experiments.result.Verification.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A verification to be read: what was predicted beside what was measured. */
public final class VerificationSummary {
  private VerificationSummary() {}

  /** The whole in the given format. */
  public static String text(Verification verification, TableFormat format) {
    return switch (format) {
      case TABLE -> plain(verification);
      case MARKDOWN -> markdown(verification);
      case CSV -> csv(verification);
      case JSON -> ResultFile.toJson(verification);
    };
  }

  /** A row a figure. */
  public static TextTable of(Verification verification) {
    int repeats = verification.repeats();
    String median = repeats == 1 ? "measured" : "measured, median of " + repeats;
    List<String> header = new ArrayList<>(List.of("", "predicted", median));
    if (repeats > 1) {
      header.add("repeats");
    }
    header.addAll(List.of("error", ""));
    List<List<String>> rows = new ArrayList<>();
    for (Check check : verification.checks()) {
      List<String> row = new ArrayList<>(List.of(check.name()));
      row.add(FigureText.quantity(check.predicted(), check.unit()));
      row.add(FigureText.quantity(check.measured(), check.unit()));
      if (repeats > 1) {
        row.add(range(check));
      }
      row.add(FigureText.signedPercent(check.error()));
      row.add(check.agrees() ? "✓" : "✗");
      rows.add(row);
    }
    return new TextTable(header, rows, 1);
  }

  private static String range(Check check) {
    String least = FigureText.quantity(check.least(), check.unit());
    String most = FigureText.quantity(check.most(), check.unit());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String plain(Verification verification) {
    StringBuilder text = new StringBuilder("\n");
    text.append(of(verification).aligned()).append('\n');
    verification.verdict().forEach(sentence -> text.append(sentence).append('\n'));
    verification.warnings().forEach(sentence -> text.append(sentence).append('\n'));
    return text.toString();
  }

  private static String markdown(Verification verification) {
    StringBuilder text = new StringBuilder(of(verification).markdown()).append('\n');
    verification.verdict().forEach(each -> text.append("- ").append(each).append('\n'));
    verification.warnings().forEach(each -> text.append("- ").append(each).append('\n'));
    return text.toString();
  }

  private static String csv(Verification verification) {
    List<Check> checks = verification.checks();
    return new Columns(
            List.of(
                words("figure", checks, Check::name),
                words("unit", checks, Check::unit),
                figures("predicted", checks, Check::predicted),
                figures("measured", checks, Check::measured),
                figures("measured_least", checks, Check::least),
                figures("measured_most", checks, Check::most),
                figures("error", checks, Check::error),
                words("agrees", checks, check -> check.agrees() ? "true" : "false")))
        .csv();
  }

  private static Columns.Column words(String name, List<Check> checks, Function<Check, String> of) {
    return Columns.words(name, checks.stream().map(of).toList());
  }

  private static Columns.Column figures(
      String name, List<Check> checks, ToDoubleFunction<Check> of) {
    return Columns.figures(name, checks.stream().mapToDouble(of).toArray());
  }
}
