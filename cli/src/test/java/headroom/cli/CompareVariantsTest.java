package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several changes of one file are ranked in one table. */
class CompareVariantsTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("case.yaml");
    Files.writeString(
        file,
        """
        name: case
        machine: {cores: 4}
        arrivals: poisson(100/s)
        server: {workers: 6}
        steps: [{io: exponential(50ms)}]
        run: {duration: 90s, warmup: 0s}
        """,
        UTF_8);
  }

  @Test
  void listsAndVariantsMakeOneTable() throws IOException {
    assertThat(
            compare(
                "--set",
                "server.workers=7,12",
                "--variant",
                "server.workers=30,runtime.gomaxprocs=2",
                "--variant",
                "load=150%"))
        .isZero();
    assertThat(out.toString().lines().toList())
        .satisfies(
            lines -> {
              // Nobody waits for a worker any more: which of the two comes first is chance.
              assertThat(lines.subList(1, 3))
                  .satisfiesExactlyInAnyOrder(
                      line -> assertThat(line).startsWith("1  workers 30, GOMAXPROCS 2"),
                      line -> assertThat(line).startsWith("1  workers 12"));
              assertThat(lines.get(3)).startsWith("3  workers 7");
              assertThat(lines.get(4)).startsWith("4  the base");
              assertThat(lines.get(5)).startsWith("–  load 150%");
            });
    assertThat(directory.resolve("out/ranking.json")).exists();
  }

  /** Go 1.24 takes all four cores under a limit of two, Go 1.25 takes two. */
  @Test
  void anotherGoVersionSaysWhatItChanges() throws IOException {
    Files.writeString(
        file, Files.readString(file, UTF_8).replace("cores: 4", "cores: 4, cpuQuota: 2"), UTF_8);
    assertThat(compare("--set", "runtime.version=1.24")).isZero();
    assertThat(out.toString())
        .contains("GOMAXPROCS is 2 (auto: the CPU limit of 2, rounded up) before and 4 (auto: the")
        .contains("Of a Go version only its default GOMAXPROCS is modelled; scheduler and");
  }

  @Test
  void withoutALimitAllVersionsAreTheSame() {
    assertThat(compare("--set", "runtime.version=1.24")).isZero();
    assertThat(out.toString())
        .containsPattern("case +Go version 1.24")
        .contains("makes no difference that can be told from chance.")
        .contains("which is 4 (auto: the machine's 4 cores, no CPU limit) on both sides;");
  }

  /** Two files of one name are told apart in the table and on the page. */
  @Test
  void twoFilesAreCompared() throws IOException {
    Path other = directory.resolve("other.yaml");
    Files.writeString(
        other, Files.readString(file, UTF_8).replace("workers: 6", "workers: 12"), UTF_8);
    assertThat(compare(other.toString())).isZero();
    assertThat(out.toString())
        .containsPattern(" case +the second case ")
        .contains("The second experiment makes the service better (mean");
  }

  @Test
  void variantsOfTwoFilesAreRefused() {
    assertThat(compare(file.toString(), "--variant", "server.workers=8")).isEqualTo(2);
    assertThat(err.toString()).contains("--variant: expected one file");
  }

  private int compare(String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", file.toString(), "--no-report"));
    arguments.addAll(List.of("--out", directory.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return Verbs.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
