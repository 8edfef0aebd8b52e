package headroom.reports.page;

import gg.jte.output.StringOutput;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.Result;
import headroom.reports.chart.Chart;
import headroom.reports.chart.WhatIfCharts;
import headroom.reports.page.ReportPage.Figure;
import headroom.reports.page.ReportPage.Finding;
import headroom.reports.table.BesideTheFile;
import headroom.reports.words.FindingWords;
import headroom.reports.words.Headlines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a what-if shows of one setting: a part of the page, every text escaped by the
 * template, except the chart's SVG.
 *
 * @param changed whether anything differs from the file
 * @param whole whether the figures are final
 * @param state how much was simulated, in a sentence
 * @param slo verdicts of the file and of the setting; without any if there is no SLO
 * @param latency the curves; null if nothing completed
 */
public record WhatIfAnswer(
    boolean changed,
    boolean whole,
    String state,
    List<Verdict> slo,
    List<BesideTheFile.Row> rows,
    @Nullable Figure latency,
    Words words) {
  private static final double MS_PER_S = 1e3;

  /** Whether a side meets the SLO, and limit by limit how well. */
  public record Verdict(boolean met, String text, List<Finding> objectives) {}

  /**
   * What is said of the setting.
   *
   * @param headlines its figures in sentences
   * @param unsettled whether the first of them is a warning
   * @param commands the command lines that give the same
   */
  public record Words(
      List<String> headlines, boolean unsettled, List<Wrong> wrong, List<String> commands) {}

  /** One thing that is wrong, and settings to try. */
  public record Wrong(
      String severity, String heading, String evidence, String advice, List<Try> tries) {}

  /**
   * A setting to try.
   *
   * @param query keys and values as in a query of a URL, for the page's buttons
   */
  public record Try(String text, String query) {}

  /**
   * The two sides.
   *
   * @param base the file's own figures, as {@code setting} has those of the setting: one point
   * @param changes whether anything is set
   * @param differences those that were taken replication by replication
   * @param whole whether the figures are final
   * @param commands the command lines that give the same
   */
  public record Sides(
      PointResult base,
      Result setting,
      boolean changes,
      List<MetricDifference> differences,
      boolean whole,
      List<String> commands) {
    PointResult changed() {
      return setting.points().get(0);
    }
  }

  /** The answer for {@code sides}. */
  public static WhatIfAnswer of(Sides sides) {
    PointResult changed = sides.changed();
    PointResult other = sides.changes() ? changed : null;
    Chart chart = WhatIfCharts.latency(sides.base(), other);
    return new WhatIfAnswer(
        sides.changes(),
        sides.whole(),
        state(changed, sides.whole()),
        verdicts(sides),
        BesideTheFile.of(sides.base(), other, sides.differences(), sides.whole()),
        chart == null ? null : Figure.of(chart),
        new Words(
            Headlines.of(sides.setting()),
            changed.crash() != null || !changed.stability().stationary(),
            wrong(changed),
            List.copyOf(sides.commands())));
  }

  private static String state(PointResult changed, boolean whole) {
    int count = changed.replications();
    return (whole ? "All that the file asks for: " : "Quick look: ")
        + FigureText.count(changed.offered())
        + " requests, "
        + count
        + (count == 1 ? " replication of " : " replications of ")
        + FigureText.time(changed.durationS() * MS_PER_S);
  }

  private static List<Verdict> verdicts(Sides sides) {
    List<Verdict> verdicts = new ArrayList<>();
    SloVerdict before = sides.base().slo();
    SloVerdict after = sides.changed().slo();
    if (before != null && after != null) {
      if (sides.changes()) {
        verdicts.add(verdict("this setting", after));
      }
      verdicts.add(verdict("the file", before));
    }
    return verdicts;
  }

  private static Verdict verdict(String side, SloVerdict slo) {
    List<Finding> objectives = new ArrayList<>();
    if (slo.objectives() != null) {
      for (Objective objective : slo.objectives()) {
        objectives.add(new Finding(objective.met(), objective.text()));
      }
    }
    return new Verdict(
        slo.met(), "SLO " + (slo.met() ? "met" : "missed") + " by " + side, objectives);
  }

  private static List<Wrong> wrong(PointResult changed) {
    List<headroom.experiments.result.Finding> found =
        changed.diagnosis() == null ? List.of() : changed.diagnosis();
    return found.stream()
        .map(
            each ->
                new Wrong(
                    each.severity().word(),
                    FindingWords.heading(each),
                    each.evidence(),
                    each.advice(),
                    each.tries().stream().map(WhatIfAnswer::tryOut).toList()))
        .toList();
  }

  private static Try tryOut(Map<String, Object> change) {
    String query =
        change.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return new Try(FindingWords.settings(change).replace("--set ", ""), query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The HTML text. */
  public String html() {
    StringOutput output = new StringOutput();
    ReportPage.Templates.ENGINE.render("whatifAnswer.jte", this, output);
    return output.toString();
  }
}
