package headroom.reports.page;

import gg.jte.output.StringOutput;
import headroom.experiments.result.Result;
import headroom.experiments.result.SensitivityResult;
import headroom.reports.page.ReportPage.Background;
import headroom.reports.page.ReportPage.Figure;
import headroom.reports.table.PointSummary;
import headroom.reports.table.SensitivityTables;
import headroom.reports.table.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about what the P99 hangs on; every text is escaped by the template,
 * except the charts' SVG.
 *
 * @param asked what was done, in a sentence
 * @param verdict the answer in sentences, the most important first
 */
public record SensitivityPage(
    String title,
    String asked,
    List<String> verdict,
    List<Figure> figures,
    Tables tables,
    Background background) {

  /**
   * The figures.
   *
   * @param numbers of the file, changed
   * @param speedUps of the steps
   * @param base the experiment as it is
   */
  public record Tables(TextTable numbers, TextTable speedUps, TextTable base) {}

  /** The page of {@code answer}, for which the points of {@code result} were simulated. */
  public static SensitivityPage of(
      Result result,
      SensitivityResult answer,
      List<Figure> figures,
      String yaml,
      @Nullable String command) {
    Result base =
        new Result(
            result.schema(),
            result.experiment(),
            result.engine(),
            result.seed(),
            result.points().subList(0, 1));
    return new SensitivityPage(
        answer.experiment(),
        "What the P99 hangs on, from " + result.points().size() + " settings on the same requests.",
        answer.verdict(),
        figures,
        new Tables(
            SensitivityTables.numbers(answer),
            SensitivityTables.speedUps(answer),
            PointSummary.of(base)),
        ReportPage.background(base, yaml, command));
  }

  /** The HTML text. */
  public String html() {
    StringOutput output = new StringOutput();
    ReportPage.Templates.ENGINE.render("sensitivity.jte", this, output);
    return output.toString();
  }
}
