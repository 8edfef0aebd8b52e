package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.ResidentMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * 10 MiB of free memory, of which the process may retain some: 64 KiB take 100 us, so that ten make
 * up the millisecond after which the scavenger sleeps.
 */
class ScavengerTest {
  private static final long KIB = 1 << 10;
  private static final long FREE = 10 << 20;
  private static final CostProfile COSTS =
      CostProfile.ideal().with(Cost.GC_SCAVENGE_QUANTUM, 100_000);

  private final Heap heap = new Heap();
  private final ResidentMemory memory = new ResidentMemory(COSTS, Long.MAX_VALUE);
  private final List<String> log = new ArrayList<>();

  /**
   * The scavenger works for 1 ms, sleeps for 1 s, and once more for a third of one, as its
   * controller says on one P: 0.3375 times (0.01 - 1/1001) is a ratio of 1 to 329. Then the
   * integral has come to 0.95, and it works every other millisecond until it has reached its goal.
   */
  @Test
  void itWorksForAMillisecondAndSleeps() {
    memory.grow(Math.round(FREE / 1.03));
    memory.retain(FREE / 2, Long.MAX_VALUE);
    run(1_500 * MS, scavenger -> new Step[] {call(scavenger::swept), compute(1_400 * MS)});
    assertThat(log.subList(0, 4))
        .containsExactly(
            "640 KiB at 1 ms", "1280 KiB at 1002 ms", "1920 KiB at 1332 ms", "2560 KiB at 1334 ms");
    assertThat(memory.heapBytes()).isEqualTo(FREE / 2);
  }

  /** When the next cycle's sweeping is done after 300 ms it does not sleep on. */
  @Test
  void eachCycleWakesItFromItsSleep() {
    memory.grow(Math.round(FREE / 1.03));
    memory.retain(FREE / 2, Long.MAX_VALUE);
    run(
        900 * MS,
        scavenger ->
            new Step[] {
              call(scavenger::swept), compute(300 * MS), call(scavenger::swept), compute(500 * MS)
            });
    assertThat(log.subList(0, 2)).containsExactly("640 KiB at 1 ms", "1280 KiB at 302 ms");
  }

  /** 100 KiB beyond the goal are two times 64 KiB of work, but no more than that goes. */
  @Test
  void itStopsAtItsGoal() {
    memory.grow(Math.round(FREE / 1.03));
    memory.retain(memory.heapBytes() - 100 * KIB, Long.MAX_VALUE);
    run(2_500 * MS, scavenger -> new Step[] {call(scavenger::swept), compute(2_400 * MS)});
    assertThat(log).containsExactly("100 KiB at 0 ms");
  }

  @Test
  void withoutAGoalItDoesNotEvenWake() {
    memory.grow(Math.round(FREE / 1.03));
    run(500 * MS, scavenger -> new Step[] {call(scavenger::swept), compute(400 * MS)});
    assertThat(log).isEmpty();
  }

  private interface Program {
    Step[] stepsWith(Scavenger scavenger);
  }

  /** Runs a goroutine beside it on two cores; the log says how much it has given back when. */
  private void run(long lengthNs, Program program) {
    long[] released = new long[1];
    RuntimeHarness.run(
        2,
        2,
        COSTS,
        lengthNs,
        harness -> {
          Appointment due = harness.appointment(CollectorEvents.DUE, CollectorEvents.SCAVENGER);
          Scavenger scavenger =
              new Scavenger(harness.scheduler(), heap, memory, due, () -> 1, COSTS);
          harness.runnable(Script.once(program.stepsWith(scavenger)));
          harness.always(
              () -> {
                scavenger.onDue();
                if (memory.releasedBytes() != released[0]) {
                  released[0] = memory.releasedBytes();
                  log.add(released[0] / KIB + " KiB at " + harness.now() / MS + " ms");
                }
              });
        });
  }
}
