package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.Reuse;
import headroom.experiments.result.RequestTimes.StepFailures;
import headroom.experiments.result.RequestTimes.StepPlace;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.result.RequestTimes.Times;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "io 99 %" of three calls is no answer: each step and each resource has a line. */
class TimeTablesTest {
  /** Of 11,250 completed requests of 12 ms in the mean; 12,000 were offered. */
  @Test
  void stepsStandByTheirShareOfTheLatency() {
    Map<String, StepResult> steps = new LinkedHashMap<>();
    steps.put(
        "parse", new StepResult(StepPlace.of("cpu"), 11_250, ms(0.1), ms(0.5), StepFailures.NONE));
    steps.put(
        "auth", new StepResult(StepPlace.of("repeat"), 11_250, ms(0), ms(9), StepFailures.NONE));
    steps.put(
        "auth: call pg",
        new StepResult(
            new StepPlace("call pg", "auth", null),
            22_500,
            ms(4),
            ms(0.5),
            new StepFailures(3L, null, null)));
    steps.put(
        "audit",
        new StepResult(new StepPlace("io", null, true), 11_250, ms(0), ms(50), StepFailures.NONE));
    List<List<String>> rows = TimeTables.steps(with(steps, Map.of())).rows();
    assertThat(rows)
        .extracting(row -> row.get(0), row -> row.get(1), row -> row.get(2), row -> row.get(7))
        .containsExactly(
            // the sample's queue is 0.6 · 0.7 of the latency
            tuple("waiting for a worker", "42%", "", ""),
            tuple("audit (io)", "beside", "0.938", ""),
            tuple("auth (repeat)", "75%", "0.938", ""),
            tuple("  auth: call pg", "75%", "1.88", "3"),
            tuple("parse (cpu)", "5%", "0.938", ""));
    assertThat(rows.get(3)).containsSequence("4 ms", "8 ms", "500 µs", "1 ms");
  }

  /** The mean of waits of which one in a hundred thousand is not 0. */
  @Test
  void aMeanBelowTheClockIsZero() {
    Map<String, StepResult> steps = new LinkedHashMap<>();
    steps.put(
        "parse", new StepResult(StepPlace.of("cpu"), 100, ms(1e-8), ms(1e-6), StepFailures.NONE));
    List<List<String>> rows = TimeTables.steps(with(steps, Map.of())).rows();
    assertThat(rows.get(1)).containsSequence("0 ms", "0.02 ns", "1 ns", "2 ns");
  }

  @Test
  void theBusiestResourceComesFirstAndTheCoresLast() {
    Map<String, ResourceResult> resources = new LinkedHashMap<>();
    resources.put("pool pg", new ResourceResult(0.5, ms(3), 12, null, 7L));
    resources.put("lock m", new ResourceResult(0.97, ms(20), 80, 4L, null));
    resources.put("channel events", new ResourceResult(Double.NaN, ms(1), 1, null, null));
    assertThat(TimeTables.resources(with(Map.of(), resources)).rows())
        .containsExactly(
            List.of("lock m", "97%", "20 ms", "40 ms", "80", "4", ""),
            List.of("pool pg", "50%", "3 ms", "6 ms", "12", "", "7"),
            List.of("channel events", "–", "1 ms", "2 ms", "1", "", ""),
            List.of("cores", "70%", "", "1.9 ms", "", "", ""));
  }

  /** Few have timeouts, errors or a pool that opens connections. */
  @Test
  void whatNobodyHasHasNoColumn() {
    Map<String, StepResult> steps =
        Map.of("a", new StepResult(StepPlace.of("cpu"), 9, ms(0), ms(1), StepFailures.NONE));
    Map<String, ResourceResult> resources =
        Map.of("lock m", new ResourceResult(0.1, ms(1), 2, null, null));
    assertThat(TimeTables.steps(with(steps, resources)).header()).endsWith("service P99");
    assertThat(TimeTables.resources(with(steps, resources)).header()).endsWith("longest queue");
  }

  /** Where no call fails and no connection is opened there is no such column. */
  @Test
  void failedCallsAndOpenedConnectionsAreCounted() {
    Map<String, StepResult> steps =
        Map.of(
            "db",
            new StepResult(
                StepPlace.of("call pg"), 11_250, ms(4), ms(0.5), new StepFailures(3L, 17L, null)));
    Map<String, ResourceResult> resources =
        Map.of("pool pg", new ResourceResult(0.5, ms(3), 12, 2L, 1_234L));
    Result result = with(steps, resources);
    assertThat(TimeTables.steps(result).header()).endsWith("timeouts", "errors");
    assertThat(TimeTables.steps(result).rows().get(1)).endsWith("3", "17");
    assertThat(TimeTables.resources(result).header()).endsWith("timeouts", "opened");
    assertThat(TimeTables.resources(result).rows().get(0)).endsWith("2", "1,234");
    assertThat(TimeTables.resources(SampleResults.workers(1, 2)).header()).doesNotContain("opened");
  }

  @Test
  void cachesSayHowOftenAKeyWasThere() {
    Map<String, ResourceResult> resources = new LinkedHashMap<>();
    resources.put(
        "cache products",
        new ResourceResult(
            Double.NaN, ms(1), 3, null, null, new Reuse(1_000, 0.93, 12_000, 40L, 0L, 8L)));
    resources.put(
        "syncPool buffers",
        new ResourceResult(
            Double.NaN, ms(0), 0, null, null, new Reuse(1_000, 0.5, 4, null, null, null)));
    TextTable table = TimeTables.resources(with(Map.of(), resources));
    assertThat(table.header())
        .endsWith(
            "longest queue", "found", "held at most", "evicted", "expired", "loading one key");
    assertThat(table.rows().get(0)).endsWith("3", "93%", "12,000", "40", "0", "8");
    assertThat(table.rows().get(1)).endsWith("50%", "4", "", "", "");
  }

  @Test
  void aSweepNamesTheSetting() {
    TextTable table = TimeTables.resources(SampleResults.workers(1, 2));
    assertThat(table.header()).startsWith("setting", "resource", "in use");
    assertThat(table.rows()).extracting(row -> row.get(0)).contains("workers 1", "workers 2");
  }

  @Test
  void aResultThatDoesNotSayHasNoRows() {
    assertThat(TimeTables.steps(SampleResults.nothingCompleted()).rows()).isEmpty();
    assertThat(TimeTables.resources(SampleResults.nothingCompleted()).rows()).isEmpty();
  }

  private static Times ms(double mean) {
    return new Times(mean, 2 * mean);
  }

  private static Result with(Map<String, StepResult> steps, Map<String, ResourceResult> resources) {
    PointResult point = SampleResults.point(Map.of(), 0.7, 12, 8);
    return SampleResults.result(
        "checkout", List.of(SampleResults.withAccounts(point, steps, resources)));
  }
}
