package headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import headroom.cli.command.Verbs;
import headroom.experiments.result.MeasuredRun;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code headroom verify}. What a busy machine measures is no test of a prediction, so nothing is
 * said of how well they agree: only that both did the same work.
 */
class VerifyTest {
  private static final String SERVICE =
      """
      name: small
      machine: {cores: 1}
      arrivals: poisson(200/s)
      server: {workers: 8, overhead: 20us}
      steps:
        - cpu: exponential(300us)
        - lock: {mutex: m, for: [{cpu: 20us}]}
        - repeat: {times: 2, steps: [{call: {pool: db, for: 2ms}}]}
        - spawn: {count: 2, steps: [{io: exponential(1ms)}]}
        - alloc: {size: 64KiB, objects: 50}
        - syscall: 200us
        - sleep: 1ms
      resources: {mutexes: {m: {}}, pools: {db: {size: 4}}}
      """;

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  private int verify(String text, String... options) throws IOException {
    Path file = directory.resolve("small.yaml");
    Files.writeString(file, text);
    String[] args = new String[options.length + 3];
    args[0] = "verify";
    args[1] = file.toString();
    args[2] = "--out=" + directory.resolve("out");
    System.arraycopy(options, 0, args, 3, options.length);
    return Verbs.run(args, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
  }

  private static boolean hasGo() {
    try {
      Process process = new ProcessBuilder("go", "version").start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aRealProgramDoesWhatIsSimulated() throws IOException {
    assumeTrue(hasGo(), "Go is not installed");
    int status = verify(SERVICE, "--duration=2s", "--repeats=1", "--no-report");
    assertThat(status).as(err.toString()).isIn(0, 4);
    Path out = directory.resolve("out");
    Verification found =
        ResultFile.parse(Files.readString(out.resolve("verification.json")), Verification.class);
    MeasuredRun run = found.runs().get(0);
    assertThat(run.offered()).isBetween(320L, 480L); // 400 expected, four deviations
    assertThat(run.rejected()).isZero();
    assertThat(run.latencyMs().p50()).isGreaterThan(6);
    assertThat(run.coresUsed()).isGreaterThan(0.05);
    assertThat(ResultFile.read(out.resolve("result.json")).points().get(0).offered())
        .as("five replays of the same requests")
        .isEqualTo(5 * run.offered());
    assertThat(Files.readAllLines(out.resolve("trace.csv")).get(0))
        .isEqualTo(
            "arrival_s,class,cpu1_ms,cpu2_ms,call1.1_ms,call1.2_ms,io1.1_ms,io1.2_ms,"
                + "alloc1_bytes,syscall1_ms,sleep1_ms");
    assertThat(Files.readString(out.resolve("experiment.yaml"))).contains("trace(trace.csv)");
  }

  @Test
  void saysWhatCannotBeMeasuredBeforeAnythingIsBuilt() throws IOException {
    String limited = SERVICE.replace("cores: 1", "cores: 1, cpuQuota: 0.5");
    assertThat(verify(limited)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "headroom: this cannot be measured by a program of an ordinary user on this machine:"
                + " machine.cpuQuota takes a cgroup of its own, which only root may make\n");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void refusesNumbersThatMakeNoSense() throws IOException {
    assertThat(verify(SERVICE, "--duration=0")).isEqualTo(2);
    assertThat(verify(SERVICE, "--repeats=0")).isEqualTo(2);
    assertThat(verify(SERVICE, "--tolerance=ten")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--duration 0: expected a duration such as 20s, from 1s to 600s")
        .contains("--repeats 0: expected 1 to 100")
        .contains("--tolerance ten: expected a share below 100% such as 2% or 0.02");
  }
}
