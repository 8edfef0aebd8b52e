package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.cluster.Processes.Started;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on Spark, in processes of the built jars, has the bytes of one by the default build. */
@Tag("processes")
class ClusterSweepTest {
  /** A quarter of a million requests a point, a second of one core; the warm-up takes a pilot. */
  private static final String EXPERIMENT =
      """
      name: spread
      machine: {cores: 4, memory: 512MiB}
      arrivals: poisson(400/s)
      server: {workers: 16}
      steps:
        - cpu: exponential(2ms)
        - alloc: {size: 64KiB, objects: 100}
        - io: lognormal(8ms, cv=1.5)
      slo: {p99: 100ms}
      run: {duration: 150s, warmup: auto, replications: 3, seed: 7}
      """;

  private static final List<String> GRID =
      List.of(
          "spread.yaml", "--set", "server.workers=4,6,8,16", "--set", "runtime.gogc=50,100,200");

  private static final int POINTS = 12;

  /** What the default build makes of it, once for all tests. */
  @TempDir private static Path plain;

  @TempDir private Path directory;
  private Processes processes = new Processes(Path.of(""));

  @BeforeAll
  static void runWithoutCluster() throws Exception {
    write(plain, EXPERIMENT);
    try (Processes alone = new Processes(plain)) {
      Started run = alone.plain("plain", sweep("out"));
      assertThat(run.await()).as(run.errors()).isIn(0, 3);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    processes = new Processes(directory);
    write(directory, EXPERIMENT);
  }

  private static void write(Path place, String experiment) throws IOException {
    Files.writeString(place.resolve("spread.yaml"), experiment, StandardCharsets.UTF_8);
  }

  @AfterEach
  void end() {
    processes.close();
  }

  @Test
  void aWorkerThatIsKilledInTheMiddleLosesNothing() throws Exception {
    String master = processes.master();
    Started one = processes.worker("worker-1", master);
    Started two = processes.worker("worker-2", master);
    Started sweep = processes.driver("sweep", List.of(), sweep("spark", "--cluster", master));
    Processes.await(
        sweep,
        "points and two executors",
        () -> kept("spark") >= 2 && runs("worker-1") && runs("worker-2"));
    one.kill();
    int keptThen = kept("spark");
    assertThat(sweep.await()).as(sweep.errors()).isIn(0, 3);
    assertThat(keptThen).isBetween(2, POINTS - 2);
    assertThat(sweep.errors()).contains("headroom: spark: Lost executor");
    assertThat(two.process().isAlive()).isTrue();
    assertSameAsDefaultBuild("spark");
  }

  /** The points that are done are in the journal of the process that started the sweep. */
  @Test
  void aSweepWhoseDriverIsKilledGoesOn() throws Exception {
    String master = processes.master();
    processes.worker("worker-1", master);
    processes.worker("worker-2", master);
    Started sweep = processes.driver("cut", List.of(), sweep("spark", "--cluster", master));
    Processes.await(sweep, "points", () -> kept("spark") >= 3);
    sweep.kill();
    int kept = kept("spark");
    assertThat(kept).isBetween(3, POINTS - 1);
    Started again =
        processes.driver("again", List.of(), sweep("spark", "--resume", "--cluster", master));
    assertThat(again.await()).as(again.errors()).isIn(0, 3);
    assertThat(again.errors()).contains("going on with " + kept + " of 12 points");
    assertSameAsDefaultBuild("spark");
  }

  @Test
  void thisMachineIsAClusterToo() throws Exception {
    Started sweep = processes.driver("local", List.of(), sweep("local", "--cluster", "local[2]"));
    assertThat(sweep.await()).as(sweep.errors()).isIn(0, 3);
    assertThat(sweep.errors()).doesNotContain("spark", "WARN", "SLF4J");
    assertThat(directory.resolve("local/timing.json")).content().contains("\"threads\": 2,");
    assertSameAsDefaultBuild("local");
  }

  @Test
  void sparkSubmitNamesTheMaster() throws Exception {
    Started sweep =
        processes.submitted("submitted", "local[2]", sweep("sent", "--cluster", "spark-submit"));
    assertThat(sweep.await()).as(sweep.errors()).isIn(0, 3);
    assertSameAsDefaultBuild("sent");
  }

  @Test
  void aMasterThatIsNoneIsSaidInWords() throws Exception {
    Started sweep = processes.driver("none", List.of(), sweep("none", "--cluster", "nowhere"));
    assertThat(sweep.await()).isEqualTo(2);
    assertThat(sweep.errors())
        .contains("headroom: --cluster nowhere: ", "'nowhere'", "no point was finished")
        .doesNotContain("internal failure");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  /**
   * 60,000 requests a second before a core wait, until an executor of 1 GB is full. That is what
   * came of the point, so it is not run again.
   */
  @Test
  void aPointThatNeedsMoreMemoryIsSaidInWords() throws Exception {
    write(
        directory,
        """
        name: spread
        machine: {cores: 1}
        arrivals: poisson(60000/s)
        server: {workers: 100}
        steps: [{cpu: 10ms}]
        run: {duration: 1000s, warmup: 0s, replications: 1}
        """);
    String master = processes.master();
    processes.worker("worker-1", master);
    Started sweep = processes.driver("full", List.of(), sweep("full", "--cluster", master));
    assertThat(sweep.await()).as(sweep.errors()).isIn(1, 2);
    assertThat(sweep.errors())
        .containsPattern(
            "headroom: (out of memory: a point needs more than the 1,0\\d\\d MB"
                // Spark's own threads need memory, too, and may be the first to find none.
                + "|the cluster gave up: .* failed \\d times)")
        .contains("no point was finished")
        .doesNotContain("internal failure");
  }

  private static List<String> sweep(String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sweep"));
    arguments.addAll(GRID);
    arguments.addAll(List.of("--no-report", "--out", out));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private void assertSameAsDefaultBuild(String out) {
    for (String file : new String[] {"result.json", "points.csv", "experiment.yaml"}) {
      assertThat(directory.resolve(out).resolve(file))
          .hasSameBinaryContentAs(plain.resolve("out").resolve(file));
    }
  }

  /** Whether the worker {@code name} has begun to run an executor. */
  private boolean runs(String name) throws IOException {
    return count(directory.resolve(name), "app-") > 0;
  }

  private int kept(String out) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return (int)
          files
              .filter(file -> directory.relativize(file).startsWith(out))
              .filter(file -> file.toString().matches(".*/points/[^/]*\\.json"))
              .count();
    }
  }

  private static long count(Path place, String prefix) throws IOException {
    if (!Files.isDirectory(place)) {
      return 0;
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix)).count();
    }
  }
}
