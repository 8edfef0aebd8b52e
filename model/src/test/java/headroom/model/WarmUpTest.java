package headroom.model;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.SmallScenario;
import headroom.model.cost.CostProfile;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.RuntimeObservation;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted from the end of the warm-up on. */
class WarmUpTest {

  /**
   * Two requests of 200 ms on one core cut each other's slices until 400 ms; one of 1 ms comes at
   * 600 ms.
   */
  @Test
  void preemptionsOfTheWarmUpAreNotCounted() {
    assertThat(after(0).preemptions()).isGreaterThan(15);
    assertThat(after(500).preemptions()).isZero();
  }

  /** Nobody is woken between the end of the second, at 402 ms, and the third request. */
  @Test
  void wakeUpsOfTheWarmUpAreNotCounted() {
    long all = after(0).threadWakes();
    long ofTheLast = after(500).threadWakes();
    assertThat(ofTheLast).isPositive().isLessThan(all);
    assertThat(after(599).threadWakes()).isEqualTo(ofTheLast);
  }

  /**
   * On two Ps a request starts three goroutines of 5 ms and waits for them, at 1 ms and again at
   * 600 ms: each time as many are stolen, one to three.
   */
  @Test
  void stealsOfTheWarmUpAreNotCounted() {
    RequestStep fork =
        new BlockStep.Spawn(null, new Distribution.Constant(3), List.of(List.of(cpu(5))), true);
    long both = forks(0, fork).steals();
    long last = forks(500, fork).steals();
    assertThat(last).isBetween(1L, 3L);
    assertThat(both).isEqualTo(2 * last);
  }

  /** The core computes for 400 ms before the window, and for 1 of the 500 ms in it. */
  @Test
  void coreTimeOfTheWarmUpIsNotCounted() {
    Observation seen = longOnes(500, CostProfile.ideal());
    assertThat(seen.cpu().busyCoreNs()).isEqualTo(MS);
    assertThat(longOnes(0, CostProfile.ideal()).cpu().busyCoreNs()).isEqualTo(401 * MS);
    assertThat(seen.counts()).isEqualTo(new Observation.Counts(1, 1, 0, 0, 0));
  }

  private static RuntimeObservation after(long warmUpMs) {
    return longOnes(warmUpMs, CostProfile.reference()).runtime();
  }

  private static Observation longOnes(long warmUpMs, CostProfile costs) {
    return Simulation.run(
        SmallScenario.of(costs, replay(ms(1, 2, 600), ms(200, 200, 1)), MS, until1000(warmUpMs))
            .workers(2)
            .classes(
                new RequestClass(
                    "all", 1, List.of(new WorkStep.Cpu("cpu", new Distribution.Constant(MS)))))
            .scenario(1),
        0);
  }

  private static RuntimeObservation forks(long warmUpMs, RequestStep fork) {
    return Simulation.run(
            SmallScenario.of(
                    CostProfile.reference(), replay(ms(1, 600), ms(1, 1)), MS, until1000(warmUpMs))
                .on(2, 2)
                .classes(new RequestClass("all", 1, List.of(fork)))
                .scenario(1),
            0)
        .runtime();
  }

  private static Window until1000(long warmUpMs) {
    return new Window(warmUpMs * MS, (1_000 - warmUpMs) * MS, new long[0]);
  }

  private static Arrivals replay(long[] arrivalNs, long[] cpuNs) {
    return new Arrivals.Trace(
        new TraceTable(
            "t.csv", arrivalNs, new int[arrivalNs.length], List.of("cpu"), new long[][] {cpuNs}));
  }

  private static RequestStep cpu(long ms) {
    return new WorkStep.Cpu(null, new Distribution.Constant(ms * MS));
  }

  private static long[] ms(long... values) {
    long[] ns = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      ns[i] = values[i] * MS;
    }
    return ns;
  }
}
