package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.Result;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.SensitivityResult.Effect;
import headroom.experiments.result.SensitivityResult.Knob;
import headroom.experiments.result.SensitivityResult.SpeedUp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the P99 hangs on, as tables to be read. */
public final class SensitivityTables {
  /** Numbers on a screen; the report has them all. */
  private static final int MOST_ROWS = 12;

  private SensitivityTables() {}

  /** The sentences where the format can hold them, and the tables. */
  public static String text(SensitivityResult answer, Result points, TableFormat format) {
    return switch (format) {
      case TABLE ->
          sentences(answer, "")
              + "\n"
              + first(numbers(answer)).aligned()
              + leftOut(answer)
              + "\n"
              + speedUps(answer).aligned();
      case MARKDOWN ->
          sentences(answer, "- ")
              + "\n"
              + numbers(answer).markdown()
              + "\n"
              + speedUps(answer).markdown();
      case CSV, JSON -> PointSummary.text(points, format);
    };
  }

  /** A row a number, what moves the P99 most first. */
  public static TextTable numbers(SensitivityResult answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Knob knob : answer.numbers()) {
      List<String> row = new ArrayList<>(List.of(knob.name(), knob.value()));
      add(row, knob.less());
      add(row, knob.more());
      rows.add(row);
    }
    return new TextTable(
        List.of("number", "value", "less", "P99", "change", "more", "P99", "change"), rows, 1);
  }

  /** A row a step, what gains most first. */
  public static TextTable speedUps(SensitivityResult answer) {
    List<List<String>> rows = new ArrayList<>();
    for (SpeedUp speedUp : answer.speedUps()) {
      List<String> row = new ArrayList<>(List.of(speedUp.step(), speedUp.value()));
      speedUp.faster().forEach(effect -> row.add(change(effect)));
      rows.add(row);
    }
    return new TextTable(
        List.of("step made faster", "time", "by 10%: P99", "by 25%: P99", "by 50%: P99"), rows, 2);
  }

  private static void add(List<String> row, @Nullable Effect effect) {
    row.addAll(
        effect == null
            ? List.of("–", "", "")
            : List.of(effect.value(), FigureText.time(effect.p99Ms()), change(effect)));
  }

  /** {@code +9.9% ±0.8}, in percentage points; {@code ~} before what chance would do. */
  private static String change(Effect effect) {
    if (!effect.steady()) {
      return "does not settle";
    }
    Interval interval = effect.ci95();
    double half = interval == null ? Double.NaN : (interval.high() - interval.low()) / 2;
    return (effect.matters() ? "" : "~ ")
        + FigureText.signedPercent(effect.p99Change())
        + (Double.isNaN(half) ? "" : " ±" + FigureText.percent(half));
  }

  private static TextTable first(TextTable table) {
    int shown = Math.min(MOST_ROWS, table.rows().size());
    return new TextTable(table.header(), table.rows().subList(0, shown), table.words());
  }

  private static String leftOut(SensitivityResult answer) {
    int more = answer.numbers().size() - MOST_ROWS;
    return more > 0 ? more + " more that move it less stand in the report\n" : "";
  }

  private static String sentences(SensitivityResult answer, String bullet) {
    StringBuilder text = new StringBuilder();
    answer.verdict().forEach(sentence -> text.append(bullet).append(sentence).append('\n'));
    return text.toString();
  }
}
