package headroom.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import headroom.reports.chart.Charts;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {
  private static final String YAML = "name: \"<script>alert(1)</script>\"\nmachine:\n  cores: 2\n";

  @Test
  void thePageHoldsSummaryChartsTableAndExperiment() {
    Document page = page(SampleResults.workers(1, 2, 4, 8));
    assertThat(page.select("h1").text()).isEqualTo("checkout");
    assertThat(page.select(".verdict").text()).isEqualTo("The SLO is met at 2 of 4 settings.");
    assertThat(page.select("figure svg")).hasSize(8);
    assertThat(page.select("figcaption")).hasSize(8).allMatch(Element::hasText);
    assertThat(page.select("table").get(0).select("tbody tr")).hasSize(4);
    // P99 at 8 workers: 4.6 · (4 + 200 / 64) ms = 32.8 ms
    assertThat(page.select("table").get(0).text()).contains("32.8 ms ±14%");
    assertThat(page.text())
        .contains("GOMAXPROCS", "2 cores, no CPU quota", "headroom run shop.yaml");
  }

  @Test
  void thePageSaysWhereTheTimeGoesByStepAndByResource() {
    Document page = page(SampleResults.single());
    assertThat(page.select("#time h3").eachText()).containsExactly("By step", "By resource");
    // the sample: 0.42 of 12 ms of waiting and 0.3 of service, in 11,250 of 11,250 requests
    assertThat(page.select("#time table").get(0).text()).contains("db (call db) 72% 0.938 5.04 ms");
    assertThat(page.select("#time table").get(1).text()).contains("pool db 70% 8.4 ms 12 ms 12");
    assertThat(page.select(".headlines").text())
        .contains(
            "Of the steps, db (call db) takes most: 72% of the latency",
            "Most waited for is pool db: 8.4 ms on average, 12 ms at the P99; it is 70% in use.");
  }

  /** Of a run all values of a metric, of a sweep its chief one by setting. */
  @Test
  void allMetricsAreFoldedAway() {
    Document run = page(SampleResults.single());
    assertThat(run.select("#metrics details thead").text())
        .isEqualTo("metric unit mean max count P99 total per second");
    assertThat(run.select("#metrics tbody tr").eachText())
        .containsExactly(
            "/sched/goroutines:goroutines goroutines 16.5 20",
            "/sched/latencies:seconds seconds 3,000 0.0019",
            "steals goroutines 12,300 41");
    Document sweep = page(SampleResults.workers(1, 2));
    assertThat(sweep.select("#metrics thead").text())
        .isEqualTo("metric unit value workers 1 workers 2");
    assertThat(sweep.select("#metrics tbody tr").eachText())
        .containsExactly(
            "/sched/goroutines:goroutines goroutines mean 9.5 10.5",
            "/sched/latencies:seconds seconds P99 0.0019 0.0019",
            "steals goroutines per second 41 41");
    assertThat(page(SampleResults.nothingCompleted()).select("#metrics")).isEmpty();
  }

  @Test
  void thePageNamesTheCostProfileAndWhoseConstantsItHolds() {
    assertThat(page(SampleResults.single()).select("dd").eachText())
        .anyMatch(text -> text.startsWith("linux. Its constants are not measured on your machine"));
    assertThat(page(SampleResults.nothingCompleted()).select("dt").eachText())
        .contains("cost profile");
  }

  @Test
  void aMetLimitShowsItsMargin() {
    assertThat(page(SampleResults.single()).select(".objectives li.met").eachText())
        .containsExactly("✓ p99 is fine, 12% to spare");
  }

  @Test
  void theReasonsOfAMissAreNeverFoldedAway() {
    Document page = page(SampleResults.workers(1, 2, 4, 8));
    assertThat(page.select(".objectives li").eachText())
        .containsExactly("✗ workers 1: p99 is bad, 12% over", "✗ workers 2: p99 is bad, 12% over");
    assertThat(page.select("details").text()).doesNotContain("12% over");
    assertThat(page.select("table").get(0).text()).contains("✗ p99 is bad");
  }

  @Test
  void aComparisonIsNoSweep() {
    Result sides =
        SampleResults.result(
            "sides",
            List.of(
                SampleResults.point(Map.of(), 0.5, 12, 8),
                SampleResults.point(Map.of("runtime.gomaxprocs", 4L), 0.5, 12, 8)));
    Document page = page(sides);
    assertThat(page.select(".asked").text())
        .isEqualTo("A comparison of the base with GOMAXPROCS 4.");
    assertThat(page.select("table").get(0).select("tbody tr").eachText())
        .satisfiesExactly(
            base -> assertThat(base).startsWith("base 200/s"),
            changed -> assertThat(changed).startsWith("4 200/s"));
  }

  /**
   * A label of a chart is 15 points high, 1 of 960 across. At 760 of 960 pixels it is 12 pixels; in
   * the 354 of a telephone it would be 6. So the chart scrolls, and nothing of it is cut.
   */
  @Test
  void onANarrowScreenAChartScrollsInItsOwnBox() {
    Document page = page(SampleResults.single());
    String style = page.select("style").html();
    assertThat(style).contains("figure svg { display: block; width: 100%;", "overflow-x: auto");
    assertThat(style.substring(style.indexOf("@media (max-width: 560px)")))
        .contains("figure svg { min-width: 760px; }");
    assertThat(page.select("figure svg[width], figure svg[height]")).isEmpty();
    assertThat(page.select("figure .plot[tabindex=0] > svg")) // the keyboard scrolls it
        .hasSameSizeAs(page.select("figure"));
  }

  @Test
  void textsAreEscaped() {
    Result sample = SampleResults.single();
    Result hostile =
        new Result(
            1, "<img src=x onerror=alert(1)> & \"more\"", sample.engine(), 1, sample.points());
    Document page = page(hostile);
    assertThat(page.select("script, img, b")).isEmpty();
    assertThat(page.select("h1").text()).isEqualTo("<img src=x onerror=alert(1)> & \"more\"");
    assertThat(page.select("pre").text()).contains("<script>alert(1)</script>");
    assertThat(page.text()).contains("write <b>");
  }

  @ParameterizedTest
  @MethodSource("headroom.reports.chart.ChartsTest#oddResults")
  void everyPageStandsAlone(Result result) {
    String html = html(result);
    Document page = Jsoup.parse(html);
    assertThat(page.select("script, link, iframe, [src], a[href], image")).isEmpty();
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "@import");
    assertThat(page.text()).doesNotContain("NaN", "Infinity", "null");
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void twiceIsTheSameText() {
    assertThat(html(SampleResults.grid(3))).isEqualTo(html(SampleResults.grid(3)));
  }

  @Test
  void withoutACommandThereIsNone() {
    Result result = SampleResults.single();
    assertThat(ReportPage.of(result, List.of(), YAML, null).html())
        .doesNotContain("headroom run shop.yaml");
  }

  private static Document page(Result result) {
    return Jsoup.parse(html(result));
  }

  private static String html(Result result) {
    return ReportPage.of(result, figures(result), YAML, "headroom run shop.yaml").html();
  }

  private static List<ReportPage.Figure> figures(Result result) {
    return Charts.of(result).stream().map(ReportPage.Figure::of).toList();
  }
}
