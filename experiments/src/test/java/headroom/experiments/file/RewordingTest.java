package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals say what works instead, and it does. */
class RewordingTest {
  private static final String FILE =
      """
      name: shop
      machine: {cores: 2}
      arrivals: poisson(1/s)
      runtime: {gomaxprocs: 3}
      server: {deadline: 1s, workers: 3}
      steps: [{cpu: 1ms}]
      slo: {errors: 1%}
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "arrivals: poisson(1/s) | arrivals: 60/s | poisson(60/s) or constant(60/s)",
        "arrivals: poisson(1/s) | arrivals: 60 | poisson(60/s) or constant(60/s)",
        "arrivals: poisson(1/s) | arrivals: 600 rps | poisson(600/s) or constant(600/s)",
        "arrivals: poisson(1/s) | arrivals: poisson(600 rps) | poisson(600/s)",
        "arrivals: poisson(1/s) | arrivals: poisson(600) | poisson(600/s)",
        "arrivals: poisson(1/s) | arrivals: poisson(200 /s) | poisson(200/s)",
        "arrivals: poisson(1/s) | arrivals: poisson(60 requests/second) | poisson(60/s)",
        "arrivals: poisson(1/s) | arrivals: constant(90 rpm) | constant(90/m)",
        "arrivals: poisson(1/s) | arrivals: exponential(5ms) | renewal(exponential(5ms))",
        "arrivals: poisson(1/s) | arrivals: poisson(60 per second) | poisson(60/s)",
        "arrivals: poisson(1/s) | arrivals: 60 requests per second | poisson(60/s) or constant(60/s)",
        "arrivals: poisson(1/s) | arrivals: poisson(1.5k/s) | poisson(1500/s)",
        "arrivals: poisson(1/s) | arrivals: 'poisson(1,000/s)' | poisson(1000/s)",
        "cpu: 1ms | cpu: 5ms-10ms | uniform(5ms, 10ms)",
        "cpu: 1ms | cpu: 5..10ms | uniform(5ms, 10ms)",
        "cpu: 1ms | cpu: uniform(5ms..10ms) | uniform(5ms, 10ms)",
        "cpu: 1ms | cpu: 5ms ± 1ms | normal(5ms, sd=1ms)",
        "cpu: 1ms | cpu: 5 ms | 5ms",
        "cpu: 1ms | cpu: 5 milliseconds | 5ms",
        "cpu: 1ms | cpu: 5msec | 5ms",
        "cpu: 1ms | cpu: 5 | 5ms",
        "cpu: 1ms | cpu: exponential(5 ms) | exponential(5ms)",
        "deadline: 1s | deadline: 2 seconds | 2s",
        "deadline: 1s | deadline: 5 MS | 5ms",
        "deadline: 1s | deadline: <=100ms | 100ms",
        "deadline: 1s | deadline: 5 min | 5m",
        "workers: 3 | workers: infinite | unbounded",
        "workers: 3 | workers: 1_000 | 1000",
        "workers: 3 | workers: 2k | 2000",
        "workers: 3 | workers: 8 goroutines | 8",
        "gomaxprocs: 3 | gomaxprocs: 4 cores | 4",
        "errors: 1% | errors: 0.1 percent | 0.1%",
        "errors: 1% | errors: 5 % | 5%",
        "cores: 2 | cores: 2000m | 2",
        "cores: 2 | cores: 4 cores | 4",
        "cores: 2 | cores: 500m | 1",
        "cores: 2 | cores: 1.5 | 2",
      })
  void whatIsOfferedIsAccepted(String from, String wrong, String offered) throws Exception {
    String message = refusal(FILE.replace(from, wrong));
    String quote = wrong.matches("(cores|workers|gomaxprocs): [0-9].*") ? "" : "\"";
    String shown = quote + offered.replace(" or ", "\" or \"") + quote;
    assertThat(message).endsWith("; did you mean " + shown + "?");
    String key = wrong.substring(0, wrong.indexOf(':') + 2);
    for (String wording : offered.split(" or ", -1)) {
      String quoted = wording.contains(",") ? "'" + wording + "'" : wording; // a flow mapping
      ExperimentReader.read(source(FILE.replace(from, key + quoted)), List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({"5 min", "5 bananas"})
  void aUnitThatIsNoneIsNotCalledAMissingOne(String wrong) {
    assertThat(refusal(FILE.replace("deadline: 1s", "deadline: " + wrong)))
        .startsWith("\"" + wrong + "\" is not a duration; expected a duration such as 4ms");
  }

  @ParameterizedTest
  @CsvSource({"500m, 0.5", "0.25, 0.25", "1500m, 1.5"})
  void aShareOfACoreIsALimitAndNoNumberOfCores(String cores, String limit) {
    assertThat(refusal(FILE.replace("cores: 2", "cores: " + cores)))
        .contains("; " + limit + " is a limit on CPU, which is cpuQuota");
  }

  @ParameterizedTest
  @CsvSource({"cpu: soon", "cpu: -5ms", "cpu: 5 bananas", "cpu: exponential(1/s)", "workers: 5ms"})
  void nothingIsOfferedForWhatSaysNothing(String wrong) {
    String key = wrong.substring(0, wrong.indexOf(':'));
    String text = FILE.replaceFirst(key + ": [0-9a-z]+", wrong);
    assertThat(refusal(text)).doesNotContain("did you mean");
  }

  private static String refusal(String text) {
    InvalidExperimentException refusal =
        catchThrowableOfType(
            InvalidExperimentException.class, () -> ExperimentReader.read(source(text), List.of()));
    assertThat(refusal.problems()).hasSize(1);
    return refusal.problems().get(0).message();
  }

  private static ExperimentSource source(String text) {
    return new ExperimentSource("shop.yaml", text, Path.of(""));
  }
}
