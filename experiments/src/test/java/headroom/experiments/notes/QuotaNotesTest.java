package headroom.experiments.notes;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of an experiment with a CPU limit, and what GOMAXPROCS is under it. */
class QuotaNotesTest {
  private static final String REST = "server: {workers: unbounded}\nsteps: [{cpu: 5ms}]\n";

  private static String text(String machine, String runtime, String arrivals) {
    return "name: shop\nmachine: {"
        + machine
        + "}\nruntime: {"
        + runtime
        + "}\narrivals: "
        + arrivals
        + "\n"
        + REST;
  }

  private static ExperimentSource source(String text) {
    return new ExperimentSource("shop.yaml", text, Path.of(""));
  }

  private static List<String> notes(String text) throws Exception {
    return ExperimentReader.read(source(text), List.of()).notes().stream()
        .map(Problem::toString)
        .toList();
  }

  /** Eight Ps use 150 ms up in 18.75 ms. */
  @Test
  void moreProcessorsThanTheLimitAreNamed() throws Exception {
    assertThat(notes(text("cores: 8, cpuQuota: 1.5", "gomaxprocs: 8", "poisson(10/s)")))
        .containsExactly(
            "shop.yaml:3:23: note: GOMAXPROCS is 8 under a CPU limit of 1.5: when all are busy, they use"
                + " up the limit of 100 ms in 18.8 ms and stand still for the other 81.2 ms");
    assertThat(notes(text("cores: 8, cpuQuota: 1.5", "gomaxprocs: auto", "poisson(10/s)")))
        .isEmpty();
  }

  /** 200/s of 5 ms: 1 core; a sidecar leaves 0.9 of 1.1. */
  @Test
  void aLimitThatIsLessThanTheLoadNeedsIsNamed() throws Exception {
    String machine = "cores: 8, cpuQuota: 1.1, sidecars: [{cores: 0.2, burst: 5ms}]";
    assertThat(notes(text(machine, "gomaxprocs: auto", "constant(200/s)")))
        .containsExactly(
            "shop.yaml:2:31: note: the load needs 1 cores, the CPU limit leaves 0.9 beside the"
                + " sidecars: it is throttled in every period, and no number of workers makes up for"
                + " it");
    assertThat(notes(text("cores: 8, cpuQuota: 1.1", "gomaxprocs: auto", "constant(200/s)")))
        .isEmpty();
  }

  /**
   * 200/s of 5 ms: 1 core, of 2 a weight of 100 beside 400 leaves 0.4; who wants half leaves 1.5.
   */
  @Test
  void neighboursThatLeaveLessThanTheLoadNeedsAreNamed() throws Exception {
    String machine = "cores: 2, neighbours: [{weight: 400, cores: 2}]";
    assertThat(notes(text(machine, "gomaxprocs: auto", "constant(200/s)")))
        .containsExactly(
            "shop.yaml:2:33: note: the load needs 1 cores, the neighbours leave 0.4 of 2: no number of"
                + " workers makes up for it");
    String half = "cores: 2, neighbours: [{weight: 400, cores: 0.5, burst: 2ms}]";
    assertThat(notes(text(half, "gomaxprocs: auto", "constant(200/s)"))).isEmpty();
  }

  /** A limit that is lowered is what the notes are about, and from when on. */
  @Test
  void aLimitThatIsLoweredLaterIsNamed() throws Exception {
    String machine = "cores: 8, cpuQuota: 4, cpuQuotaChanges: [{at: 30s, cpuQuota: 0.9}]";
    assertThat(notes(text(machine, "gomaxprocs: 4", "constant(200/s)")))
        .containsExactlyInAnyOrder(
            "shop.yaml:3:23: note: GOMAXPROCS is 4 under a CPU limit of 0.9 from 30 s on: when all"
                + " are busy, they use up the limit of 100 ms in 22.5 ms and stand still for the"
                + " other 77.5 ms",
            "shop.yaml:2:31: note: the load needs 1 cores, the CPU limit leaves 0.9 from 30 s on: it"
                + " is throttled in every period, and no number of workers makes up for it");
    assertThat(notes(text(machine, "gomaxprocs: auto", "constant(100/s)"))).isEmpty();
    assertThat(notes(text(machine, "version: 1.24", "constant(100/s)"))).hasSize(1);
    String raised = "cores: 8, cpuQuota: 2, cpuQuotaChanges: [{at: 30s, cpuQuota: unlimited}]";
    assertThat(notes(text(raised, "gomaxprocs: auto", "constant(100/s)"))).isEmpty();
  }

  @Test
  void whatGomaxprocsFollowsFromIsSaid() throws Exception {
    String changes = "cores: 8, cpuQuota: 4, cpuQuotaChanges: [{at: 30s, cpuQuota: 1}]";
    assertThat(reason(changes, "version: 1.25"))
        .isEqualTo(
            "auto: the CPU limit of 4, rounded up; it follows the limit, which changes while the"
                + " program runs");
    assertThat(reason(changes, "version: 1.24"))
        .isEqualTo("auto: the machine's 8 cores; Go 1.24 does not look at the CPU limit of 4");
    assertThat(reason(changes, "gomaxprocs: 4")).isEqualTo("set to 4");
    assertThat(reason("cores: 8", "version: \"1.26\""))
        .isEqualTo("auto: the machine's 8 cores, no CPU limit");
    assertThat(reason("cores: 8, cpuQuota: 2.3", "version: \"1.26\""))
        .isEqualTo("auto: the CPU limit of 2.3, rounded up");
    assertThat(reason("cores: 8, cpuQuota: 0.5", "version: 1.25"))
        .isEqualTo("auto: the CPU limit of 0.5, but at least 2");
    assertThat(reason("cores: 2, cpuQuota: 1.5", "version: 1.25"))
        .isEqualTo("auto: the machine's 2 cores, not more than the CPU limit of 1.5 allows");
    assertThat(reason("cores: 8, cpuQuota: 2", "version: 1.24"))
        .isEqualTo("auto: the machine's 8 cores; Go 1.24 does not look at the CPU limit of 2");
    assertThat(reason("cores: 8, cpuQuota: 2", "gomaxprocs: 4")).isEqualTo("set to 4");
  }

  private static String reason(String machine, String runtime) throws Exception {
    return ExperimentReader.read(source(text(machine, runtime, "poisson(10/s)")), List.of())
        .base()
        .gomaxprocsReason();
  }
}
