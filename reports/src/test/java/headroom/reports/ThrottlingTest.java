package headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Replicator;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.reports.chart.Charts;
import headroom.reports.page.ReportPage;
import headroom.reports.words.Headlines;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A CPU quota in everything that is said about a run: 60 requests/s of 5 ms under half a core. */
@TestInstance(Lifecycle.PER_CLASS)
class ThrottlingTest {
  private static final long S = 1_000_000_000;

  private final Result limited = run(new MachineSettings(2, new Quota(0.5, S / 10)));
  private final PointResult point = limited.points().get(0);

  @Test
  void theFileKeepsIt() throws IOException {
    Result read = ResultFile.parse(ResultFile.toJson(limited));
    assertThat(read).isEqualTo(limited);
    double share = Objects.requireNonNull(point.cpu().throttledShare());
    assertThat(share).isBetween(0.1, 0.6);
    Map<String, MetricResult> metrics = point.metrics();
    assertThat(metrics)
        .containsKeys("nr_periods", "nr_throttled", "throttled_time", "nr_bursts", "burst_time");
    double periods = total(metrics, "nr_periods");
    assertThat(periods).isCloseTo(2 * 20 * 10, within(4.0));
    assertThat(total(metrics, "nr_throttled") / periods).isCloseTo(share, within(0.001));
    assertThat(total(metrics, "nr_bursts")).isZero();
  }

  private static double total(Map<String, MetricResult> metrics, String name) {
    MetricResult found = Objects.requireNonNull(metrics.get(name));
    return found.values().getOrDefault("total", Double.NaN);
  }

  /** Who stands still is throttled himself, or waits for one who is. */
  @Test
  void requestsAreFrozenForLongerThanTheirOwnThreads() {
    Map<String, Double> frozen =
        Objects.requireNonNull(point.requests().times().breakdowns().frozenMs());
    double own = point.breakdownMs().getOrDefault("throttled", 0.0);
    double mean = frozen.getOrDefault("mean", 0.0);
    double slowest = frozen.getOrDefault("p99", 0.0);
    assertThat(own).isGreaterThan(0.5);
    assertThat(mean).isGreaterThan(own);
    assertThat(slowest).isGreaterThan(20).isLessThan(point.latencyMs().max());
  }

  @Test
  void theHeadlinesAndThePageSayHowMuch() {
    assertThat(Headlines.of(limited))
        .anyMatch(
            sentence ->
                sentence.matches(
                    "The CPU quota throttled the container in [0-9.]+% of the periods: the slowest"
                        + " 1% stood still for [0-9.]+ ms of their [0-9.]+ ms, whatever they were"
                        + " waiting for\\."));
    Document page = Jsoup.parse(ReportPage.of(limited, figures(limited), "", null).html());
    assertThat(page.text())
        .contains("Throttling over time", "nr_throttled over nr_periods", "nr_throttled");
    assertThat(page.text()).contains("throttled by the CPU quota");
  }

  @Test
  void theTableOfPointsHasTheCounts() {
    Map<String, MetricResult> metrics = point.metrics();
    assertThat(Double.parseDouble(OnePoint.cell(limited, "nr_throttled.total")))
        .isEqualTo(total(metrics, "nr_throttled"));
    assertThat(Double.parseDouble(OnePoint.cell(limited, "throttled_time.total")))
        .isEqualTo(total(metrics, "throttled_time"));
  }

  @Test
  void withoutAQuotaNothingIsSaid() {
    Result free = run(new MachineSettings(2));
    assertThat(ResultFile.toJson(free)).doesNotContain("nr_periods", "throttled", "frozen");
    assertThat(Headlines.of(free)).noneMatch(sentence -> sentence.contains("quota"));
    assertThat(ReportPage.of(free, figures(free), "", null).html()).doesNotContain("Throttling");
  }

  private static Result run(MachineSettings machine) {
    return OnePoint.run(
        OnePoint.scenario(machine, 60, 4, 5, OnePoint.window(20, 100)), Replicator.simulator());
  }

  private static List<ReportPage.Figure> figures(Result result) {
    return Charts.of(result).stream().map(ReportPage.Figure::of).toList();
  }
}
