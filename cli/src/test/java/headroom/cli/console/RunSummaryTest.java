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

  /** Four cores serve 4 ms each 1,000 times a second, of 1,250. */
  @Test
  void aServerThatFallsShortIsNotSaidToLoseNothing() throws IOException {
    String said = run("arrivals: constant(1250/s)\nsteps: [{cpu: 4ms}]\n");
    assertThat(said)
        .contains("1,000/s of 1,250/s offered, 20% short; 12,499 of 12,499 requests completed in")
        .doesNotContain("none lost");
    assertThat(said).containsPattern("still inside \\.+ 2,\\d+: runnable \\d+%");
    assertThat(page())
        .contains(
            "1,000/s of 1,250/s offered, 20% short", "requests that are still inside at the end");
  }

  /** 2,000 system calls of 10 s begin each second: the 10,001st thread is one too many. */
  @Test
  void aCrashLosesWhatWasInside() throws IOException {
    String said = run("arrivals: constant(2000/s)\nsteps: [{syscall: 10s}]\n");
    assertThat(said)
        .contains("fatal error: thread exhaustion", "0/s of 2,000/s offered, 100% short")
        .containsPattern("0 of 19,999 requests completed, (9,99|10,00)\\d inside when the process")
        .contains("the process ended after 5 s", "came after that")
        .doesNotContain("none lost", "–", "time goes to");
    assertThat(said).containsPattern("still inside \\.+ (9,99|10,00)\\d: syscall 100%");
    assertThat(page())
        .contains("The process ended after 5 s: fatal error: thread exhaustion.")
        .contains("no latency to report: 0/s of 2,000/s offered, 100% short; 0 of 19,999")
        .doesNotContain("with a worker");
  }

  /** One connection for a second each, and clients that wait 100 ms. */
  @Test
  void whatFailedIsBrokenDownWhenNothingCompletes() throws IOException {
    String said =
        run(
            """
            arrivals: constant(100/s)
            clients: {timeout: 100ms}
            steps: [{id: db, call: {pool: pg, for: 1s}}]
            resources: {pools: {pg: {size: 1}}}
            """);
    assertThat(said)
        .contains("no request completed, so there is none")
        .contains("0 of 999 requests completed, 100% lost (999 given up by their client)")
        .containsPattern("of the failed \\.+ (io 1%  )?pool \\d+%, 100 ms on average")
        .doesNotContain("–", "time goes to", "none lost");
    assertThat(page()).contains("A request that fails has spent 100% waiting for a connection");
  }

  /** The reader of the pipe stalls after 8 s for the rest of the run: nothing ends after that. */
  @Test
  void anEndUnlikeTheWholeIsSaid() throws IOException {
    String said =
        run(
            """
            arrivals: constant(100/s)
            steps: [{log: {bytes: 10000, sink: out}}]
            resources: {sinks: {out: {stallEvery: 8s, stallFor: 5s, buffer: 64KiB}}}
            """);
    assertThat(said).contains("throughput in the last tenth of the run: 0/s (the last 1 s)");
    assertThat(page()).contains("throughput in the last tenth of the run: 0/s");
    assertThat(run("arrivals: constant(100/s)\nsteps: [{cpu: 1ms}]\n"))
        .contains("999 of 999 requests completed, none lost")
        .doesNotContain("last tenth", "still inside");
  }

  private String page() throws IOException {
    return Files.readString(directory.resolve("results/report.html"), UTF_8);
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
        .execute("run", file.toString(), "--out", directory.resolve("results").toString());
    return out.toString() + err;
  }
}
