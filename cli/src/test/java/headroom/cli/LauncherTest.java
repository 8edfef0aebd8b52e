package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.Launcher.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the verbs in a process: standard output, standard error, status and files. */
@Tag("launcher")
class LauncherTest {
  private static final String SMALL =
      """
      name: small
      machine: {cores: 2}
      arrivals: poisson(100/s)
      server: {workers: 4}
      steps: [{cpu: exponential(2ms)}]
      run: {duration: 2s, warmup: 200ms, replications: 2, seed: 1}
      """;

  @TempDir private Path directory;
  private Launcher launcher = Launcher.in(Path.of(""));

  @BeforeEach
  void prepare() throws Exception {
    launcher = Launcher.in(directory);
    launcher.run("--version"); // the first use of all prepares the fast start and says so
    Files.writeString(directory.resolve("small.yaml"), SMALL, UTF_8);
  }

  @Test
  void versionIsOneLine() throws Exception {
    Outcome outcome = launcher.run("--version");
    assertThat(outcome).isEqualTo(new Outcome(0, Version.line() + "\n", ""));
  }

  @Test
  void runLeavesAWholeDirectoryAndASummary() throws Exception {
    Outcome outcome = launcher.run("run", "small.yaml", "--out", "results");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("latency", "p99", "throughput", "results/report.html");
    assertThat(outcome.out()).doesNotContain("\u001b"); // no colour where nobody sees it
    assertThat(files(directory.resolve("results")))
        .contains(
            "result.json", "timing.json", "experiment.yaml", "points.csv", "report.html", "charts");
    assertThat(files(directory)).containsExactly("results", "small.yaml");
  }

  @Test
  void jsonIsTheResultFileAndNothingElse() throws Exception {
    Outcome outcome = launcher.run("run", "small.yaml", "--json", "--no-report");
    assertThat(outcome.err()).isEmpty();
    Path written = directory.resolve("headroom-out/small");
    assertThat(outcome.out()).isEqualTo(Files.readString(written.resolve("result.json"), UTF_8));
    assertThat(files(written)).doesNotContain("report.html", "charts");
  }

  @Test
  void threadsDoNotChangeABit() throws Exception {
    Outcome one = launcher.run("run", "small.yaml", "--json", "--no-report", "--threads", "1");
    Outcome two = launcher.run("run", "small.yaml", "--json", "--no-report", "--threads", "2");
    assertThat(one.status()).isZero();
    assertThat(two.out()).isEqualTo(one.out());
    assertThat(launcher.run("run", "small.yaml", "--json", "--no-report", "--seed", "2").out())
        .isNotEqualTo(one.out()); // else this could not fail
  }

  @Test
  void standardInputIsAnExperimentToo() throws Exception {
    Outcome outcome = launcher.runWith(SMALL, "run", "-", "--json", "--no-report");
    assertThat(outcome.out())
        .isEqualTo(launcher.run("run", "small.yaml", "--json", "--no-report").out());
  }

  @Test
  void crashIsStatusThreeAndInTheWordsOfGo() throws Exception {
    Files.writeString(
        directory.resolve("dead.yaml"),
        """
        name: dead
        machine: {cores: 2}
        arrivals: poisson(100/s)
        server: {workers: 2, queue: 1, whenFull: block, accept: timer}
        resources: {channels: {events: {capacity: 1}}}
        steps: [{recv: {channel: events}}]
        run: {duration: 2s, replications: 1}
        """,
        UTF_8);
    Outcome outcome = launcher.run("run", "dead.yaml", "--no-report");
    assertThat(outcome.err()).contains("note: nothing sends on the channel");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.out())
        .contains(
            "fatal error: all goroutines are asleep - deadlock!",
            "2 [chan receive], 1 [chan send]");
  }

  @Test
  void missedSloIsStatusThree() throws Exception {
    Outcome outcome = launcher.runWith(SMALL + "slo: {p99: 1ms}\n", "run", "-", "--no-report");
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.out()).contains("✗ p99");
  }

  @Test
  void everyMistakeIsNamedWithItsPlace() throws Exception {
    String wrong = SMALL.replace("workers: 4", "worker: 4").replace("2s,", "2,");
    Files.writeString(directory.resolve("wrong.yaml"), wrong, UTF_8);
    for (String verb : List.of("validate", "run", "sweep")) {
      Outcome outcome = launcher.run(verb, "wrong.yaml");
      assertThat(outcome.status()).as(verb).isEqualTo(2);
      assertThat(outcome.out()).as(verb).isEmpty();
      assertThat(outcome.err())
          .as(verb)
          .contains("wrong.yaml:4:10: ", "did you mean \"workers\"?", "wrong.yaml:6:")
          .contains("2 problems");
    }
    assertThat(files(directory)).containsExactly("small.yaml", "wrong.yaml");
  }

  @Test
  void badUsageIsStatusTwoWithAHint() throws Exception {
    Outcome misspelt = launcher.run("sweeep", "small.yaml");
    assertThat(misspelt.status()).isEqualTo(2);
    assertThat(misspelt.err()).contains("unknown command \"sweeep\"", "sweep");
    Outcome option = launcher.run("run", "small.yaml", "--sed", "2");
    assertThat(option.status()).isEqualTo(2);
    assertThat(option.err()).contains("--seed");
  }

  @Test
  void foreignDirectoryStaysAsItIs() throws Exception {
    Path mine = Files.createDirectories(directory.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "all of it", UTF_8);
    Outcome outcome = launcher.run("run", "small.yaml", "--out", "mine");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("mine is not empty and was not written by headroom");
    assertThat(files(mine)).containsExactly("thesis.txt");
  }

  @Test
  void sweepPrintsARowAPoint() throws Exception {
    Outcome table = launcher.run("sweep", "small.yaml", "--set", "server.workers=1,2,4");
    assertThat(table.out())
        .contains("\nprofile linux: its constants are not measured on your machine\n");
    assertThat(table.status()).isZero();
    assertThat(table.out()).contains("workers", "P99", "headroom-out/small-sweep/report.html");
    Outcome csv =
        launcher.run(
            "sweep",
            "small.yaml",
            "--set",
            "server.workers=1,2,4",
            "--format",
            "csv",
            "--no-report");
    assertThat(csv.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .containsExactly("1", "2", "4");
    assertThat(csv.out())
        .isEqualTo(
            Files.readString(directory.resolve("headroom-out/small-sweep/points.csv"), UTF_8));
  }

  @Test
  void sweepNeedsSomethingToSweep() throws Exception {
    Outcome outcome = launcher.run("sweep", "small.yaml", "--set", "server.workers=2");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("nothing to sweep");
  }

  @Test
  void compareSaysWhatTheChangeDoes() throws Exception {
    Outcome outcome =
        launcher.run("compare", "small.yaml", "--set", "arrivals=poisson(50/s)", "--no-report");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("p99", "throughput falls", "95%");
    assertThat(files(directory.resolve("headroom-out/small-compared")))
        .contains("comparison.json", "result.json", "experiment.yaml", "changed.yaml");
    assertThat(launcher.run("compare", "small.yaml").status()).isEqualTo(2);
  }

  @Test
  void reportIsRebuiltFromTheResult() throws Exception {
    launcher.run("run", "small.yaml", "--out", "results");
    Path page = directory.resolve("results/report.html");
    String before = Files.readString(page, UTF_8);
    Files.delete(page);
    Outcome outcome = launcher.run("report", "results");
    assertThat(outcome.status()).isZero();
    assertThat(Files.readString(page, UTF_8)).hasSizeGreaterThan(before.length() * 9 / 10);
    assertThat(launcher.run("report", ".").err()).contains("holds no result.json");
  }

  @Test
  void templateAndExamplesAreValid() throws Exception {
    assertThat(launcher.run("init", "shop").status()).isZero();
    assertThat(launcher.run("validate", "shop.yaml").out()).isEqualTo("shop.yaml: valid\n");
    assertThat(launcher.run("init", "shop").status()).isEqualTo(2); // nothing is overwritten
    List<String> names =
        launcher
            .run("examples")
            .out()
            .lines()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertThat(names).contains("01-first-run", "02-worker-sweep");
    List<String> validate = new ArrayList<>(List.of("validate"));
    for (String name : names) {
      assertThat(launcher.run("examples", name).status()).as(name).isZero();
      try (Stream<Path> copied = Files.list(directory.resolve(name))) {
        copied
            .map(file -> name + "/" + file.getFileName())
            .filter(file -> file.endsWith(".yaml"))
            .sorted()
            .forEach(validate::add);
      }
    }
    assertThat(validate).hasSizeGreaterThan(names.size());
    Outcome outcome = launcher.run(validate.toArray(String[]::new));
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  @Test
  void linkInAPathWithSpacesWorksFromAnywhere() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("a folder"));
    Path link =
        Files.createSymbolicLink(
            folder.resolve("my headroom"), Launcher.root().resolve("headroom"));
    Outcome outcome = launcher.as(link).run("validate", "small.yaml");
    assertThat(outcome).isEqualTo(new Outcome(0, "small.yaml: valid\n", ""));
  }

  @Test
  void programMayLieInAPathWithSpaces() throws Exception {
    Path copy = directory.resolve("a copy");
    for (String file : List.of("headroom", "cli/target/headroom.jar", "examples/quickstart.yaml")) {
      Path target = copy.resolve(file);
      Files.createDirectories(copy.resolve(file).resolve("..").normalize());
      Files.copy(Launcher.root().resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Outcome outcome = launcher.as(copy.resolve("headroom")).run("run", "small.yaml", "--no-report");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEqualTo("headroom: preparing a fast start, once\n");
    assertThat(outcome.out()).contains("p99");
  }

  @Test
  void interruptedRunLeavesNothing() throws Exception {
    String long_ = SMALL.replace("duration: 2s", "duration: 40000s");
    Files.writeString(directory.resolve("small.yaml"), long_, UTF_8);
    Process process = launcher.start("run", "small.yaml", "--out", "results");
    process.getOutputStream().close();
    while (process.isAlive() && !files(directory).contains("results")) {
      Thread.onSpinWait();
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Outcome outcome = Launcher.await(process);
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err()).isEqualTo("headroom: interrupted, nothing was written\n");
    assertThat(files(directory)).containsExactly("small.yaml");
  }

  /** The address alone is on standard output, so that a script can open it. */
  @Test
  void aServerEndsAtCtrlC() throws Exception {
    Process process = launcher.start("serve", "small.yaml");
    process.getOutputStream().close();
    BufferedReader out = process.inputReader(UTF_8);
    URI page = URI.create(out.readLine());
    try (InputStream in = page.toURL().openStream()) {
      assertThat(new String(in.readAllBytes(), UTF_8)).contains("<h1>small, what if</h1>");
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(out.readLine()).isNull();
    Outcome outcome = Launcher.await(process);
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err())
        .isEqualTo("headroom: Ctrl-C ends it\nheadroom: interrupted, nothing was written\n");
    assertThat(files(directory)).containsExactly("small.yaml");
  }

  @Test
  void completionIsAShellScript() throws Exception {
    Outcome script = launcher.run("completion", "bash");
    Path file = Files.writeString(directory.resolve("completion.sh"), script.out(), UTF_8);
    Process check = new ProcessBuilder("bash", "-n", file.toString()).start();
    assertThat(check.waitFor()).isZero();
    assertThat(script.out()).contains("--replications", "calibrate");
    assertThat(launcher.run("completion", "fish").out()).contains("-l replications");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
