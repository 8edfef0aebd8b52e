package headroom.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says on the terminal, of experiments without costs whose figures follow by hand. */
class RunSummaryTest {
  @TempDir private Path directory;

  /** A request each 10 ms holds the only connection for 8 ms, after 1 ms on a core. */
  @Test
  void stepsAndResourcesHaveALineEach() throws IOException {
    String said =
        run(
            """
            arrivals: constant(100/s)
            steps: [{cpu: 1ms}, {id: db, call: {pool: pg, for: 8ms}}]
            resources: {pools: {pg: {size: 1}}}
            """);
    assertThat(said).containsPattern("db \\(call pg\\) +89% +1 +0 ms +0 ms +8 ms +8.01 ms");
    assertThat(said).containsPattern("cpu +11% +1 +0 ms +0 ms +1 ms +1 ms");
    assertThat(said).containsPattern("pool pg +79.9% +0 ms +0 ms +0");
    assertThat(said).containsPattern("cores +2.5%");
    assertThat(said).contains("GOMAXPROCS 4, profile ideal");
  }

  private String run(String experiment) throws IOException {
    Path file = directory.resolve("case.yaml");
    Files.writeString(
        file,
        "name: case\nmachine: {cores: 4}\nprofile: ideal\nserver: {workers: unbounded}\n"
            + "run: {duration: 10s, warmup: 0s, replications: 1}\n"
            + experiment,
        UTF_8);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Verbs.commandLine(new PrintWriter(out), new PrintWriter(err))
        .execute(
            "run",
            file.toString(),
            "--no-report",
            "--out",
            directory.resolve("results").toString());
    return out.toString() + err;
  }
}
