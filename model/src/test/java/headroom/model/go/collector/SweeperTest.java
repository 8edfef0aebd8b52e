package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A heap of 8,000 KiB, of which 2,000 are reachable: 1.03 times as much are 1030 spans of 8 KiB,
 * and sweeping one takes 100 ns.
 */
class SweeperTest {
  private static final long KIB = 1 << 10;
  private static final CostProfile COSTS = CostProfile.ideal().with(Cost.GC_SWEEP_SPAN, 100);
  private static final long SPANS = 1030;

  private final Heap heap = new Heap();
  private final List<String> log = new ArrayList<>();

  private void collect() {
    AllocationShape objects = AllocationShape.of(8_000 * KIB, 8_000, 0, 4);
    heap.allocate(objects, 0, 8_000, 0.25, new HeapContents());
    heap.startMarking();
    heap.endMarking();
    assertThat(heap.freedBytes()).isZero();
  }

  /**
   * With an idle P it sweeps 500 spans at a time, 50 us, and gives way to nobody; the first hundred
   * while an M still looks for work with that P.
   */
  @Test
  void theBackgroundSweeperSweepsAll() {
    run(
        3,
        sweeper -> new Step[] {call(() -> sweeper.begin(9_000 * KIB, 2_000 * KIB)), compute(MS)});
    assertThat(log)
        .containsExactly("swept 100 at 10000", "swept 600 at 60000", "swept 1030 at 103000");
    assertThat(heap.freedBytes()).isEqualTo(6_000 * KIB);
    assertThat(heap.bytes()).isEqualTo(2_000 * KIB);
  }

  /** Where every P is busy it gives way after each ten spans, 1 us, for a burst of 20 us. */
  @Test
  void theBackgroundSweeperGivesWayAfterTenSpans() {
    run(
        1,
        sweeper ->
            new Step[] {
              call(() -> sweeper.begin(9_000 * KIB, 2_000 * KIB)),
              Script.gosched(),
              compute(20_000),
              Script.gosched(),
              compute(20_000),
              Script.gosched(),
              compute(20_000),
            });
    assertThat(log.subList(0, 3))
        .containsExactly("swept 10 at 1000", "swept 20 at 22000", "swept 30 at 43000");
  }

  /** While nobody waits for its only P it sweeps 100 spans, 10 us, at a time. */
  @Test
  void theBackgroundSweeperGoesOnWhileNobodyWaits() {
    run(1, sweeper -> new Step[] {call(() -> sweeper.begin(9_000 * KIB, 2_000 * KIB))});
    assertThat(log.subList(0, 2)).containsExactly("swept 100 at 10000", "swept 200 at 20000");
    assertThat(log.get(log.size() - 1)).isEqualTo("swept 1030 at 103000");
  }

  /**
   * 1030 spans on the way of 8,500 - 2,000 - 1,024 = 5,476 KiB to the trigger less 1 MiB: 548 KiB
   * owe 103.07 spans, nothing if these are swept, 1096 KiB 206.15.
   */
  @Test
  void whoAllocatesSweepsItsShare() {
    run(
        1,
        sweeper ->
            new Step[] {
              call(
                  () -> {
                    sweeper.begin(8_500 * KIB, 2_000 * KIB);
                    log.add("owes " + sweeper.owedNs(2_000 * KIB, 548 * KIB));
                    log.add("owes " + sweeper.owedNs(2_000 * KIB, 548 * KIB));
                    log.add("owes " + sweeper.owedNs(2_548 * KIB, 548 * KIB));
                    log.add("freed " + heap.freedBytes() * 100 / (6_000 * KIB) + " %");
                    log.add("ends with " + sweeper.finishNs());
                    log.add("owes " + sweeper.owedNs(9_000 * KIB, KIB));
                  })
            });
    assertThat(log.subList(0, 6))
        .containsExactly(
            "owes 10300", "owes 0", "owes 10300", "freed 20 %", "ends with 82400", "owes 0");
    assertThat((double) heap.freedBytes()).isCloseTo(6_000.0 * KIB, within(1.0));
  }

  /** A cycle that starts early sweeps what is left at once, and the sweeper goes back to sleep. */
  @Test
  void whoStartsACycleSweepsTheRest() {
    run(
        1,
        sweeper ->
            new Step[] {
              call(
                  () -> {
                    sweeper.begin(8_500 * KIB, 2_000 * KIB);
                    log.add("ends with " + sweeper.finishNs());
                    log.add("ends with " + sweeper.finishNs());
                  }),
              compute(MS)
            });
    assertThat(log).containsExactly("ends with 103000", "ends with 0");
  }

  private interface Program {
    Step[] stepsWith(Sweeper sweeper);
  }

  /** Runs a goroutine; the log says how far sweeping was after each event. */
  private void run(int processors, Program program) {
    collect();
    long deadBytes = 6_000 * KIB;
    long[] freed = new long[1];
    RuntimeHarness.run(
        processors,
        processors,
        COSTS,
        10 * MS,
        harness -> {
          Sweeper sweeper = new Sweeper(harness.scheduler(), heap, COSTS, () -> {});
          harness.runnable(Script.once(program.stepsWith(sweeper)));
          harness.always(
              () -> {
                if (heap.freedBytes() != freed[0]
                    && log.stream().noneMatch(s -> s.contains("ends"))) {
                  freed[0] = heap.freedBytes();
                  long spans = Math.round((double) freed[0] * SPANS / deadBytes);
                  log.add("swept " + spans + " at " + harness.now());
                }
              });
        });
  }
}
