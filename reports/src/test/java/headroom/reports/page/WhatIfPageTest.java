package headroom.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ComparisonResult.Side;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import headroom.reports.page.WhatIfPage.Group;
import headroom.reports.page.WhatIfPage.Slider;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class WhatIfPageTest {
  private static final String HOSTILE = "\"><script>alert(1)</script>";

  private static final PointResult TWO = SampleResults.workers(2).points().get(0);

  private static Document answer(
      PointResult changed, List<MetricDifference> differences, boolean whole) {
    Result one = SampleResults.workers(2);
    Result setting =
        new Result(one.schema(), one.experiment(), one.engine(), one.seed(), List.of(changed));
    List<String> commands = List.of("headroom run shop.yaml --set a='" + HOSTILE + "'");
    return Jsoup.parse(
        WhatIfAnswer.of(
                new WhatIfAnswer.Sides(
                    TWO, setting, !changed.equals(TWO), differences, whole, commands))
            .html());
  }

  private static MetricDifference p99(Effect effect, double low, double high) {
    return new MetricDifference(
        "latency_ms.p99",
        "p99",
        "ms",
        new Side(100, 1),
        new Side(80, 1),
        -20,
        new Interval(100 * low, 100 * high),
        -0.2,
        new Interval(low, high),
        effect,
        "",
        "");
  }

  @Test
  void everyKnobHasItsSliderAtTheFilesValue() {
    Slider slider =
        new Slider("server.workers", "server.workers", "4", List.of("2", "4", "8"), "a note");
    Slider unset = new Slider("machine.cpuQuota", "machine.cpuQuota", "", List.of("1", ""), null);
    Document page =
        Jsoup.parse(
            new WhatIfPage(
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    List.of(
                        new Group("First", true, List.of(slider, unset)),
                        new Group("Steps", false, List.of())))
                .html());
    assertThat(page.select("details[open] > summary").eachText()).containsExactly("First");
    assertThat(page.select("details").eachText()).hasSize(2);
    assertThat(page.select(".knob").eachAttr("data-stops")).containsExactly("2|4|8", "1|");
    assertThat(page.select("input[type=range]").eachAttr("value")).containsExactly("1", "1");
    assertThat(page.select("input[type=range]").eachAttr("max")).containsExactly("2", "1");
    assertThat(page.select("input[type=text]").eachAttr("value")).containsExactly("4", "");
    assertThat(page.select(".hint").eachText()).containsExactly("a note");
    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("script").attr("src")).isEqualTo("/whatif.js");
    assertThat(page.select("h1").text()).startsWith(HOSTILE);
  }

  @Test
  void theFileAloneHasNoDifference() {
    Document page = answer(TWO, List.of(), true);
    assertThat(page.select("thead th").eachText()).containsExactly("the file");
    assertThat(page.select(".verdict").eachText()).hasSize(1);
    assertThat(page.select("figure svg")).hasSize(1);
  }

  /**
   * P99: 4.6 · (4 + 200 / 4) ms = 248 ms with two workers, 4.6 · (4 + 200 / 16) = 75.9 with four.
   */
  @Test
  void aQuickLookSaysTheDifferenceWithoutAJudgement() {
    PointResult four = SampleResults.workers(4).points().get(0);
    Document page = answer(four, List.of(p99(Effect.BETTER, -0.3, -0.1)), false);
    assertThat(row(page)).isEqualTo("P99 248 ms 75.9 ms -20.0%");
    assertThat(page.select("td.better, td.worse")).isEmpty();
    assertThat(page.select(".verdict").eachText())
        .containsExactly("✓ SLO met by this setting", "✗ SLO missed by the file");
    assertThat(page.select("#commands code").text()).contains(HOSTILE);
    assertThat(page.select("script")).isEmpty();
  }

  @Test
  void finalFiguresAreJudgedByTheirIntervals() {
    PointResult four = SampleResults.workers(4).points().get(0);
    Document better = answer(four, List.of(p99(Effect.BETTER, -0.3, -0.1)), true);
    assertThat(row(better))
        .isEqualTo("P99 248 ms ±14% 75.9 ms ±14% -20.0% [-30.0%, -10.0%], better");
    assertThat(better.select("td.better")).hasSize(1);
    assertThat(row(answer(four, List.of(p99(Effect.NONE, -0.05, 0.05)), true)))
        .endsWith("[-5.0%, +5.0%], within chance");
    assertThat(row(answer(four, List.of(p99(Effect.NONE, -1, 0.5)), true)))
        .endsWith("[-100.0%, +50.0%], too few replications to tell");
  }

  private static String row(Document page) {
    return page.select("tbody tr").stream()
        .map(each -> each.text())
        .filter(text -> text.startsWith("P99 "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theScriptTakesNothingFromElsewhere() {
    assertThat(WhatIfPage.script())
        .startsWith("\"use strict\";")
        .doesNotContain("http://", "https://", "eval(", "import ");
  }
}
