package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Theory;
import headroom.reports.SampleResults;
import headroom.reports.table.BesideTheFile.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideTheFileTest {
  private static final PointResult FILE = withCeiling(400.0);

  private static PointResult withCeiling(Double perSecond) {
    PointResult point = SampleResults.single().points().get(0);
    Theory theory = new Theory(null, new Theory.Bounds(10.0, perSecond, "cpu"), List.of());
    return new PointResult(
        point.parameters(),
        point.requests(),
        point.process(),
        point.curves(),
        new PointResult.Verdict(point.stability(), theory, point.crash(), point.slo()),
        point.conduct());
  }

  private static Row row(List<Row> rows, String label) {
    return rows.stream().filter(r -> r.label().equals(label)).findFirst().orElseThrow();
  }

  /** A ceiling follows from means and has no interval, so nothing is judged. */
  @Test
  void theCeilingOfTheThroughputIsNamedByItsResource() {
    List<Row> rows = BesideTheFile.of(FILE, withCeiling(300.0), List.of(), true);
    assertThat(row(rows, "Ceiling, by means alone"))
        .isEqualTo(
            new Row("Ceiling, by means alone", "400/s (cpu)", "300/s (cpu)", "-25.0%", "even"));
  }

  @Test
  void whatIsTheSameIsSaidToBe() {
    List<Row> rows = BesideTheFile.of(FILE, withCeiling(400.0), List.of(), true);
    assertThat(rows).hasSizeGreaterThan(4).allMatch(row -> row.difference().equals("the same"));
  }

  @Test
  void theFileAloneHasNoDifferences() {
    List<Row> rows = BesideTheFile.of(FILE, null, List.of(), true);
    assertThat(rows).hasSizeGreaterThan(4).allMatch(row -> row.difference().isEmpty());
  }

  /** The sample allocates nothing and has no quota. */
  @Test
  void figuresThatNeitherSideHasAreLeftOut() {
    assertThat(BesideTheFile.of(FILE, null, List.of(), true))
        .extracting(Row::label)
        .contains("P50", "P90", "P99", "Throughput", "Cores used")
        .doesNotContain("GC share of CPU", "Peak memory", "Throttled periods");
  }
}
