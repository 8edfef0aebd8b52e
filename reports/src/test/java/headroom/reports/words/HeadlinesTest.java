package headroom.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.List;
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
            s -> s.startsWith("The best setting that meets the SLO is arrivals poisson(300/s)"));
    assertThat(Headlines.verdict(result)).isEqualTo("The SLO is met at 3 of 5 settings.");
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
