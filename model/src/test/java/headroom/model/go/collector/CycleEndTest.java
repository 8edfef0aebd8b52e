package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.AllocationShape;
import headroom.model.kernel.MachineSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens at the end of a cycle, in which several could take part. */
class CycleEndTest {
  /** Roots of 10 us are all there is to mark: workers that wake up later find nothing. */
  private static final CostProfile SHORT_CYCLES = EVEN_WAKE_UPS.with(Cost.GC_MARK_ROOTS, 10_000);

  /** Who finds nothing while another one is about to end the cycle leaves that to it. */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @ValueSource(ints = {2, 4, 8, 16})
  void oneEndsACycle(int processors) {
    List<CycleRecord> cycles = run(processors);
    assertThat(cycles).hasSizeGreaterThan(20);
    assertFollowOneAnother(cycles);
  }

  private static void assertFollowOneAnother(List<CycleRecord> cycles) {
    long endNs = 0;
    for (int i = 0; i < cycles.size(); i++) {
      CycleRecord cycle = cycles.get(i);
      assertThat(cycle.number()).isEqualTo(i + 1);
      assertThat(cycle.startNs()).isGreaterThanOrEqualTo(endNs);
      endNs = cycle.startNs() + cycle.firstPauseNs() + cycle.markNs() + cycle.secondPauseNs();
    }
  }

  /** A goroutine that allocates 16 KiB each 10 us, with GOGC=1 and no live heap, for 50 ms. */
  private static List<CycleRecord> run(int processors) {
    MemorySettings memory =
        new MemorySettings(
            new PacerSettings(1, PacerSettings.NO_LIMIT),
            AllocationShape.NOTHING,
            0,
            Long.MAX_VALUE);
    List<CycleRecord> cycles = new ArrayList<>();
    CollectorObserver observer =
        new CollectorObserver() {
          @Override
          public void cycleBegan(long askedNs) {}

          @Override
          public void paused(long stoppingNs, long totalNs) {}

          @Override
          public void cycleEnded(CycleRecord cycle) {
            cycles.add(cycle);
          }
        };
    RuntimeHarness.run(
        new MachineSettings(processors),
        processors,
        SHORT_CYCLES,
        memory,
        observer,
        50 * MS,
        harness -> {
          AllocationShape chunk = AllocationShape.of(16 << 10, 16, 0, 4);
          harness.runnable(
              Script.forever(compute(10 * US), allocate(harness.collector(), chunk, 0)));
        });
    return cycles;
  }
}
