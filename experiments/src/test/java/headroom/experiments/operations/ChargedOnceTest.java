package headroom.experiments.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.operations.Operation.Figures;
import headroom.model.Simulation;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service that does nothing but an operation uses the CPU that was measured, and allocates what
 * was measured: the model's allocation is not added to a figure that holds it already. What a
 * machine takes for waking, networking and marking is left out, what allocating and sweeping take
 * is that of the catalogue's machine.
 *
 * <p>The order of magnitude: {@code go test -bench} of Go 1.26 on a busy machine of two cores says
 * 1.2 to 1.9 us of {@code sha256} of 1 KiB and 0.42 to 0.56 us of {@code make([]byte, 1024)}, two
 * to three times the catalogue's, and 26 to 32 us of {@code json.Marshal} of 20 other items (2.5
 * kB).
 */
class ChargedOnceTest {
  /** Executions a request. */
  private static final int TIMES = 1_000;

  private static final long SECONDS = 4;

  private static final String PROFILE =
      "{base: ideal, go.alloc: 25ns, go.allocByte: 0.2, go.allocLargeByte: 0.07,"
          + " gc.allocSlowdown: 1.12, gc.markNew: 17ns, gc.sweepSpan: 110ns, os.pageFault: 1.7us%s}";

  private static Observation run(String operation, double ns, String more) throws Exception {
    long perSecond = perSecond(ns);
    long betweenTwo = Math.round((2 * perSecond + 0.75) / perSecond * 1e9);
    String text =
        """
        name: operation
        machine: {cores: 1}
        profile: %s
        arrivals: constant(%d/s)
        server: {workers: 1}
        runtime: {gogc: 1000}
        steps: [{op: {name: %s, times: %d}}]
        run: {duration: %ds, warmup: %dns, replications: 1}
        """
            .formatted(PROFILE.formatted(more), perSecond, operation, TIMES, SECONDS, betweenTwo);
    ExperimentSource source = new ExperimentSource("operation.yaml", text, Path.of(""));
    return Simulation.run(ExperimentReader.read(source, List.of()).base().scenario(), 0);
  }

  /** Half of the core, or less of what is soon done. */
  private static long perSecond(double ns) {
    return Math.min(10_000, Math.round(0.5e9 / (ns * TIMES)));
  }

  private static double total(Observation seen, MetricName name) {
    return seen.metrics().figures().total(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json.Marshal/medium",
        "fmt.Sprintf/2-strings",
        "alloc/noscan/1KiB", // what the model takes for 1 KiB is more than was measured
        "alloc/scan/256B",
        "alloc/noscan/1MiB",
        "strconv.FormatFloat", // 19 B, and go test says 0 objects
        "sha256/1KiB",
        "defer/one"
      })
  void cpuIsThatOfTheBenchmark(String name) throws Exception {
    Figures figures = Catalogue.operations().named(name).orElseThrow().figures();
    double ns = figures.ns() - Catalogue.loopNs();
    Observation seen = run(name, ns, "");
    double requests = seen.completionsInWindow();
    double usedNs = total(seen, MetricNames.CPU_TIME);
    assertThat(requests).isEqualTo((double) (SECONDS * perSecond(ns)));
    assertThat(usedNs / requests / TIMES).as("ns an execution").isCloseTo(ns, within(0.03 * ns));
    if (figures.bytes() > 0) {
      double objects = Math.max(1, figures.objects());
      assertThat(total(seen, MetricNames.ALLOCATED_BYTES))
          .isEqualTo(requests * TIMES * figures.bytes());
      assertThat(total(seen, MetricNames.ALLOCATED_OBJECTS)).isEqualTo(requests * TIMES * objects);
      assertThat(total(seen, MetricNames.GC_CYCLES)).isPositive();
    }
  }

  /** Half as fast a machine. */
  @Test
  void aMachineMayBeSlowerThanThatOfTheCatalogue() throws Exception {
    String name = "json.Marshal/medium";
    double ns = Catalogue.operations().named(name).orElseThrow().figures().ns();
    Observation seen = run(name, 2 * ns, ", op.scale: 2");
    double usedNs = total(seen, MetricNames.CPU_TIME);
    assertThat(usedNs / seen.completionsInWindow() / TIMES)
        .isCloseTo(2 * ns, within(0.03 * 2 * ns));
  }

  /** It is multiplied before it is rounded to whole ns: 0.05 ns each. */
  @Test
  void aMillionOfTheSmallestTakeAMillionTimesAsLong() throws Exception {
    String text =
        """
        name: small
        machine: {cores: 1}
        profile: ideal
        arrivals: constant(100/s)
        server: {workers: 1}
        steps: [{op: {name: local/int, times: 1000000}}]
        run: {duration: 1s, warmup: 1s, replications: 1}
        """;
    ExperimentSource source = new ExperimentSource("small.yaml", text, Path.of(""));
    Observation seen =
        Simulation.run(ExperimentReader.read(source, List.of()).base().scenario(), 0);
    double ns = Catalogue.operations().named("local/int").orElseThrow().figures().ns();
    long each = Math.round((ns - Catalogue.loopNs()) * 1e6);
    assertThat(each).isEqualTo(53_200);
    assertThat(total(seen, MetricNames.CPU_TIME)).isEqualTo((double) (100 * each));
  }
}
