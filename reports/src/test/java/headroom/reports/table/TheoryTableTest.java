package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.Theory;
import headroom.reports.SampleResults;
import headroom.reports.words.Headlines;
import headroom.reports.words.TheoryWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TheoryTableTest {
  private static Map<String, Double> latency(double mean, double p99) {
    Map<String, Double> latency = new LinkedHashMap<>();
    latency.put("mean", mean);
    latency.put("p99", p99);
    return latency;
  }

  private static Result with(List<Theory.Finding> findings) {
    Theory.Model model =
        new Theory.Model("M/M/4", "4 workers", latency(17.5, 69), latency(18.6, 73), 10, 10.2);
    Theory theory = new Theory(model, new Theory.Bounds(10.0, 400.0, "server workers"), findings);
    Result sample = SampleResults.single();
    PointResult point = sample.points().get(0);
    PointResult.Verdict verdict =
        new PointResult.Verdict(point.stability(), theory, point.crash(), point.slo());
    PointResult known =
        new PointResult(
            point.parameters(),
            point.requests(),
            point.process(),
            point.curves(),
            verdict,
            point.conduct());
    return new Result(
        sample.schema(), sample.experiment(), sample.engine(), sample.seed(), List.of(known));
  }

  @Test
  void theoryStandsBesideTheFigures() {
    TextTable table = TheoryTable.of(with(List.of()));
    assertThat(table.rows()).hasSize(4).allSatisfy(row -> assertThat(row).contains("✓ agrees"));
    assertThat(table.rows().get(1))
        .startsWith("P99", "M/M/4: 4 workers")
        .contains("69 ms", "73 ms");
    assertThat(table.rows().get(3)).contains("throughput", "≤ 400/s");
    PointResult point = with(List.of()).points().get(0);
    assertThat(TheoryWords.model(point))
        .isEqualTo(
            "M/M/4 (4 workers) gives mean 17.5 ms, p99 69 ms, and with the 10.2 ms of service"
                + " simulated here mean 18.6 ms, p99 73 ms: the run agrees");
    assertThat(TheoryWords.bounds(point))
        .contains("at most 400/s, when the pool of workers is full");
  }

  @Test
  void whatDisagreesIsSaid() {
    Result result = with(List.of(new Theory.Finding("p99", false, false, "the P99 is off")));
    assertThat(TheoryTable.of(result).rows().get(1)).contains("✗ disagrees");
    assertThat(TheoryTable.of(result).rows().get(0)).contains("✓ agrees");
    assertThat(TheoryWords.model(result.points().get(0))).endsWith("the run does not agree");
    assertThat(Headlines.of(result)).contains("The P99 is off.");
  }

  @Test
  void aResultWithoutTheoryHasNoTable() {
    assertThat(TheoryTable.of(SampleResults.single()).rows()).isEmpty();
  }
}
