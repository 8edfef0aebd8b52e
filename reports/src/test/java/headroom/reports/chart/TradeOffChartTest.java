package headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.RequestTimes;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class TradeOffChartTest {
  private static final double MIB = 1 << 20;

  private static Result sweep(String key) {
    List<PointResult> points = new ArrayList<>();
    double meanMs = 10;
    double mib = 100;
    for (long value : new long[] {25, 50, 100, 200, 400}) {
      points.add(point(SampleResults.point(Map.of(key, value), 0.5, meanMs, 8), mib));
      meanMs = Math.max(4, meanMs / 2);
      mib *= 2;
    }
    return SampleResults.result("sweep", points);
  }

  private static PointResult point(PointResult base, double mib) {
    RequestTimes times = base.requests().times();
    return new PointResult(
        base.parameters(),
        new PointResult.Requests(
            new RequestTimes(
                times.latencyMs(),
                times.byClass(),
                times.breakdowns(),
                times.byStep(),
                times.byResource(),
                new CollectorTimes(Map.of(), Map.of(), null)),
            base.requests().counts()),
        new ProcessFigures(
            new Cpu(1, 0.5, 12 / mib, 10 / mib, null, null),
            base.runtime(),
            base.levels(),
            Map.of("rss", new MetricResult("gauge", "bytes", Map.of("max", mib * MIB)))),
        base.curves(),
        base.verdict(),
        base.conduct());
  }

  private static List<String> texts(Chart chart) {
    return Jsoup.parse(ChartFiles.svg(chart), "", Parser.xmlParser()).select("text").eachText();
  }

  private static List<String> names(Result result) {
    return Charts.of(result).stream().map(Chart::name).toList();
  }

  @Test
  void settingsStandBesideTheirPointsAndTheKneeIsNamed() {
    Result result = sweep("runtime.gogc");
    assertThat(names(result)).contains("collector-share", "resident", "trade-off");
    Chart chart =
        Charts.of(result).stream()
            .filter(c -> c.name().equals("trade-off"))
            .findFirst()
            .orElseThrow();
    assertThat(texts(chart)).contains("25", "50", "100", "200", "400", "P99 over memory, by GOGC");
    // P99 46, 23, 18.4, 18.4, 18.4 ms
    assertThat(chart.caption()).endsWith("at most 10% above the best of its line (GOGC 100).");
  }

  @Test
  void onlyWhatTradesMemoryHasTheCurve() {
    assertThat(names(sweep("server.workers")))
        .contains("collector-share", "resident")
        .doesNotContain("trade-off");
  }

  @Test
  void whatDoesNotAllocateHasNone() {
    assertThat(names(SampleResults.load(100, 200, 300)))
        .doesNotContain("collector-share", "resident", "trade-off");
  }
}
