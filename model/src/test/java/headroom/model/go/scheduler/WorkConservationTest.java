package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.stack.StackMemory;
import headroom.model.kernel.CpuQuota;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.NeighbourSettings;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import headroom.model.random.KeyedStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a goroutine may be runnable beside an idle P, by hand. */
class WorkConservationTest {
  private static final long US = 1_000;

  /**
   * A wake-up takes 300 us at most, the wait before a runnext is stolen 3 + 89 us, and a turn of
   * another thread 4 ms + 1.4 ms.
   */
  private static final CostProfile COSTS =
      CostProfile.ideal()
          .with(Cost.OS_WAKE_MAX, 300 * US)
          .with(Cost.OS_WAKE_BUSY, 20 * US)
          .with(Cost.OS_SLEEP_OVERHEAD, 89 * US)
          .with(Cost.GO_RUNNEXT_STEAL_WAIT, 3 * US)
          .with(Cost.OS_TICK, 4_000 * US)
          .with(Cost.OS_SLICE, 1_400 * US);

  private final HeadroomSimulator simulator = HeadroomSimulator.create();
  private final Processors processors = new Processors(2, 2, simulator);
  private final Processor[] ps = processors.all;
  private final IdleLists idle = new IdleLists(processors);
  private final SystemMonitor monitor =
      new SystemMonitor(COSTS, 2, KeyedStream.of(1, 0, "go.sysmon"), () -> Long.MAX_VALUE);
  private final Goroutine goroutine = new Goroutine(7, self -> Action.EXIT);

  /** Two Ps on four cores: one turn of another thread at most. */
  @Test
  void eachProcessorMayHaveToBeWoken() {
    assertThat(boundNs(COSTS, 4, 0)).isEqualTo(2 * (300 + 92 + 5_400) * US);
  }

  /** Two Ps on one core and three calls: 2 + 3 - 1 + 1 threads for one core. */
  @Test
  void threadsTakeTurnsOnTheCores() {
    assertThat(boundNs(COSTS, 1, 0)).isEqualTo(2 * (300 + 92 + 2 * 5_400) * US);
    assertThat(boundNs(COSTS, 1, 3)).isEqualTo(2 * (300 + 92 + 5 * 5_400) * US);
  }

  /**
   * Two Ps on two cores, where two threads and a sidecar share a weight of 50: one turn of an own
   * thread, one of the sidecar, and for each of two threads of weight 100, 1 + 100 * (2 + 1) / 50.
   */
  @Test
  void othersTakeTurnsByTheirWeight() {
    MachineSettings machine =
        new MachineSettings(
            2,
            null,
            List.of(new SidecarSettings(0.1, 1_000)),
            50,
            List.of(new NeighbourSettings(100, 2, 1_000)));
    assertThat(boundNs(law(COSTS, machine))).isEqualTo(2 * (300 + 92 + 16 * 5_400) * US);
  }

  /** 300 us * exp(8.3 * sqrt(ln(1 + 0.25^2))) = 300 us * 7.71859 = 2315.577 us, rounded up. */
  @Test
  void aWakeUpVaries() {
    assertThat(boundNs(COSTS.with(Cost.OS_WAKE_CV, 0.25), 4, 0))
        .isEqualTo(2 * (2_315_577 + (92 + 5_400) * US));
  }

  @Test
  void aWakeUpOnABusyCoreMayBeTheLongest() {
    assertThat(boundNs(COSTS.with(Cost.OS_WAKE_BUSY, 700 * US), 4, 0))
        .isEqualTo(2 * (700 + 92 + 5_400) * US);
  }

  @Test
  void whereNothingTakesTurnsOnlyTheWaitBeforeAStealCounts() {
    CostProfile costs = COSTS.with(Cost.OS_TICK, 0).with(Cost.OS_SLICE, 0);
    assertThat(boundNs(costs, 1, 0)).isEqualTo(2 * 92 * US);
  }

  @Test
  void aHandOverWakesTwice() {
    WorkConservation law = law(COSTS, 4);
    law.handsOver();
    assertThat(boundNs(law)).isEqualTo(2 * 2 * (300 + 92 + 5_400) * US);
    law = law(COSTS, 1);
    law.callsAtOnce(3);
    law.handsOver();
    assertThat(boundNs(law)).isEqualTo(2 * 2 * (300 + 92 + 5 * 5_400) * US);
  }

  /** Runnable since 100, a P idle since 500, 184 us allowed. */
  @Test
  void theLawHoldsUntilTheBoundIsOver() {
    WorkConservation law = law(COSTS.with(Cost.OS_TICK, 0).with(Cost.OS_SLICE, 0), 1);
    idle.takeProcessor(monitor, 0);
    idle.takeProcessor(monitor, 0);
    Population population = new Population(new StackMemory(COSTS));
    population.runnable(goroutine, 100);
    assertThat(law.holdsFor(goroutine, 1_000_000)).isTrue();
    idle.put(ps[0], 500);
    assertThat(law.holdsFor(goroutine, 500 + 184_000)).isTrue();
    assertThat(law.holdsFor(goroutine, 501 + 184_000)).isFalse();
    assertThat(law.complaint(goroutine, 184_501))
        .isEqualTo(
            "at 184501 ns goroutine 7 has been runnable since 100 ns and a P idle since 500 ns,"
                + " beyond 184000 ns");
    population.runs(goroutine, 700);
    assertThat(law.holdsFor(goroutine, 1_000_000)).isTrue();
  }

  private long boundNs(CostProfile costs, int cores, int calls) {
    WorkConservation law = law(costs, cores);
    if (calls > 0) {
      law.callsAtOnce(calls);
    }
    return boundNs(law);
  }

  private long boundNs(WorkConservation law) {
    String words = law.complaint(goroutine, 0);
    String bound = words.substring(words.lastIndexOf("beyond ") + "beyond ".length());
    return Long.parseLong(bound.substring(0, bound.indexOf(' ')));
  }

  private WorkConservation law(CostProfile costs, int cores) {
    return law(costs, new MachineSettings(cores));
  }

  private WorkConservation law(CostProfile costs, MachineSettings machine) {
    return new WorkConservation(costs, 2, machine, idle, CpuQuota.NONE);
  }
}
