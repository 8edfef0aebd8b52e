package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose process is killed with SIGKILL loses no point that was done. */
@Tag("launcher")
class KilledSweepTest {
  private static final int KILLS = 10;
  private static final int POINTS = 8;
  private static final int PATIENCE_S = 30;

  private static final String SERVICE =
      """
      name: killed
      machine: {cores: 2}
      arrivals: poisson(200/s)
      server: {workers: 4}
      steps: [{cpu: exponential(2ms)}]
      run: {duration: 20s, warmup: 200ms, replications: 2, seed: 1}
      sweep: {server.workers: [1, 2, 3, 4], arrivals: [poisson(100/s), poisson(300/s)]}
      """;

  @TempDir private Path directory;
  private Launcher launcher = Launcher.in(Path.of(""));

  @BeforeEach
  void prepare() throws Exception {
    launcher = Launcher.in(directory);
    launcher.run("--version"); // the first use of all prepares the fast start and says so
    Files.writeString(directory.resolve("killed.yaml"), SERVICE, UTF_8);
  }

  /**
   * The moments are a number of points and some milliseconds after them, so that they fall into the
   * simulation, between two points, and into the writing of the results, on any machine.
   */
  @Test
  void aSweepThatIsKilledAtTenMomentsGivesTheBytesOfAnUndisturbedOne() throws Exception {
    assertThat(launcher.run("sweep", "killed.yaml", "--out", "undisturbed").status()).isZero();
    SplittableRandom random = new SplittableRandom(20);
    int midway = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String out = "out-" + kill;
      Process process = launcher.start("sweep", "killed.yaml", "--out", out);
      int after = random.nextInt(POINTS + 1);
      while (process.isAlive() && kept(out).size() < after) {
        Thread.onSpinWait();
      }
      process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      List<String> kept = kept(out);
      boolean published = Files.exists(directory.resolve(out).resolve("result.json"));
      assertThat(published || kept.size() >= after).as("kill %d", kill).isTrue();
      midway += !published && !kept.isEmpty() ? 1 : 0;

      Outcome resumed = launcher.run("sweep", "killed.yaml", "--out", out, "--resume");
      assertThat(resumed.status()).as(resumed.err()).isZero();
      int found = published ? POINTS : kept.size();
      assertThat(resumed.err())
          .as("kill %d", kill)
          .contains(
              found == 0 ? "no point of this sweep" : "going on with " + found + " of 8 points\n");
      for (String file : List.of("result.json", "points.csv", "experiment.yaml")) {
        assertThat(directory.resolve(out).resolve(file))
            .as("kill %d", kill)
            .hasSameBinaryContentAs(directory.resolve("undisturbed").resolve(file));
      }
      assertThat(kept(out)).isEmpty();
    }
    assertThat(midway).as("kills while points were kept").isGreaterThan(KILLS / 2);
  }

  /** A larger grid runs what is new, from results that are there already. */
  @Test
  void pointsOfAFinishedSweepAreUsedAgain() throws Exception {
    launcher.run("sweep", "killed.yaml", "--set", "server.workers=1,2", "--no-report");
    String[] larger = {"sweep", "killed.yaml", "--set", "server.workers=2,3", "--no-report"};
    List<String> arguments = new ArrayList<>(List.of(larger));
    arguments.add("--resume");
    Outcome resumed = launcher.run(arguments.toArray(String[]::new));
    assertThat(resumed.err()).startsWith("headroom: going on with 2 of 4 points\n");
    arguments.set(arguments.size() - 1, "--out");
    arguments.add("undisturbed");
    launcher.run(arguments.toArray(String[]::new));
    assertThat(directory.resolve("headroom-out/killed-sweep/result.json"))
        .hasSameBinaryContentAs(directory.resolve("undisturbed/result.json"));
  }

  /** A large sweep runs in a second process, which must not outlive the first. */
  @Test
  void theSecondProcessEndsWithTheFirst() throws Exception {
    Files.writeString(
        directory.resolve("killed.yaml"),
        SERVICE.replace("duration: 20s", "duration: 2000s"),
        UTF_8);
    Process process = launcher.start("sweep", "killed.yaml", "--out", "results");
    Path lock = directory.resolve("results/.headroom/lock");
    while (process.isAlive() && !(Files.exists(lock) && Files.size(lock) > 0)) {
      Thread.onSpinWait();
    }
    long second = Long.parseLong(Files.readString(lock, UTF_8));
    assertThat(second).isNotEqualTo(process.pid());
    ProcessHandle handle = ProcessHandle.of(second).orElseThrow();
    process.destroyForcibly().waitFor();
    handle.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private List<String> kept(String out) throws IOException {
    Path points = directory.resolve(out).resolve(".headroom/points");
    if (!Files.exists(points)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(points)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".json")).toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the last one has just gone
    }
  }
}
