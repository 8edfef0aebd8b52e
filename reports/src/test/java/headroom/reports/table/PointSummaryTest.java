package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.ResultFile;
import headroom.reports.SampleResults;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointSummaryTest {
  @Test
  void figuresEndAtTheSameColumn() {
    List<String> lines =
        PointSummary.text(SampleResults.workers(1, 16), TableFormat.TABLE).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("workers").endsWith("SLO");
    assertThat(lines.get(1)).startsWith("      1").endsWith("✗ p99 is bad");
    assertThat(lines.get(2)).startsWith("     16").endsWith("✓ met");
    assertThat(lines).allMatch(line -> line.length() == lines.get(0).length());
  }

  @Test
  void whatMakesFiguresDoubtfulStandsUnderThem() throws IOException {
    assertThat(PointSummary.notes(SampleResults.workers(1, 16))).isEmpty();
    // "load" 420/s of 400/s grows; the intervals of the others are made to be wide
    String json = ResultFile.toJson(SampleResults.load(100, 200, 420));
    String wide = "\"stationary\": true, \"wide_interval\": \"p99 ±40%; 9 replications would do\"";
    assertThat(PointSummary.notes(ResultFile.parse(json.replace("\"stationary\": true", wide))))
        .containsExactly(
            "! not steady: the figures depend on how long the run is",
            "uncertain at arrivals poisson(100/s) and 1 more: p99 ±40%; 9 replications would do");
  }

  @Test
  void theIntervalStandsBesideTheFigure() {
    // P99 = 4.6 · (4 + 200 / 256) ms = 22.0 ms, its interval is 14 % either way
    assertThat(PointSummary.text(SampleResults.workers(16), TableFormat.TABLE))
        .contains("22 ms ±14%");
  }

  @Test
  void anIntervalAsWideAsTheFigureIsNotGivenToThePercent() {
    assertThat(PointSummary.halfWidth(new Interval(1, 3), 2)).isEqualTo(" ±50%");
    assertThat(PointSummary.halfWidth(new Interval(0, 4), 2)).isEqualTo(" ±100%");
    assertThat(PointSummary.halfWidth(new Interval(-400, 404), 2)).isEqualTo(" ±>100%");
    assertThat(PointSummary.halfWidth(new Interval(-1, 1), 0)).isEmpty();
  }

  @Test
  void markdownHasARuleAndEscapesBars() {
    TextTable table = new TextTable(List.of("class", "P99"), List.of(List.of("a|b", "1 ms")), 1);
    assertThat(table.markdown()).isEqualTo("| class | P99 |\n| :--- | ---: |\n| a\\|b | 1 ms |\n");
  }

  @Test
  void csvHasUnitsInItsNamesAndRawFigures() {
    List<String> lines =
        PointSummary.text(SampleResults.workers(1, 2), TableFormat.CSV).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "server.workers,throughput_per_s,p50_ms,p90_ms,p99_ms,p999_ms,max_ms,mean_ms,completed,rejected,"
                + "cores_used,utilization,goroutines_max,stationary,slo,"
                + "/sched/goroutines:goroutines.mean,/sched/goroutines:goroutines.max,"
                + "/sched/latencies:seconds.count,/sched/latencies:seconds.p99,"
                + "steals.total,steals.per_s");
    assertThat(lines.get(2))
        .startsWith("2,340.0,37.26,")
        .endsWith(",yes,missed,10.5,14.0,3000.0,0.0019,12300.0,41.0");
  }

  @Test
  void whatDoesNotApplyIsAbsentInJsonAndEmptyInCsv() {
    assertThat(PointSummary.text(SampleResults.nothingCompleted(), TableFormat.JSON))
        .contains("\"rejected\" : 0")
        .doesNotContain("p99_ms", "NaN");
    assertThat(PointSummary.text(SampleResults.nothingCompleted(), TableFormat.CSV))
        .contains("0.0,,,,,,,0,0,")
        .doesNotContain("NaN");
    assertThat(PointSummary.text(SampleResults.nothingCompleted(), TableFormat.TABLE))
        .doesNotContain("NaN");
  }

  @Test
  void classesAreListedBySetting() {
    TextTable table = PointSummary.classes(SampleResults.workers(1, 2));
    assertThat(table.rows()).hasSize(4);
    assertThat(table.rows().get(3)).startsWith("workers 2", "write <b>", "2,250");
    assertThat(PointSummary.classes(SampleResults.nothingCompleted()).rows()).isEmpty();
  }
}
