package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.CostProfile;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.memory.AllocationShape;
import headroom.model.kernel.MachineSettings;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a cycle scans of stacks, and what goroutines take of the heap by themselves. */
class UsedStacksTest {
  /** 100 asleep at 176 B, 10 in a channel at 256 B, one that runs at 480 B. */
  @Test
  void parkedGoroutinesUseLittle() {
    long[] used = new long[1];
    run(
        harness -> {
          for (int i = 0; i < 100; i++) {
            harness.runnable(Script.once(Script.sleep(harness.scheduler(), () -> 1_000 * MS)));
          }
          for (int i = 0; i < 10; i++) {
            harness.runnable(Script.once(Script.block(harness.scheduler())));
          }
          harness.runnable(
              Script.once(
                  Script.compute(MS),
                  Script.call(
                      () -> {
                        used[0] = UsedStacks.bytes(harness.scheduler().population());
                      })));
        });
    assertThat(used[0]).isEqualTo(100 * 176 + 10 * 256 + 480);
  }

  /** 600 B for ever and 48 B until it ends; used again 48 B only. A ticker is 248 B. */
  @Test
  void goroutinesAndTickersTakeMemory() {
    long[] taken = new long[5];
    run(
        harness -> {
          ProgramHeap heap = harness.collector().heap();
          harness.runnable(
              self -> {
                long before = harness.collector().objects().reachable().slotBytes();
                heap.starts(self, self);
                heap.ticks(self, self);
                taken[0] = harness.collector().objects().reachable().slotBytes() - before;
                heap.ends(self);
                taken[1] = harness.collector().objects().reachable().slotBytes() - before;
                self.reused = true;
                heap.starts(self, self);
                taken[2] = harness.collector().objects().reachable().slotBytes() - before;
                heap.makeTicker(self, true);
                taken[3] = harness.collector().objects().reachable().slotBytes() - before;
                long allocated = harness.collector().objects().allocatedBytes();
                heap.makeTicker(self, false);
                heap.allocateGarbage(self, OwnAllocations.CONTEXT);
                taken[4] = harness.collector().objects().allocatedBytes() - allocated;
                assertThat(harness.collector().objects().reachable().slotBytes() - before)
                    .isEqualTo(taken[3]);
                return Action.EXIT;
              });
        });
    assertThat(taken).containsExactly(600 + 48 + 248, 600, 648, 648 + 248, 248 + 272);
  }

  private static void run(Consumer<RuntimeHarness> program) {
    MemorySettings memory =
        new MemorySettings(PacerSettings.DEFAULT, AllocationShape.NOTHING, 0, Long.MAX_VALUE);
    RuntimeHarness.run(
        new MachineSettings(1),
        1,
        CostProfile.ideal(),
        memory,
        CollectorObserver.NOBODY,
        10 * MS,
        program);
  }
}
