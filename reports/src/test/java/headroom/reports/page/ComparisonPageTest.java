package headroom.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Compared;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ComparisonResult.Side;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.Result;
import headroom.reports.ReportWriter;
import headroom.reports.SampleResults;
import headroom.reports.table.ComparisonSummary;
import headroom.reports.table.RankingSummary;
import headroom.reports.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {
  private static final String BETTER = "-52.1% (-54.0% to -50.3%)";

  @TempDir private Path directory;

  /** Whoever reads the page reads what the terminal has printed. */
  @Test
  void thePageHasTheFiguresOfTheTerminal() throws IOException {
    String page = page(comparison());
    assertThat(ComparisonSummary.text(comparison(), TableFormat.TABLE))
        .contains(BETTER, "86.1 ms ±3%", "41.2 ms ±2%", "time queue", "-40 ms (-42 ms to -38 ms)")
        .contains("Setting server.workers=8 makes it better.");
    assertThat(page)
        .contains(BETTER, "86.1 ms ±3%", "41.2 ms ±2%", "time queue", "-40 ms (-42 ms to -38 ms)")
        .contains("<p class=\"verdict\">Setting server.workers=8 makes it better.</p>")
        .contains("<li class=\"warning\">Caution: the base is not stationary.</li>");
  }

  @Test
  void theSidesLieOverAndBesideEachOther() throws IOException {
    String page = page(comparison());
    assertThat(page).contains("id=\"latency-percentiles\"", "id=\"breakdown\"");
    assertThat(page).contains(">workers 8<", ">workers 8, slowest 1%<");
    assertThat(directory.resolve("charts/breakdown.png")).isNotEmptyFile();
  }

  @Test
  void aRankingShowsAllInOrder() throws IOException {
    RankingResult ranking =
        new RankingResult(
            1,
            "checkout",
            "test",
            1,
            10,
            0.02,
            points().get(0),
            2,
            List.of(
                new Variant(1, change(8), points().get(1), metrics(), List.of("Better.")),
                new Variant(3, change(2), points().get(2), metrics(), List.of("Worse."))),
            List.of("Best is server.workers=8."));
    assertThat(RankingSummary.of(ranking).rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("1 workers 8", "2 the base", "3 workers 2");
    String page = page(ranking);
    assertThat(page).contains("id=\"breakdown-mean\"", "id=\"breakdown-p99\"", "id=\"ranking\"");
    assertThat(page).contains("Best is server.workers=8.", "Paired differences: workers 2");
  }

  private String page(Compared compared) throws IOException {
    Result result = new Result(1, "checkout", "test", 1, points());
    ReportWriter.write(
        result, compared, "name: checkout", null, directory, ReportWriter.Options.all());
    return Files.readString(directory.resolve("report.html"));
  }

  private static ComparisonResult comparison() {
    return new ComparisonResult(
        1,
        "checkout",
        "checkout",
        change(8),
        "test",
        1,
        10,
        0.02,
        points().get(0),
        points().get(1),
        metrics(),
        List.of(
            "Setting server.workers=8 makes it better.", "Caution: the base is not stationary."));
  }

  /** The base has no parameters. */
  private static List<PointResult> points() {
    List<PointResult> points = SampleResults.workers(8, 2).points();
    return List.of(SampleResults.single().points().get(0), points.get(0), points.get(1));
  }

  private static Map<String, Object> change(long workers) {
    return Map.of("server.workers", workers);
  }

  private static List<MetricDifference> metrics() {
    return List.of(
        new MetricDifference(
            "latency_ms.p99",
            "p99",
            "ms",
            new Side(86.1, 2.58),
            new Side(41.2, 0.82),
            -44.9,
            new Interval(-46.5, -43.3),
            -0.521,
            new Interval(-0.54, -0.503),
            Effect.BETTER,
            "",
            ""),
        new MetricDifference(
            "breakdown_ms.queue",
            "time queue",
            "ms",
            new Side(0, 0),
            new Side(40, 1),
            -40,
            new Interval(-42, -38),
            null,
            null,
            Effect.CHANGED,
            "",
            ""));
  }
}
