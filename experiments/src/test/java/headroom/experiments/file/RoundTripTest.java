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

  @Test
  void resolvedFileOfEveryKeyKeepsItsMeaning() throws Exception {
    check(ExperimentSource.of(Path.of("src/test/resources/headroom/experiments/file/rich.yaml")));
  }

  /** The file of the format's own documentation: nothing in it is refused. */
  @Test
  void resolvedFileOfTheDocumentedFormatKeepsItsMeaning() throws Exception {
    check(
        ExperimentSource.of(
            Path.of("src/test/resources/headroom/experiments/file/everything.yaml")));
  }

  /** What benchmarks have measured is said in the file, which can be read where they are not. */
  @Test
  void benchmarksAreWrittenOut() throws Exception {
    String text =
        """
        name: measured
        machine: {cores: 2}
        arrivals: poisson(10/s)
        operations:
          bench: bench.txt
          define: {render: {cpu: 1.5us, size: 1KiB}}
        steps:
          - {id: op, op: {name: Serialization/json.Marshal/medium, times: 3}}
          - op: {name: Allocation/alloc/noscan/1KiB-2}
          - op: {name: render}
          - op: {name: json.Marshal/medium}
        sweep:
          steps.op.op.name: [Serialization/json.Marshal/small, String/strconv.FormatFloat]
        """;
    Path benchmarks = Path.of("src/test/resources/headroom/experiments/operations");
    check(new ExperimentSource("a.yaml", text, benchmarks));
    LoadedExperiment loaded =
        ExperimentReader.read(new ExperimentSource("a.yaml", text, benchmarks), List.of());
    assertThat(loaded.resolvedYaml())
        .contains("Serialization/json.Marshal/small:", "strconv.FormatFloat:", "noscan/1KiB-2:")
        .doesNotContain("bench.txt", "json.Marshal/large");
    LoadedExperiment elsewhere =
        ExperimentReader.read(
            new ExperimentSource("b.yaml", loaded.resolvedYaml(), Path.of("")), List.of());
    assertThat(elsewhere.points()).isEqualTo(loaded.points());
  }

  @Test
  void defaultsOfStepsAndResourcesAreWrittenOut() throws Exception {
    String text =
        """
        name: small
        machine: {cores: 2}
        clients: {users: 3, think: 1s, retries: 1}
        steps:
          - {id: fan, spawn: {steps: [{log: {sink: stdout}}]}}
          - lock: {rwmutex: index, for: [{ticker: {period: 1s}}]}
          - lock: {mutex: table, for: [{send: {channel: events}}]}
        resources:
          mutexes: {index: {}, table: {}}
          channels: {events: {consumers: 1}}
          sinks: {stdout: {}}
        sweep:
          steps.fan: [1, geometric(2)]
        """;
    check(new ExperimentSource("a.yaml", text, Path.of("")));
    LoadedExperiment loaded =
        ExperimentReader.read(new ExperimentSource("a.yaml", text, Path.of("")), List.of());
    assertThat(loaded.resolvedYaml())
        .contains("count: 1", "join: all", "bytes: 200", "mode: write", "leak: false", "read: true")
        .contains("capacity: 0", "write: 5us", "buffer: 4KiB", "backoffFactor: 2")
        .containsOnlyOnce("mode:"); // a mutex has none
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
