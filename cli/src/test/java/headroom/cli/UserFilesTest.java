package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of the user's is lost, and output that is lost is not passed over. */
@Tag("launcher")
class UserFilesTest {
  private static final String SMALL =
      """
      name: small
      machine: {cores: 2}
      arrivals: poisson(100/s)
      server: {workers: 4}
      steps: [{cpu: exponential(2ms)}]
      run: {duration: 2s, warmup: 200ms, replications: 2, seed: 1}
      """;

  /** Takes about a second for each point, so that a sweep is ended in its middle. */
  private static final String SLOW = SMALL.replace("duration: 2s", "duration: 500s");

  private static final String[] SWEEP = {
    "sweep", "slow.yaml", "--set", "server.workers=1,2,3,4,5,6,7,8", "--no-report", "--threads", "1"
  };

  @TempDir private Path directory;
  private Launcher launcher = Launcher.in(Path.of(""));

  @BeforeEach
  void prepare() throws Exception {
    launcher = Launcher.in(directory);
    launcher.run("--version"); // the first use of all prepares the fast start and says so
    write("small.yaml", SMALL);
    write("slow.yaml", SLOW.replace("name: small", "name: slow"));
  }

  @Test
  void aForeignResultFileDoesNotMakeADirectoryOurs() throws Exception {
    write("mine/result.json", "{\"mine\": true}");
    write("mine/src/main.go", "package main");
    Outcome outcome = launcher.run("run", "small.yaml", "--out", "mine");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("headroom: --out: mine is not empty and was not written by headroom")
        .contains("choose another --out");
    assertThat(files(directory.resolve("mine"))).containsExactly("result.json", "src");
    assertThat(directory.resolve("mine/src/main.go")).hasContent("package main");
  }

  @ParameterizedTest
  @CsvSource({"..,2,", ".,2,", "a/../../b,0,a-..-..-b", ".git,0,git", "'\"a\\nb\"',2,"})
  void aNameNeverLeadsOutOfTheDirectoryOfResults(String name, int status, String folder)
      throws Exception {
    write("precious.txt", "all of it");
    String quoted = name.startsWith("\"") ? name : "\"" + name + "\"";
    write("named.yaml", SMALL.replace("name: small", "name: " + quoted));
    Outcome outcome = launcher.run("run", "named.yaml", "--no-report", "--quiet");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(status);
    assertThat(directory.resolve("precious.txt")).hasContent("all of it");
    if (status == 0) {
      assertThat(files(directory.resolve("headroom-out"))).containsExactly(folder);
    } else {
      assertThat(outcome.err()).startsWith("named.yaml:1:7: ");
      assertThat(directory.resolve("headroom-out")).doesNotExist();
    }
  }

  @Test
  void verbsKeepApartAndSayWhatTheyReplace() throws Exception {
    write("other.yaml", SMALL.replace("100/s", "50/s"));
    launcher.run("run", "small.yaml");
    launcher.run("sweep", "small.yaml", "--set", "server.workers=2,4", "--no-report");
    launcher.run("compare", "small.yaml", "--set", "server.workers=8", "--no-report");
    Path out = directory.resolve("headroom-out");
    assertThat(files(out)).containsExactly("small", "small-compared", "small-sweep");
    Outcome again = launcher.run("run", "other.yaml", "--no-report");
    assertThat(again.status()).isZero();
    assertThat(again.err())
        .isEqualTo(
            "headroom: headroom-out/small: replaced the run of small made from small.yaml, and"
                + " removed its report and charts, as --no-report makes none\n");
    assertThat(files(out.resolve("small")))
        .containsExactly(
            ".headroom", "experiment.yaml", "points.csv", "result.json", "timing.json");
    Outcome both = launcher.run("run", "small.yaml", "other.yaml");
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err())
        .contains("small.yaml and other.yaml would both write to headroom-out/small");
  }

  @Test
  void aRebuiltReportTakesThePlaceOfTheOldOne() throws Exception {
    launcher.run("run", "small.yaml", "--out", "results");
    write("results/report.html", "with my remarks");
    assertThat(launcher.run("report", "results").err()).contains("results/report.html.kept");
    assertThat(directory.resolve("results/report.html.kept")).hasContent("with my remarks");
    assertThat(launcher.run("report", "results").err()).isEmpty();
    assertThat(launcher.run("run", "small.yaml", "--out", "results", "--no-report").err())
        .contains("replaced the run of small made from small.yaml");
    assertThat(files(directory.resolve("results"))).doesNotContain("report.html", "charts");
  }

  @Test
  void ofTwoRunsAtOnceOneIsRefused() throws Exception {
    Process first = launcher.start("run", "slow.yaml", "--out", "results", "--no-report");
    awaitFile("results/.headroom/lock", first);
    Outcome second = launcher.run("run", "small.yaml", "--out", "results");
    assertThat(second.status()).isEqualTo(2);
    assertThat(second.err())
        .startsWith("headroom: --out: another run writes to results (process " + first.pid() + ")");
    assertThat(Launcher.await(first).status()).isZero();
    assertThat(Files.readString(directory.resolve("results/result.json"), UTF_8))
        .contains("\"experiment\": \"slow\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSweepThatWasEndedGoesOn(String signal) throws Exception {
    Process process = launcher.start(SWEEP);
    while (process.isAlive() && points("headroom-out/slow-sweep") < 2) {
      Thread.sleep(1); // leaves the core to the sweep
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    Outcome ended = Launcher.await(process);
    int kept = points("headroom-out/slow-sweep");
    assertThat(kept).isBetween(2, 7);
    String again = "headroom " + String.join(" ", SWEEP);
    if (!signal.equals("KILL")) {
      assertThat(ended.err())
          .isEqualTo(
              "headroom: interrupted: "
                  + kept
                  + " of 8 points are kept; go on with: "
                  + again
                  + " --resume\n");
      assertThat(ended.status()).isEqualTo(signal.equals("INT") ? 130 : 143);
    }
    Outcome resumed = launcher.run(with(SWEEP, "--resume"));
    assertThat(resumed.err()).isEqualTo("headroom: going on with " + kept + " of 8 points\n");
    Outcome undisturbed = launcher.run(with(SWEEP, "--out", "undisturbed"));
    assertThat(undisturbed.err()).isEmpty();
    for (String file : List.of("result.json", "points.csv", "experiment.yaml")) {
      assertThat(directory.resolve("headroom-out/slow-sweep").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("undisturbed").resolve(file));
    }
    assertThat(files(directory.resolve("headroom-out/slow-sweep/.headroom")))
        .containsExactly("manifest.json", "points.sha256");
  }

  /** The page is being written, by classes that are used for the first time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 200, 300, 400, 500, 700})
  void aSweepThatIsEndedWhileItWritesItsPageSaysSo(int afterMs) throws Exception {
    Process process = launcher.start("sweep", "small.yaml", "--set", "server.workers=1,2,3");
    while (process.isAlive() && points("headroom-out/small-sweep") < 3) {
      Thread.sleep(1); // leaves the core to the sweep
    }
    process.waitFor(afterMs, TimeUnit.MILLISECONDS);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Outcome ended = Launcher.await(process);
    assertThat(ended.err()).doesNotContain("internal failure");
    if (Files.exists(directory.resolve("headroom-out/small-sweep/result.json"))) {
      assertThat(points("headroom-out/small-sweep")).isZero();
    } else {
      assertThat(ended.status()).isEqualTo(130);
      assertThat(ended.err()).contains("headroom: interrupted: 3 of 3 points are kept; go on with");
    }
  }

  @Test
  void aSweepThatBeginsAnewDropsNoPoint() throws Exception {
    Process process = launcher.start(SWEEP);
    while (process.isAlive() && points("headroom-out/slow-sweep") < 1) {
      Thread.sleep(1); // leaves the core to the sweep
    }
    process.destroyForcibly().waitFor();
    int kept = points("headroom-out/slow-sweep");
    Process anew = launcher.start(SWEEP);
    awaitFile("headroom-out/slow-sweep/.headroom/work-" + anew.pid(), anew);
    new ProcessBuilder("kill", "-INT", Long.toString(anew.pid())).start().waitFor();
    assertThat(Launcher.await(anew).err())
        .startsWith(
            "headroom: "
                + kept
                + " of 8 points are kept from an interrupted sweep and are run again; --resume"
                + " would use them\n")
        .contains("of 8 points are kept; go on with");
    assertThat(points("headroom-out/slow-sweep")).isGreaterThanOrEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "schema",
        "help",
        "run --help",
        "validate small.yaml",
        "run small.yaml --no-report --out results",
        "run small.yaml --json --quiet --out results"
      })
  void lostOutputIsAnError(String words) throws Exception {
    for (String lost : List.of(">/dev/full", ">&-")) {
      Outcome outcome = launcher.shell("\"$H\" " + words + " " + lost);
      assertThat(outcome.status()).as(lost).isEqualTo(2);
      assertThat(outcome.err()).contains("headroom: standard output cannot be written: ");
    }
    assertThat(launcher.shell("\"$H\" run small.yaml --no-report --quiet >&-").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "small.yaml, small.yaml is a file",
    "small.yaml/a/b, cannot be made",
    "/proc/nowhere, no such file or directory",
    "LONG, file name too long",
    "x/LONG, file name too long"
  })
  void aDirectoryThatCannotBeWrittenIsRefusedInWords(String out, String words) throws Exception {
    List<String> before = files(directory);
    String path = out.replace("LONG", "n".repeat(300));
    for (String verb : List.of("run small.yaml", "sweep small.yaml --set server.workers=1,2")) {
      Outcome outcome = launcher.shell("\"$H\" " + verb + " --out " + path);
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("headroom: --out: ").contains(words).hasLineCount(1);
      assertThat(files(directory)).isEqualTo(before);
    }
  }

  /** Blocks of 512 bytes: the page and the charts do not fit, and the old results must stay. */
  @Test
  void whatDoesNotFitOnTheDiskLeavesTheOldResults() throws Exception {
    launcher.run("run", "small.yaml", "--out", "results", "--no-report");
    String before = Files.readString(directory.resolve("results/result.json"), UTF_8);
    Outcome outcome =
        launcher.shell("ulimit -f 80; \"$H\" run small.yaml --seed 2 --out results 2>&1 | cat");
    assertThat(outcome.out())
        .isEqualTo(
            "headroom: cannot write to results: file too large; what stood there is as it was\n");
    assertThat(directory.resolve("results/result.json")).hasContent(before);
    assertThat(files(directory.resolve("results/.headroom"))).containsExactly("manifest.json");
  }

  @ParameterizedTest
  @CsvSource({
    "init a/b, there is no directory a",
    "init .., cannot name an experiment",
    "report nowhere, holds no result.json",
    "report small.yaml, is no result directory but a file",
    "validate small.yaml/x, cannot be read"
  })
  void aWrongPathIsSaidInWords(String words, String expected) throws Exception {
    Outcome outcome = launcher.shell("\"$H\" " + words);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains(expected).doesNotContain("Exception", "internal");
  }

  @Test
  void reportRefusesWhatIsNoResult() throws Exception {
    launcher.run("run", "small.yaml", "--out", "results", "--no-report");
    String whole = Files.readString(directory.resolve("results/result.json"), UTF_8);
    for (String json :
        List.of(
            "",
            "{\"mine\": true}",
            whole.substring(0, whole.length() / 2),
            "{\"schema\":1,\"experiment\":\"a\",\"engine\":\"b\",\"seed\":1,\"points\":[]}")) {
      write("results/result.json", json);
      Outcome outcome = launcher.run("report", "results");
      assertThat(outcome.status()).as(json).isEqualTo(2);
      assertThat(outcome.err()).startsWith("headroom: results/result.json: ").hasLineCount(1);
      assertThat(files(directory.resolve("results"))).doesNotContain("report.html");
    }
  }

  @Test
  void anyFileNameWorksInAnyLocale() throws Exception {
    write("café.yaml", SMALL);
    Outcome outcome =
        launcher.shell("export LC_ALL=C; \"$H\" run caf*.yaml --out caf*.yaml.d --no-report -q");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    Outcome without =
        launcher.shell(
            "LC_ALL=C \"$JAVA_HOME/bin/java\" -jar '"
                + Launcher.root().resolve("cli/target/headroom.jar")
                + "' validate caf*.yaml");
    assertThat(without.status()).isEqualTo(2);
    assertThat(without.err()).contains("cannot name a file in this locale").hasLineCount(1);
  }

  private void awaitFile(String name, Process process) {
    while (process.isAlive() && !Files.exists(directory.resolve(name))) {
      Thread.onSpinWait();
    }
  }

  private int points(String out) throws IOException {
    Path folder = directory.resolve(out).resolve(".headroom/points");
    return Files.exists(folder)
        ? (int) files(folder).stream().filter(name -> name.endsWith(".json")).count()
        : 0;
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text, UTF_8);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
