package headroom.reports;

import headroom.experiments.result.Answer;
import headroom.experiments.result.Compared;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.Planned;
import headroom.experiments.result.Result;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.Verification;
import headroom.reports.chart.Chart;
import headroom.reports.chart.ChartFiles;
import headroom.reports.chart.Charts;
import headroom.reports.chart.ComparisonCharts;
import headroom.reports.chart.PlanCharts;
import headroom.reports.chart.SensitivityCharts;
import headroom.reports.chart.VerificationCharts;
import headroom.reports.page.AnswerPages;
import headroom.reports.page.ComparisonPage;
import headroom.reports.page.ReportPage;
import headroom.reports.page.ReportPage.Figure;
import headroom.reports.page.SensitivityPage;
import headroom.reports.table.PointTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what people read of a result: the table of points, the charts, and the page with both. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * What to write besides {@code points.csv}.
   *
   * @param charts the charts as files of their own
   * @param page {@code report.html}, which holds the charts too
   */
  public record Options(boolean charts, boolean page) {
    /** Everything. */
    public static Options all() {
      return new Options(true, true);
    }

    /** Only the table. */
    public static Options tableOnly() {
      return new Options(false, false);
    }
  }

  /**
   * Writes {@code points.csv}, {@code charts/*.svg}, {@code charts/*.png} and {@code report.html}
   * into an existing directory. The same result gives the same bytes.
   *
   * @param answer what a comparison or a plan says of the points; null if they are all there is
   * @param resolvedYaml the experiment with every default written out
   * @param command what was called, to be shown as the way to repeat it; null if it is not known
   */
  public static void write(
      Result result,
      @Nullable Answer answer,
      String resolvedYaml,
      @Nullable String command,
      Path directory,
      Options options)
      throws IOException {
    if (answer instanceof Compared compared) {
      write(
          result,
          ComparisonCharts.of(compared),
          figures -> ComparisonPage.of(result, compared, figures, resolvedYaml, command).html(),
          directory,
          options);
    } else if (answer instanceof Planned plan) {
      write(
          result,
          PlanCharts.of(result, plan),
          figures -> AnswerPages.ofPlan(result, plan, figures, resolvedYaml, command).html(),
          directory,
          options);
    } else if (answer instanceof SensitivityResult sensitivity) {
      write(
          result,
          SensitivityCharts.of(sensitivity),
          figures -> SensitivityPage.of(result, sensitivity, figures, resolvedYaml, command).html(),
          directory,
          options);
    } else if (answer instanceof Explanation explanation) {
      write(
          result,
          Charts.of(result),
          figures ->
              AnswerPages.ofExplanation(result, explanation, figures, resolvedYaml, command).html(),
          directory,
          options);
    } else if (answer instanceof Verification verification) {
      write(
          result,
          VerificationCharts.of(result, verification),
          figures ->
              AnswerPages.ofVerification(result, verification, figures, resolvedYaml, command)
                  .html(),
          directory,
          options);
    } else {
      write(
          result,
          Charts.of(result),
          figures -> ReportPage.of(result, figures, resolvedYaml, command).html(),
          directory,
          options);
    }
  }

  private static void write(
      Result result,
      List<Chart> charts,
      Function<List<Figure>, String> page,
      Path directory,
      Options options)
      throws IOException {
    Files.writeString(directory.resolve("points.csv"), PointTable.csv(result));
    if (!options.charts() && !options.page()) {
      return;
    }
    List<Figure> figures = charts.stream().map(Figure::of).toList();
    if (options.charts()) {
      Path folder = Files.createDirectories(directory.resolve("charts"));
      for (int i = 0; i < charts.size(); i++) {
        String name = figures.get(i).name();
        Files.writeString(
            folder.resolve(name + ".svg"), ChartFiles.SVG_HEAD + figures.get(i).svg());
        Files.write(folder.resolve(name + ".png"), ChartFiles.png(charts.get(i)));
      }
    }
    if (options.page()) {
      Files.writeString(directory.resolve("report.html"), page.apply(figures));
    }
  }
}
