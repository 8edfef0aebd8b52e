package headroom.reports.page;

import gg.jte.output.StringOutput;
import headroom.experiments.result.Compared;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.Result;
import headroom.reports.chart.ComparisonCharts;
import headroom.reports.page.ReportPage.Background;
import headroom.reports.page.ReportPage.Figure;
import headroom.reports.table.ComparisonSummary;
import headroom.reports.table.PointSummary;
import headroom.reports.table.RankingSummary;
import headroom.reports.table.TextTable;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page of a comparison; every text is escaped by the template, except the
 * charts' SVG.
 *
 * @param asked what was compared, in a sentence
 * @param verdict the answer in sentences, the most important first
 * @param ranking the variants, the best first; without rows if there is only one
 * @param points the figures of all sides, pooled over replications
 */
public record ComparisonPage(
    String title,
    String asked,
    List<String> verdict,
    TextTable ranking,
    List<Figure> figures,
    List<Side> sides,
    TextTable points,
    Background background) {

  /**
   * One changed side.
   *
   * @param verdict of this side in sentences; empty if it is that of the page
   * @param service differences of the whole service
   * @param parts differences of classes, steps and parts of the latency
   */
  public record Side(String name, List<String> verdict, TextTable service, TextTable parts) {}

  /** The page of {@code compared}, whose sides are the points of {@code result}. */
  public static ComparisonPage of(
      Result result,
      Compared compared,
      List<Figure> figures,
      String yaml,
      @Nullable String command) {
    String base = ParameterName.setting(compared.basePoint().parameters());
    List<Side> sides = new ArrayList<>();
    for (Variant variant : compared.changes()) {
      sides.add(
          new Side(
              ComparisonCharts.name(variant),
              compared instanceof RankingResult ? variant.verdict() : List.of(),
              ComparisonSummary.service(base, variant),
              ComparisonSummary.parts(base, variant)));
    }
    String others =
        compared instanceof ComparisonResult
            ? sides.get(0).name()
            : sides.size() + " changes of it";
    return new ComparisonPage(
        compared.base(),
        "A comparison of " + base + " with " + others + ", on common random numbers.",
        compared.verdict(),
        compared instanceof RankingResult ranking
            ? RankingSummary.of(ranking)
            : new TextTable(List.of(), List.of(), 0),
        figures,
        sides,
        PointSummary.of(result),
        ReportPage.background(result, yaml, command));
  }

  /** The HTML text. */
  public String html() {
    StringOutput output = new StringOutput();
    ReportPage.Templates.ENGINE.render("comparison.jte", this, output);
    return output.toString();
  }
}
