package headroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code headroom costs} prints. */
class CostsCommandTest {
  private record Printed(int status, String out, String err) {}

  private static Printed run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Verbs.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Printed(status, out.toString(), err.toString());
  }

  @Test
  void aPartOfANameFindsIt() {
    Printed printed = run("costs", "JSON.marshal/s");
    assertThat(printed.status()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out().lines())
        .satisfiesExactly(
            machine -> assertThat(machine).startsWith("Catalogue: virtual machine, 2 cores"),
            empty -> assertThat(empty).isEmpty(),
            header ->
                assertThat(header.strip().split("  +"))
                    .containsExactly(
                        "operation", "time", "direct calls", "bytes", "allocs", "interval", "note"),
            row ->
                assertThat(row.strip().split("  +"))
                    .startsWith("json.Marshal/small", "501 ns", "236x", "208", "2")
                    .endsWith("111 B of JSON: 6 fields"));
  }

  @Test
  void whatIsNoOpSaysWhichStepStandsForIt() {
    assertThat(run("costs", "time.Sleep/*").out())
        .contains("1.1 ms", "idle process; no op: use the step sleep");
  }

  @Test
  void programsGetPlainNumbers() {
    JsonNode json =
        new ObjectMapper().readTree(run("costs", "sha256/1KiB", "--format", "json").out()).get(0);
    assertThat(json.get("operation").asString()).isEqualTo("sha256/1KiB");
    assertThat(json.get("ns").asDouble()).isEqualTo(666.9);
    assertThat(json.get("op").asBoolean()).isTrue();
    assertThat(run("costs", "exec.*", "--format", "csv").out().lines())
        .containsExactly(
            "operation,source,ns,ns_low,ns_high,direct_calls,bytes,allocs,op,instead,note",
            "exec.Command/true,catalogue,660000.0,642200.0,785500.0,310400.0,6152.0,34.0,false,"
                + "use the step syscall,fork exec and wait");
    assertThat(run("costs", "--format", "csv").out().lines()).hasSizeGreaterThan(300);
  }

  @Test
  void aNameThatNobodyHasEndsWithTheNearest() {
    Printed printed = run("costs", "sprntf");
    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err())
        .startsWith(
            "headroom: no operation matches \"sprntf\"; the nearest are fmt.Sprintf/2-strings,"
                + " fmt.Sprintf/int, fmt.Sprintf/struct-v,");
    assertThat(run("costs", "x*y*z").err()).contains("headroom costs lists them all");
  }

  @Test
  void aFilesOwnOperationsComeFirst(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("bench.txt"), "BenchmarkParse-8 10 1500 ns/op 512 B/op 7 allocs/op\n");
    Path file = folder.resolve("shop.yaml");
    Files.writeString(
        file,
        """
        name: shop
        machine: {cores: 2}
        arrivals: poisson(10/s)
        operations: {bench: bench.txt}
        steps: [{op: {name: Parse}}]
        """);
    Printed printed = run("costs", "*parse*", "--file", file.toString());
    assertThat(printed.status()).isZero();
    assertThat(printed.out().lines().toList().get(3)).startsWith("Parse ").endsWith("your own");
    Files.writeString(folder.resolve("bench.txt"), "BenchmarkParse-8 ten 1500 ns/op\n");
    Printed refused = run("costs", "--file", file.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("bench.txt:1:18: \"ten\" is not a number of iterations");
  }
}
