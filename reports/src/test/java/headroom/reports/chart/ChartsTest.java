package headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class ChartsTest {
  /** Results that a chart could stumble over. */
  public static List<Result> oddResults() {
    Map<String, Object> longName = new LinkedHashMap<>();
    longName.put("requests.checkout.steps.database.time", "lognormal(4ms, cv=1.5)".repeat(12));
    Map<String, Object> otherName = new LinkedHashMap<>();
    otherName.put("requests.checkout.steps.database.time", "constant");
    return List.of(
        SampleResults.nothingCompleted(),
        SampleResults.single(),
        SampleResults.workers(4),
        SampleResults.workers(4, 8),
        SampleResults.workers(IntStream.rangeClosed(1, 100).toArray()),
        SampleResults.load(20, 100, 390, 420),
        SampleResults.grid(2),
        SampleResults.grid(12),
        SampleResults.result(
            "equal",
            List.of(
                SampleResults.point(Map.of("a", 0L), 0.5, 5, 1),
                SampleResults.point(Map.of("a", 3L), 0.5, 5, 1))),
        SampleResults.result(
            "zero",
            List.of(
                SampleResults.point(Map.of("a", 1L), 0, 0, 1),
                SampleResults.point(Map.of("a", 2L), 0.5, 5, 1))),
        SampleResults.result(
            "long",
            List.of(
                SampleResults.point(longName, 0.5, 5, 1),
                SampleResults.point(otherName, 0.6, 5, 1))),
        SampleResults.result("no points", List.of()),
        new Result(1, "mixed", "headroom", 1, mixed()));
  }

  private static List<PointResult> mixed() {
    List<PointResult> points = new ArrayList<>(SampleResults.nothingCompleted().points());
    points.addAll(SampleResults.workers(2, 4).points());
    return points;
  }

  @ParameterizedTest
  @MethodSource("oddResults")
  void everyChartIsWholeSvgWithoutLinks(Result result) {
    for (Chart chart : Charts.of(result)) {
      String text = ChartFiles.svg(chart);
      Document svg = Jsoup.parse(text, "", Parser.xmlParser());
      assertThat(svg.select("svg > title").text()).isEqualTo(chart.title());
      assertThat(svg.select("svg").attr("viewBox")).isEqualTo("0 0 960 560");
      assertThat(svg.select("text")).isNotEmpty();
      assertThat(svg.select("a, image, use, script")).isEmpty();
      assertThat(text).doesNotContain("NaN", "Infinity", "DOCTYPE");
      for (Element element : svg.select("[clip-path]")) {
        String id = element.attr("clip-path").replaceAll("url\\(#(.*)\\)", "$1");
        assertThat(svg.select("clipPath[id=" + id + "]")).as(id).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("oddResults")
  void textsStayInsideThePicture(Result result) {
    for (Chart chart : Charts.of(result)) {
      Document svg = Jsoup.parse(ChartFiles.svg(chart), "", Parser.xmlParser());
      for (Element text : svg.select("text")) {
        if (text.parents().select("g[transform^=matrix]").isEmpty()) {
          double x = Double.parseDouble(text.attr("x"));
          double y = Double.parseDouble(text.attr("y"));
          double width =
              Frame.width(
                  text.text(),
                  text.attr("style").contains("bold") ? ChartStyle.TITLE : ChartStyle.LABEL);
          assertThat(x).as(chart.name() + ": " + text.text()).isBetween(0.0, 961 - width);
          assertThat(y).as(chart.name() + ": " + text.text()).isBetween(8.0, 558.0);
        }
      }
    }
  }

  @Test
  void namesOfChartsAreUnique() {
    for (Result result : oddResults()) {
      assertThat(Charts.of(result).stream().map(Chart::name).toList()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aSweepOfWorkersShowsLatencyThroughputAndCpu() {
    Result result = SampleResults.workers(1, 2, 4, 8);
    assertThat(Charts.of(result).stream().map(Chart::name))
        .containsExactly(
            "latency",
            "throughput",
            "cpu",
            "breakdown-mean",
            "breakdown-p99",
            "latency-percentiles",
            "requests-in-system",
            "goroutines");
    List<String> texts = texts(result, "latency");
    assertThat(texts)
        .contains(
            "Latency over workers", "P50", "P99", "P99.9", "1", "2", "4", "8", "100 ms", "workers");
    assertThat(texts).contains("SLO: P99 ≤ 100 ms");
  }

  @Test
  void twoAxesGiveALineAValueAndAMap() {
    Result result = SampleResults.grid(3);
    assertThat(texts(result, "latency-p99")).contains("GOGC 50", "GOGC 100", "GOGC off", "16");
    // 4.6 · (6 + 60 / 16) ms = 44.9 ms meets the SLO; 4.6 · (6 + 60) ms = 304 ms does not
    assertThat(texts(result, "p99-map")).contains("44.9 ms", "304 ms ✕", "off");
  }

  /** Names have no order: a point for each, beside those of other settings, and no line between. */
  @Test
  void pointsOverNamesAreNotJoined() {
    List<PointResult> points = new ArrayList<>();
    for (String name : List.of("json.Marshal/small", "fmt.Sprintf/2-strings", "string/concat")) {
      for (boolean pooled : new boolean[] {false, true}) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps.call.op.name", name);
        parameters.put("pooled", pooled);
        points.add(SampleResults.point(parameters, 0.5, pooled ? 5 : 6, 1));
      }
    }
    List<PointResult> ofOne =
        points.stream().filter(p -> Boolean.TRUE.equals(p.parameters().get("pooled"))).toList();
    Element alone = svg(SampleResults.result("one", ofOne), "latency");
    assertThat(joined(alone)).isZero();
    assertThat(alone.select("ellipse")).hasSize(9); // P50, P99 and P99.9 of each
    assertThat(alone.select("ellipse").eachAttr("cx").stream().distinct()).hasSize(3);
    Element beside = svg(SampleResults.result("two", points), "latency-p99");
    assertThat(joined(beside)).isZero();
    assertThat(beside.select("ellipse").eachAttr("cx").stream().distinct()).hasSize(6);
    assertThat(caption(SampleResults.result("two", points), "latency-p99"))
        .endsWith("Bars: 95% intervals.");
    assertThat(joined(svg(SampleResults.workers(1, 2, 4), "latency"))).isGreaterThanOrEqualTo(6);
    assertThat(joined(svg(SampleResults.grid(3), "latency-p99"))).isGreaterThanOrEqualTo(12);
  }

  /** Lines in a colour of the data from one place of the x axis to another. */
  private static long joined(Element svg) {
    return svg.select("line").stream()
        .filter(line -> ChartStyle.PALETTE.stream().anyMatch(c -> isOf(line, c)))
        .filter(line -> !line.attr("x1").equals(line.attr("x2")))
        .count();
  }

  private static boolean isOf(Element line, Color color) {
    String stroke = "stroke:rgb(%d,%d,%d);";
    return line.attr("style")
        .contains(stroke.formatted(color.getRed(), color.getGreen(), color.getBlue()));
  }

  private static Element svg(Result result, String name) {
    return Jsoup.parse(ChartFiles.svg(chart(result, name)), "", Parser.xmlParser());
  }

  private static String caption(Result result, String name) {
    return chart(result, name).caption();
  }

  private static Chart chart(Result result, String name) {
    return Charts.of(result).stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void percentilesHaveTheirNames() {
    assertThat(texts(SampleResults.single(), "latency-percentiles"))
        .contains("P50", "P90", "P99", "P99.9");
  }

  /** Shortening coordinates once shortened P99.999 as well. */
  @Test
  void noPercentileStandsTwice() {
    Axis latency = Axes.latency("latency", DoubleStream.of(1, 2));
    LineChart line = new LineChart("long tail", Axes.quantiles(5.5), latency);
    line.line("run", new double[] {0, 5}, new double[] {1, 2}, 0);
    String svg = ChartFiles.svg(new Chart("tail", "long tail", "", line));
    assertThat(Jsoup.parse(svg, "", Parser.xmlParser()).select("text").eachText())
        .contains("P99.9", "P99.99", "P99.999")
        .doesNotHaveDuplicates();
  }

  @Test
  void loadIsTrueToScaleWithRoundLabels() {
    assertThat(texts(SampleResults.load(20, 130, 275, 390), "latency"))
        .contains("100/s", "200/s", "300/s");
  }

  @Test
  void twiceIsTheSameBytes() throws IOException {
    for (Result result :
        List.of(SampleResults.workers(1, 2, 4), SampleResults.grid(3), SampleResults.single())) {
      List<Chart> first = Charts.of(result);
      List<Chart> second = Charts.of(result);
      for (int i = 0; i < first.size(); i++) {
        String svg = ChartFiles.svg(first.get(i));
        byte[] png = ChartFiles.png(first.get(i));
        assertThat(ChartFiles.svg(first.get(i)))
            .isEqualTo(svg)
            .isEqualTo(ChartFiles.svg(second.get(i)));
        assertThat(ChartFiles.png(second.get(i))).isEqualTo(png);
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1920);
      }
    }
  }

  private static List<String> texts(Result result, String name) {
    return svg(result, name).select("text").eachText();
  }

  /** Its mean stays below 20, but the text says "up to" what one replication had. */
  @Test
  void aChartPeaksWhereTheHighestReplicationDoes() {
    Chart chart =
        Charts.of(SampleResults.single()).stream()
            .filter(c -> c.name().equals("goroutines"))
            .findFirst()
            .orElseThrow();
    assertThat(chart.caption()).contains("shaded: the least to the highest");
    List<String> texts =
        Jsoup.parse(ChartFiles.svg(chart), "", Parser.xmlParser()).select("text").eachText();
    assertThat(texts).contains("30").doesNotContain("100");
    Result many = SampleResults.workers(1, 2, 4, 8, 16);
    assertThat(Charts.of(many))
        .filteredOn(c -> c.name().equals("goroutines"))
        .allSatisfy(c -> assertThat(c.caption()).contains("The highest over replications"));
  }
}
