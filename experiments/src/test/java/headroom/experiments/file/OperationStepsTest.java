package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import headroom.experiments.Point;
import headroom.experiments.operations.Catalogue;
import headroom.experiments.operations.Operation.Figures;
import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.workload.WorkStep;
import headroom.model.workload.WorkStep.Operation.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the step op and the operations of a file mean. */
class OperationStepsTest {
  private static final String HEAD = "name: shop\nmachine: {cores: 4}\narrivals: poisson(200/s)\n";

  @TempDir Path folder;

  private LoadedExperiment read(String text) throws Exception {
    return ExperimentReader.read(new ExperimentSource("shop.yaml", text, folder), List.of());
  }

  private WorkStep.Operation step(String text, String more) throws Exception {
    Scenario scenario = read(HEAD + "steps:\n  - " + text + "\n" + more).base().scenario();
    return (WorkStep.Operation) scenario.classes().get(0).steps().get(0);
  }

  private static Figures known(String name) {
    return Catalogue.operations().named(name).orElseThrow().figures();
  }

  @Test
  void theLoopOfTheBenchmarkIsTakenOffTheCatalogue() throws Exception {
    Figures json = known("json.Marshal/medium");
    double ns = json.ns() - Catalogue.loopNs();
    assertThat(step("{id: j, op: {name: json.Marshal/medium, times: 3}}", ""))
        .isEqualTo(
            new WorkStep.Operation(
                "j",
                "json.Marshal/medium",
                new Distribution.Constant(3),
                new Measured(ns, 2_912, 8, 0.25)));
    assertThat(step("op: {name: sync.Once/done}", "").each()) // it takes less than the loop
        .isEqualTo(new Measured(0, 0, 0, 0.25));
    assertThat(step("op: {name: json.Marshal/medium}", "profile: {op.scale: 1.5}").each().ns())
        .isEqualTo(1.5 * ns);
    Measured faster = step("op: {name: json.Marshal/medium, scale: 0.5}", "").each();
    assertThat(faster).isEqualTo(new Measured(0.5 * ns, 2_912, 8, 0.25));
  }

  @Test
  void pointersAreWhatIsKnownOrSaid() throws Exception {
    assertThat(step("op: {name: alloc/noscan/1KiB}", "").each().pointers()).isZero();
    assertThat(step("op: {name: alloc/scan/1KiB}", "").each().pointers()).isEqualTo(1);
    assertThat(step("op: {name: json.Marshal/small}", "").each().pointers()).isEqualTo(0.25);
    assertThat(step("op: {name: alloc/scan/1KiB, pointers: 0.5}", "").each().pointers())
        .isEqualTo(0.5);
  }

  /** go test rounds 0.8 objects of 24 bytes down to 0. */
  @Test
  void whoAllocatesBytesAllocatesAnObject() throws Exception {
    Measured format = step("op: {name: strconv.FormatFloat}", "").each();
    assertThat(known("strconv.FormatFloat").objects()).isZero();
    assertThat(format.bytes()).isEqualTo(19);
    assertThat(format.objects()).isEqualTo(1);
  }

  /** In the order: defined, measured, catalogue; one's own figures are taken as they are. */
  @Test
  void ownNamesGoFirst() throws Exception {
    Files.writeString(
        folder.resolve("bench.txt"),
        """
        BenchmarkParse-8 10 1500 ns/op 512 B/op 7 allocs/op
        BenchmarkParse-8 10 1300 ns/op 512 B/op 7 allocs/op
        BenchmarkPlain-8 10 90 ns/op
        Benchmarkerrors.New-8 10 12 ns/op 0 B/op 0 allocs/op
        """);
    String more =
        """
        profile: {op.scale: 3}
        operations:
          bench: bench.txt
          define:
            Parse-8: {cpu: 1ms}
            sha256/1KiB: {cpu: 0.5ns, size: 1KiB, objects: 2.5, pointers: 100%}
        """;
    assertThat(step("op: {name: Parse}", more).each()).isEqualTo(new Measured(1_400, 512, 7, 0.25));
    assertThat(step("op: {name: Parse-8}", more).each()).isEqualTo(new Measured(1e6, 0, 0, 0.25));
    assertThat(step("op: {name: errors.New}", more).each()).isEqualTo(new Measured(12, 0, 0, 0.25));
    assertThat(step("op: {name: sha256/1KiB}", more).each())
        .isEqualTo(new Measured(0.5, 1_024, 2.5, 1));
    assertThat(read(HEAD + "steps: [{op: {name: Plain}}]\n" + more).notes())
        .extracting(Problem::toString)
        .containsExactly(
            "shop.yaml:4:21: note: nobody has measured what \"Plain\" allocates: it is taken to be"
                + " nothing; go test needs -benchmem");
    assertThat(
            ExperimentReader.operations(
                    new ExperimentSource(
                        "shop.yaml", HEAD + "steps: [{cpu: 1ms}]\n" + more, folder))
                .all())
        .extracting(operation -> operation.name())
        .containsExactly("Parse-8", "sha256/1KiB", "Parse", "Plain", "errors.New");
  }

  @Test
  void theNearestOfOnesOwnNamesIsNamedToo() {
    String text =
        HEAD
            + "operations: {define: {renderPage: {cpu: 1ms}}}\nsteps: [{op: {name: renderpage}}]\n";
    InvalidExperimentException refusal =
        catchThrowableOfType(InvalidExperimentException.class, () -> read(text));
    assertThat(refusal.problems().get(0))
        .hasToString(
            "shop.yaml:5:21: unknown operation \"renderpage\"; did you mean renderPage? headroom"
                + " costs lists all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps.json|7|times=Constant[value=7.0]",
        "steps.json|geometric(4)|times=Geometric[mean=4.0]",
        "steps.json.op.name|sha256/1KiB|name=sha256/1KiB",
        "steps.json.op.pointers|70%|pointers=0.7",
        "operations.define.render.cpu|7us|ns=7000.0",
        "operations.define.render.size|7B|bytes=7.0"
      })
  void sweepsReachEveryNumber(String key, String value, String found) throws Exception {
    String text =
        HEAD
            + """
            steps: [{id: json, op: {name: json.Marshal/medium, times: 2}}, {op: {name: render}}]
            operations: {define: {render: {cpu: 1ms, size: 1KiB}}}
            """;
    assertThat(read(text).base().scenario().toString()).doesNotContain(found);
    List<Point> points = read(text + "sweep: {" + key + ": [" + value + "]}\n").points();
    assertThat(points).hasSize(1);
    assertThat(points.get(0).experiment().scenario().toString()).contains(found);
  }

  /** The numbers of a name are not numbers of the service. */
  @Test
  void aNameHoldsNoNumbers() throws Exception {
    String text =
        HEAD
            + """
            steps: [{id: json, op: {name: page of 10 rows, times: 2}}]
            operations: {define: {page of 10 rows: {cpu: 1ms, size: 1KiB}}}
            """;
    assertThat(
            FileNumbers.of(new ExperimentSource("shop.yaml", text, folder), List.of()).stream()
                .map(number -> number.key() + " " + number.value()))
        .contains("steps.0.op.times 2", "operations.define.page of 10 rows.cpu 1ms")
        .noneMatch(number -> number.contains("op.name"));
  }
}
