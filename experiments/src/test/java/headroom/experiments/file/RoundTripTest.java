package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resolved file is the same experiment, says it completely, and is valid under the schema. */
class RoundTripTest {

  @ParameterizedTest
  @MethodSource("headroom.experiments.file.ReferenceCasesTest#cases")
  void resolvedReferenceCasesAreTheSameExperiments(Path folder) throws Exception {
    for (String name : List.of("case.yaml", "case-trace.yaml")) {
      check(ExperimentSource.of(folder.resolve(name)));
    }
  }

  @Test
  void resolvedTextsKeepTheirMeaning() throws Exception {
    String text =
        """
        name: "2024"
        description: "a: b, #c"
        machine: {cores: 2}
        runtime: {version: 1.26}
        arrivals: trace(traces/columns.csv)
        steps:
          - {id: work, note: "yes", cpu: "mixture(90%: 1ms, 10%: 2ms)"}
          - repeat: {times: geometric(5), steps: [{io: 1ms}]}
          - choice: [{share: 33.3%, steps: []}, {steps: [{sleep: 1ms}]}]
        profile: {base: ideal, os.wake: 30us}
        sweep:
          server.workers: [1, unbounded]
          steps.work: ["lognormal(1ms, cv=2)", 1ms]
          zip: {machine.cores: [1, 2], run.seed: [3, 4]}
        """;
    check(
        new ExperimentSource(
            "a.yaml", text, Path.of("src/test/resources/headroom/experiments/file/bad")));
  }

  private static void check(ExperimentSource source) throws Exception {
    LoadedExperiment first = ExperimentReader.read(source, List.of());
    ExperimentSource resolved =
        new ExperimentSource("resolved.yaml", first.resolvedYaml(), source.baseDirectory());
    LoadedExperiment second = ExperimentReader.read(resolved, List.of());
    assertThat(second.base()).isEqualTo(first.base());
    assertThat(second.points()).isEqualTo(first.points());
    assertThat(second.resolvedYaml()).isEqualTo(first.resolvedYaml());
    assertThat(ExperimentSchemaTest.validate(first.resolvedYaml())).isEmpty();
    assertThat(first.resolvedYaml())
        .contains("duration:", "warmup:", "seed:", "workers:", "gomaxprocs:", "goroutines:");
  }
}
