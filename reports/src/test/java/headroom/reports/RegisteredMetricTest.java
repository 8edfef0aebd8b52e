package headroom.reports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Replicator;
import headroom.model.Listeners;
import headroom.model.Simulation;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.RuntimeMetrics;
import headroom.reports.page.ReportPage;
import headroom.reports.table.PointTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** A figure that is registered, in one line and one place, appears wherever figures are said. */
class RegisteredMetricTest {
  private static final long S = 1_000_000_000;
  private static final String GAUGE = "/test/parcels:bytes";
  private static final String COUNTER = "/test/readings:readings";
  private static final String TIME = "parcel_time";
  private static final String TIMES = "/test/rides:seconds";

  /** A mechanism that counts how often it is read, whatever the program does. */
  private static final class Mechanism {
    private final Histogram rides = new Histogram(3);
    private long readings;
    private long parcels = 5;

    void register(RuntimeMetrics metrics) {
      rides.recordValue(3 * S);
      metrics.watchedGauge(MetricName.go(GAUGE), () -> parcels, () -> 9);
      metrics.counter(MetricName.go(COUNTER), () -> readings++);
      metrics.timeCounter(MetricName.word(TIME, "seconds"), () -> 2 * S * readings);
      metrics.timeHistogram(MetricName.go(TIMES), rides);
    }
  }

  private static final Replicator WITH_MECHANISM =
      (scenario, replication, progress) ->
          Simulation.run(
              scenario,
              replication,
              new Listeners(null, progress, metrics -> new Mechanism().register(metrics), null));

  private static final Replicator WITHOUT = Replicator.simulator();

  /**
   * Ten samples in a window of 10 s: with one reading at its begin and one at its end, the counter
   * grows by 11; twice, as there are two replications. The time is read right after it: it grows by
   * 22 s each.
   */
  @Test
  void itIsInTheResultFile() throws IOException {
    Result read = ResultFile.parse(ResultFile.toJson(run(WITH_MECHANISM)));
    Map<String, MetricResult> metrics = read.points().get(0).metrics();
    assertThat(metrics)
        .containsEntry(GAUGE, new MetricResult("gauge", "bytes", Map.of("mean", 5.0, "max", 9.0)))
        .containsEntry(
            COUNTER, new MetricResult("counter", "readings", Map.of("total", 22.0, "per_s", 1.1)))
        .containsEntry(
            TIME, new MetricResult("counter", "seconds", Map.of("total", 44.0, "per_s", 2.2)));
    MetricResult times = requireNonNull(metrics.get(TIMES));
    assertThat(times.kind()).isEqualTo("histogram");
    assertThat(times.unit()).isEqualTo("seconds");
    assertThat(times.values()).containsEntry("count", 2.0).containsKeys("p50", "max");
    assertThat(times.values().get("p99")).isCloseTo(3, within(0.003));
  }

  /** The counter grows by one a second, the time by two. */
  @Test
  void itHasASeries() {
    PointResult point = run(WITH_MECHANISM).points().get(0);
    Map<String, List<Double>> series = point.series().values();
    assertThat(series.get(GAUGE)).hasSize(10).containsOnly(5.0);
    assertThat(requireNonNull(point.seriesMax()).get(GAUGE)).hasSize(10).containsOnly(9.0);
    assertThat(series.get(COUNTER + "/second")).hasSize(10).containsOnly(1.0);
    assertThat(series.get(TIME + "_per_s")).hasSize(10).containsOnly(2.0);
  }

  @Test
  void itHasColumns() {
    Result result = run(WITH_MECHANISM);
    assertThat(OnePoint.cell(result, GAUGE + ".max")).isEqualTo("9.0");
    assertThat(OnePoint.cell(result, COUNTER + ".total")).isEqualTo("22.0");
    assertThat(OnePoint.cell(result, TIME + ".per_s")).isEqualTo("2.2");
    assertThat(OnePoint.cell(result, TIMES + ".p99")).startsWith("3.00");
  }

  @Test
  void itIsOnThePage() {
    String page = ReportPage.of(run(WITH_MECHANISM), List.of(), "", null).html();
    assertThat(Jsoup.parse(page).select("#metrics tbody tr").eachText())
        .contains(GAUGE + " bytes 5 9", COUNTER + " readings 22 1.1")
        .anyMatch(row -> row.startsWith(TIMES + " seconds"));
  }

  /** Whoever is not there says nothing, and whoever is changes nothing else. */
  @Test
  void withoutTheMechanismItIsNowhere() {
    Result with = run(WITH_MECHANISM);
    Result without = run(WITHOUT);
    assertThat(ResultFile.toJson(without)).doesNotContain("/test/", TIME);
    assertThat(PointTable.csv(without)).doesNotContain("/test/", TIME);
    assertThat(with.points().get(0).requests()).isEqualTo(without.points().get(0).requests());
    assertThat(with.points().get(0).metrics())
        .containsAllEntriesOf(without.points().get(0).metrics());
  }

  private static Result run(Replicator replicator) {
    return OnePoint.run(
        OnePoint.scenario(new MachineSettings(2), 100, 2, 1, OnePoint.window(10, 10)), replicator);
  }
}
