package headroom.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlinesTest {
  @Test
  void aSingleRunIsToldByItsMedianAndItsP99() {
    // mean 12 ms: the sample's P50 is 0.69 of it, its P99 4.6 times it, its interval 14 % either
    // way
    assertThat(Headlines.of(SampleResults.single()).get(0))
        .isEqualTo(
            "Half of all requests are answered within 8.28 ms, 99% within 55.2 ms (95% interval 47.5 ms to 62.9 ms);"
                + " 280/s complete.");
  }

  @Test
  void theHighestLoadThatMeetsTheSloIsNamed() {
    // P99 = 4.6 · 5 ms / (1 - load): 92 ms at 300/s of 400/s, 115 ms at 320/s; the SLO is 100 ms
    Result result = SampleResults.load(100, 200, 300, 320, 360);
    assertThat(Headlines.of(result))
        .anyMatch(
            s ->
                s.startsWith(
                    "The highest load that meets the SLO is arrivals poisson(300/s): P50"));
    assertThat(Headlines.verdict(result)).isEqualTo("The SLO is met at 3 of 5 settings.");
  }

  @Test
  void aBestSettingNeverNamesTheLoad() {
    List<PointResult> points = new ArrayList<>();
    for (int workers : new int[] {1, 2, 4}) {
      for (int rate : new int[] {100, 200}) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("server.workers", (long) workers);
        parameters.put("arrivals", "poisson(" + rate + "/s)");
        // P99 = 4.6 · 60 ms / workers: 138 ms with two workers, 69 ms with four
        points.add(SampleResults.point(parameters, rate / 400.0, 60.0 / workers, workers));
      }
    }
    assertThat(Headlines.of(SampleResults.result("both", points)))
        .anyMatch(
            s ->
                s.startsWith(
                    "The best setting that meets the SLO is workers 4, up to arrivals poisson(200/s): P50"));
  }

  @Test
  void retriesAreASettingAndNoLoad() {
    List<PointResult> points = new ArrayList<>();
    for (long retries : new long[] {0, 1}) {
      points.add(SampleResults.point(Map.of("clients.retries", retries), 0.5, 12, 8));
    }
    assertThat(Headlines.of(SampleResults.result("retries", points)))
        .anyMatch(s -> s.startsWith("The best setting that meets the SLO is clients.retries 0"));
  }

  /** The base of a comparison has no parameters, as a load would have. */
  @Test
  void theBaseOfAComparisonIsNoLoad() {
    Result sides =
        SampleResults.result(
            "sides",
            List.of(
                SampleResults.point(Map.of(), 0.5, 12, 8),
                SampleResults.point(Map.of("runtime.gomaxprocs", 4L), 0.5, 12, 8)));
    assertThat(Headlines.of(sides))
        .anyMatch(s -> s.startsWith("The best setting that meets the SLO is the base: P50"))
        .anyMatch(s -> s.startsWith("From the base to GOMAXPROCS 4, P50 stays near"))
        .anyMatch(s -> s.startsWith("At the base, an average request spends"))
        .noneMatch(s -> s.contains("load"));
  }

  /** Two can be told apart; of three that have no order none is the last. */
  @Test
  void namesHaveNoEnds() {
    List<PointResult> points = new ArrayList<>();
    for (String name : List.of("json.Marshal/small", "fmt.Sprintf/2-strings", "string/concat")) {
      points.add(SampleResults.point(Map.of("steps.call.op.name", name), 0.5, 12, 8));
    }
    assertThat(Headlines.of(SampleResults.result("two", points.subList(0, 2))))
        .anyMatch(s -> s.startsWith("From steps.call.op.name json.Marshal/small to "));
    assertThat(Headlines.of(SampleResults.result("three", points)))
        .isNotEmpty()
        .noneMatch(s -> s.startsWith("From "));
  }

  @Test
  void whatHardlyDiffersDoesNotGoFromItselfToItself() {
    List<PointResult> points = new ArrayList<>();
    for (int queue : new int[] {10, 20}) {
      points.add(
          SampleResults.point(Map.of("server.queue", (long) queue), 0.5, 12 + queue / 1000.0, 8));
    }
    assertThat(Headlines.of(SampleResults.result("same", points)))
        .contains(
            "From queue capacity 10 to queue capacity 20, P50 stays near 8.29 ms, P99 stays near 55.2 ms, "
                + "throughput stays near 200/s.");
  }

  @Test
  void unsettledRunsComeFirst() {
    List<String> sentences = Headlines.of(SampleResults.load(100, 420));
    assertThat(sentences.get(0))
        .contains("arrivals poisson(420/s)", "did not settle", "12.3 requests/s");
  }

  @Test
  void aSaturatedCpuIsNamed() {
    assertThat(Headlines.of(SampleResults.load(100, 380)))
        .contains(
            "The CPU is saturated at arrivals poisson(380/s): 1.9 cores busy, 95% of what it may use.");
  }

  @Test
  void nothingCompletedIsSaid() {
    assertThat(Headlines.of(SampleResults.nothingCompleted()).get(0))
        .contains("No request completed");
    assertThat(Headlines.verdict(SampleResults.nothingCompleted())).isNull();
  }

  @Test
  void noSentenceShowsNotANumber() {
    for (Result result :
        List.of(
            SampleResults.nothingCompleted(), SampleResults.workers(4), SampleResults.grid(3))) {
      assertThat(String.join(" ", Headlines.of(result))).doesNotContain("NaN", "null", "Infinity");
    }
  }
}
