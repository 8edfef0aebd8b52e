package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.Launcher.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When memory runs out, the user reads what to change, and nothing is left half-done. */
@Tag("launcher")
class OutOfMemoryTest {
  /** Queues ninety million requests. */
  private static final String OVERLOAD =
      """
      name: overload
      machine: {cores: 2}
      arrivals: constant(100000/s)
      server: {workers: 8}
      steps: [{io: 10ms}]
      run: {duration: 1000s, warmup: 1s, replications: 2, seed: 1}
      """;

  private static final String SMALL_HEAP = "HEADROOM_HEAP=80m \"$H\" ";

  @TempDir private Path directory;
  private Launcher launcher = Launcher.in(Path.of(""));

  @BeforeEach
  void prepare() throws Exception {
    launcher = Launcher.in(directory);
    launcher.run("--version"); // the first use of all prepares the fast start and says so
    Files.writeString(directory.resolve("overload.yaml"), OVERLOAD, UTF_8);
  }

  @Test
  void aRunSaysInOneLineWhatToChangeAndLeavesNothing() throws Exception {
    Outcome outcome = launcher.shell(SMALL_HEAP + "run overload.yaml --out results --threads 2");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(withoutNotes(outcome.err()))
        .startsWith("headroom: out of memory: the simulation needs more than the ")
        .contains("server.queue", "run.duration", "--threads 1", "HEADROOM_HEAP=8g")
        .hasLineCount(1);
    assertThat(directory.resolve("results")).doesNotExist();
  }

  /** Both points have as many requests, so the first of the grid is run first. */
  @Test
  void aSweepKeepsItsFinishedPoints() throws Exception {
    String sweep =
        "sweep overload.yaml --set load=0.5% --set steps.0.io=10ms,1000s --out results --threads 1";
    Outcome outcome = launcher.shell(SMALL_HEAP + sweep);
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
    assertThat(withoutNotes(outcome.err()))
        .startsWith("headroom: out of memory: ")
        .endsWith(
            "headroom: 1 of 2 points are kept; go on with: headroom sweep overload.yaml --set"
                + " load=0.5% --set steps.0.io=10ms,1000s --out results --threads 1 --resume\n")
        .hasLineCount(2);
    assertThat(directory.resolve("results/result.json")).doesNotExist();
    Outcome again = launcher.shell(SMALL_HEAP + sweep + " --resume");
    assertThat(again.err()).contains("headroom: going on with 1 of 2 points\n");
  }

  private static String withoutNotes(String err) {
    return err.replaceAll("(?m)^overload\\.yaml:.*\n", "");
  }
}
