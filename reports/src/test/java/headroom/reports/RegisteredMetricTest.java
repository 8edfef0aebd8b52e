package headroom.reports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import headroom.model.Listeners;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.WorkStep;
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
              new Listeners(null, progress, metrics -> new Mechanism().register(metrics)));

  private static final Replicator WITHOUT = Replicator.simulator();

  /**
   * Ten samples in a window of 10 s: with one reading at its begin and one at its end, the counter
   * grows by 11; twice, as there are two replications. The time is read right after it: it grows by
   * 22 s each.
   */
  @Test
  void itIsInTheResultFile() throws InterruptedException, IOException {
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
  void itHasASeries() throws InterruptedException {
    PointResult point = run(WITH_MECHANISM).points().get(0);
    Map<String, List<Double>> series = point.series().values();
    assertThat(series.get(GAUGE)).hasSize(10).containsOnly(5.0);
    assertThat(requireNonNull(point.seriesMax()).get(GAUGE)).hasSize(10).containsOnly(9.0);
    assertThat(series.get(COUNTER + "/second")).hasSize(10).containsOnly(1.0);
    assertThat(series.get(TIME + "_per_s")).hasSize(10).containsOnly(2.0);
  }

  @Test
  void itHasColumns() throws InterruptedException {
    List<String> lines = PointTable.csv(run(WITH_MECHANISM)).lines().toList();
    List<String> header = List.of(lines.get(0).split(",", -1));
    List<String> row = List.of(lines.get(1).split(",", -1));
    assertThat(row.get(header.indexOf(GAUGE + ".max"))).isEqualTo("9.0");
    assertThat(row.get(header.indexOf(COUNTER + ".total"))).isEqualTo("22.0");
    assertThat(row.get(header.indexOf(TIME + ".per_s"))).isEqualTo("2.2");
    assertThat(header).contains(TIMES + ".p99");
  }

  @Test
  void itIsOnThePage() throws InterruptedException {
    String page = ReportPage.of(run(WITH_MECHANISM), List.of(), "", null).html();
    assertThat(Jsoup.parse(page).select("#metrics tbody tr").eachText())
        .contains(GAUGE + " bytes 5 9", COUNTER + " readings 22 1.1")
        .anyMatch(row -> row.startsWith(TIMES + " seconds"));
  }

  /** Whoever is not there says nothing, and whoever is changes nothing else. */
  @Test
  void withoutTheMechanismItIsNowhere() throws InterruptedException {
    Result with = run(WITH_MECHANISM);
    Result without = run(WITHOUT);
    assertThat(ResultFile.toJson(without)).doesNotContain("/test/", TIME);
    assertThat(PointTable.csv(without)).doesNotContain("/test/", TIME);
    assertThat(with.points().get(0).requests()).isEqualTo(without.points().get(0).requests());
    assertThat(with.points().get(0).metrics())
        .containsAllEntriesOf(without.points().get(0).metrics());
  }

  private static Result run(Replicator replicator) throws InterruptedException {
    Scenario scenario =
        new Scenario(
            new MachineSettings(2),
            new RuntimeSettings("1.26", 2),
            0,
            new Arrivals.Poisson(100),
            new ServerSettings(
                2,
                ServerSettings.UNLIMITED,
                ServerSettings.WhenFull.REJECT,
                new Distribution.Constant(0),
                ServerSettings.Accept.NETWORK),
            List.of(
                new RequestClass(
                    "request",
                    1,
                    List.of(new WorkStep.Cpu(null, new Distribution.Constant(1_000_000))))),
            CostProfile.reference(),
            Window.evenlySampled(S, 10 * S, 10),
            1);
    Experiment experiment =
        new Experiment("one", null, scenario, new RunSettings(false, 2, null), null, "2 cores");
    try (PointRunner runner = new PointRunner(replicator, 1, RunProgress.NONE)) {
      return new Result(1, "one", "test", 1, List.of(runner.run(new Point(Map.of(), experiment))));
    }
  }
}
