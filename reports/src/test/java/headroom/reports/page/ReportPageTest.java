package headroom.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import headroom.reports.chart.Charts;
import java.util.List;
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
    assertThat(page.select("table").get(0).text()).contains("✗ p99 is bad, 12% over");
  }

  /** A chart that is wider than the screen is cut. */
  @Test
  void aChartIsNeverWiderThanItsPlace() {
    Document page = page(SampleResults.single());
    assertThat(page.select("style").html())
        .contains("figure svg { display: block; width: 100%;")
        .doesNotContain("min-width: 600px");
    assertThat(page.select("figure svg[width], figure svg[height]")).isEmpty();
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
    return ReportPage.of(result, Charts.of(result), YAML, "headroom run shop.yaml").html();
  }
}
