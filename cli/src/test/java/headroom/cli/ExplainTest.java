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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code headroom explain}, of examples whose cures are known. */
class ExplainTest {
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * A pool of 4 connections at 75 %: Erlang's formula has the wait for one of 8 at a hundredth.
   * Eight Ps under a limit of one core: Go itself takes 2. A heap of 128 MiB under a limit of 144:
   * 288 leave it ten times the room.
   */
  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "20-five-ways-to-wait/pool, '', pool-exhausted, resources.pools.db.size=8, -0.4",
    "17-collector-and-quota/experiment, runtime.gomaxprocs=8, cpu-throttled,"
        + " runtime.gomaxprocs=2, -0.1",
    "09-memory-limit/experiment, load=60% runtime.gomemlimit=144MiB, memory-limit,"
        + " runtime.gomemlimit=288MiB machine.memory=320MiB, -0.2"
  })
  void theCureOfTheFirstFindingLowersTheTail(
      String example, String settings, String id, String cure, double atMost) throws IOException {
    List<String> words = new ArrayList<>(List.of("--json", "--no-report", "--replications", "10"));
    for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ")) {
      words.addAll(List.of("--set", setting));
    }
    assertThat(explain(EXAMPLES.resolve(example + ".yaml"), words)).isZero();
    JsonNode first = new ObjectMapper().readTree(out.toString()).get("findings").get(0);
    assertThat(first.get("id").asString()).isEqualTo(id);
    JsonNode tried = triedOf(first, cure);
    assertThat(tried.get("outcome").asString()).isEqualTo("helps");
    JsonNode p99 = tried.get("metrics").get(0);
    assertThat(p99.get("metric").asString()).isEqualTo("latency_ms.p99");
    assertThat(p99.get("effect").asString()).isEqualTo("BETTER");
    assertThat(p99.get("relative_change").asDouble()).isLessThan(atMost);
  }

  private static JsonNode triedOf(JsonNode finding, String cure) {
    List<String> settings = new ArrayList<>();
    for (JsonNode tried : finding.get("tried")) {
      StringBuilder text = new StringBuilder();
      tried
          .get("change")
          .properties()
          .forEach(
              entry ->
                  text.append(text.isEmpty() ? "" : " ")
                      .append(entry.getKey())
                      .append('=')
                      .append(entry.getValue().asString()));
      settings.add(text.toString());
      if (text.toString().equals(cure)) {
        return tried;
      }
    }
    throw new AssertionError("no " + cure + " among " + settings);
  }

  /** More cores do nothing for workers that wait for a backend, and that is said. */
  @Test
  void whatDoesNotHelpIsSaidNotTo() throws IOException {
    Path file = EXAMPLES.resolve("02-worker-sweep/waiting.yaml");
    assertThat(explain(file, List.of("--no-report", "--replications", "10", "--quiet"))).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(explain(file, List.of("--no-report", "--replications", "10"))).isZero();
    assertThat(out.toString())
        .containsPattern("waiting for a worker +[0-9]+ ms +[0-9]+% ")
        .contains("1. workers-exhausted (high, server workers): requests wait for a worker")
        .contains("tried --set server.workers=50: helps")
        .contains("tried --set machine.cores=8: does not help")
        .contains("2. rejections (high)");
    assertThat(err.toString()).contains("explain leaves out the file's sweep");
  }

  /**
   * After a retry storm a deadline loses the fewest requests, with a P99 of seconds; a queue that
   * rejects loses a few percent more and keeps the P99 where it was. No figure says which is
   * better, but an SLO does.
   */
  @Test
  void whatLosesFewestIsNotCalledBestWhereAnotherIsMuchFaster() throws IOException {
    Path file = EXAMPLES.resolve("24-retry-storm/experiment.yaml");
    List<String> quiet =
        List.of("--no-report", "--replications", "5", "--json", "--set", "run.duration=30s");
    assertThat(explain(file, quiet)).isZero();
    JsonNode without = new ObjectMapper().readTree(out.toString());
    assertThat(without.get("verdict").get(1).asString())
        .matches(
            "Of what was tried, fewest requests are lost with server.deadline=1000ms"
                + " \\([0-9.]+% lost, P99 [0-9.]+ s\\), and fewer are slow with"
                + " server.queue=80 and server.whenFull=reject \\([0-9.]+% lost, P99 1[0-9.]+ ms\\);"
                + " which is better an SLO \\(slo:\\) would say\\.");
    out.getBuffer().setLength(0);
    List<String> judged = new ArrayList<>(quiet);
    judged.addAll(List.of("--set", "slo.p99=500ms"));
    assertThat(explain(file, judged)).isEqualTo(3);
    JsonNode with = new ObjectMapper().readTree(out.toString());
    assertThat(with.get("verdict").get(1).asString())
        .startsWith(
            "Of what was tried, best is server.queue=80 and server.whenFull=reject: requests no"
                + " longer pile up; the SLO is met");
  }

  /** The figures are those of the directory, the changes are simulated with its experiment. */
  @Test
  void aResultDirectoryIsExplainedAsItIs() throws IOException {
    Path run = directory.resolve("run");
    Path file = directory.resolve("case.yaml");
    Files.writeString(
        file,
        """
        name: case
        machine: {cores: 2}
        arrivals: poisson(400/s)
        server: {workers: unbounded}
        steps: [{cpu: exponential(200us)}, {id: db, call: {pool: pg, for: 7500us}}]
        resources: {pools: {pg: {size: 4}}}
        run: {duration: 10s, warmup: 1s, replications: 3}
        slo: {p99: 10ms}
        """,
        UTF_8);
    assertThat(verb("run", file.toString(), "--no-report", "--out", run.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("diagnosis ..... pool-exhausted: ", "(pool pg), ");
    out.getBuffer().setLength(0);
    assertThat(explain(run, List.of("--no-report", "--replications", "10", "--json"))).isEqualTo(3);
    JsonNode said = new ObjectMapper().readTree(out.toString());
    JsonNode point =
        new ObjectMapper()
            .readTree(Files.readString(run.resolve("result.json")))
            .get("points")
            .get(0);
    assertThat(said.get("where").get("p99_ms")).isEqualTo(point.get("latency_ms").get("p99"));
    JsonNode finding = said.get("findings").get(0);
    assertThat(finding.get("evidence")).isEqualTo(point.get("diagnosis").get(0).get("evidence"));
    assertThat(triedOf(finding, "resources.pools.pg.size=8").get("outcome").asString())
        .isEqualTo("helps");
    assertThat(Files.exists(directory.resolve("explained/explanation.json"))).isTrue();
    assertThat(explain(run, List.of("--set", "server.workers=8"))).isEqualTo(2);
    assertThat(err.toString()).contains("a result directory is explained as it is");
  }

  @Test
  void whatCannotBeExplainedIsSaid() throws IOException {
    assertThat(explain(directory, List.of())).isEqualTo(2);
    assertThat(err.toString()).contains("is no result directory: it holds no result.json");
    Path sweep = directory.resolve("sweep");
    String file = EXAMPLES.resolve("01-first-run/experiment.yaml").toString();
    String[] small = {"--set", "run.duration=2s", "--set", "server.workers=2,4"};
    List<String> words = new ArrayList<>(List.of("sweep", file, "--no-report", "--out"));
    words.add(sweep.toString());
    words.addAll(List.of(small));
    verb(words.toArray(String[]::new));
    assertThat(explain(sweep, List.of())).isEqualTo(2);
    assertThat(err.toString()).contains("holds 2 settings; name the file, with --set");
  }

  /** The page shows what was tried, and a service that is well has nothing wrong with it. */
  @Test
  void aServiceThatIsWellHasNothingWrong() throws IOException {
    Path file = EXAMPLES.resolve("quickstart.yaml");
    assertThat(explain(file, List.of("--set", "run.duration=5s"))).isZero();
    assertThat(out.toString()).contains("Nothing is wrong:").doesNotContain("tried");
    assertThat(Files.readString(directory.resolve("explained/report.html")))
        .contains("What is wrong and why", "Nothing is wrong:");
  }

  private int explain(Path file, List<String> options) {
    List<String> words = new ArrayList<>(List.of("explain", file.toString()));
    words.addAll(options);
    words.addAll(List.of("--out", directory.resolve("explained").toString()));
    return verb(words.toArray(String[]::new));
  }

  private int verb(String... words) {
    return Verbs.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(words);
  }
}
