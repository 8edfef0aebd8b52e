package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.TimeAccount;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.kernel.MachineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cycle does step by step, by hand from {@code runtime/mgc.go}, and with whose Ps. */
class CycleStepsTest {
  private static final long MIB = 1 << 20;
  private static final CostProfile COSTS =
      CostProfile.ideal()
          .with(Cost.GC_START_PAUSE, 1_000)
          .with(Cost.GC_END_PAUSE, 2_000)
          .with(Cost.GC_SWEEP_SPAN, 100);

  private final List<String> log = new ArrayList<>();

  /**
   * All Ps pass a safe point, the world stops and starts, and all pass once more ({@code forEachP}
   * in {@code gcMarkTermination}); until they have, no cycle may start.
   */
  @Test
  void theEndIsABarrierAStopAndABarrier() {
    run(
        (collector, scheduler) -> {
          mark(collector);
          CycleEnd end = new CycleEnd(collector, scheduler);
          return self -> {
            Action action = end.resume(self);
            boolean free = collector.bytesToTrigger() < Long.MAX_VALUE;
            log.add(action + " " + self.demandNs + (free ? "" : " closed"));
            return action;
          };
        });
    assertThat(log)
        .containsExactly(
            "PASS_SAFE_POINTS 0",
            "STOP_THE_WORLD 0",
            "COMPUTE 2000",
            "PASS_SAFE_POINTS 0 closed",
            "null 0");
  }

  /** 8 MiB of dead objects, not swept: their spans are swept before the first stop. */
  @Test
  void theStartSweepsWhatIsLeftBeforeItStopsTheWorld() {
    run(
        (collector, scheduler) -> {
          AllocationShape dead = AllocationShape.of(8 * MIB, 8 << 10, 0, 4);
          collector.objects().allocate(dead, 0, 8 << 10, 0, collector.heap().longLived());
          collector.sweeper().begin(16 * MIB, 8 * MIB);
          CycleStart start = new CycleStart(collector, scheduler, false);
          return self -> {
            Action action = start.resume(self);
            log.add(action + " " + self.demandNs);
            return action;
          };
        });
    // 1.03 times 8 MiB of spans of 8 KiB
    assertThat(log).containsExactly("COMPUTE 105400", "STOP_THE_WORLD 0", "COMPUTE 1000", "null 0");
  }

  /** Who keeps a dedicated worker's P gives its place back when it leaves. */
  @Test
  void aDedicatedWorkerThatLeavesIsWantedAgain() {
    run(
        (collector, scheduler) -> {
          Workers workers = collector.workers();
          workers.begin(new MarkWorkers(1, 0, 0));
          assertThat(workers.assign(0, 0)).isNotNull();
          assertThat(workers.needsDedicated()).isFalse();
          assertThat(workers.assign(0, 0)).isNull();
          workers.stopped(0, Workers.Mode.DEDICATED, 10);
          assertThat(workers.needsDedicated()).isTrue();
          assertThat(workers.assign(0, 0)).isNotNull();
          return self -> null;
        });
  }

  /**
   * An assist marks no more than 32 KiB at once, so that others find work meanwhile: of tables
   * these are 4096 entries of 20 ns, however much 8 objects of 1 MiB owe.
   */
  @Test
  void anAssistTakesALittleAtOnce() {
    CostProfile costs =
        COSTS.with(Cost.GC_MARK_OBJECT, 20).with(Cost.GO_ALLOC, 20).with(Cost.GC_ALLOC_SLOWDOWN, 1);
    MemorySettings memory =
        new MemorySettings(
            PacerSettings.DEFAULT, AllocationShape.ofLiveHeap(64 * MIB, 0, 64), 0, Long.MAX_VALUE);
    AllocationShape large = AllocationShape.of(8 * MIB, 8, 0, 4);
    long[] longest = new long[1];
    RuntimeHarness.run(
        new MachineSettings(1),
        1,
        costs,
        memory,
        CollectorObserver.NOBODY,
        200 * MS,
        harness -> {
          Goroutine goroutine =
              harness.runnable(
                  Script.forever(
                      Script.compute(MS), Script.allocate(harness.collector(), large, 0)));
          harness.always(
              () -> {
                if (goroutine.account() == TimeAccount.ASSIST) {
                  longest[0] = Math.max(longest[0], goroutine.demandNs);
                }
              });
        });
    assertThat(longest[0]).isEqualTo(4096 * 20);
  }

  /**
   * A limit below the live heap asks for a cycle with each span. Where nothing takes time cycles
   * came one after another and nobody ever allocated (seed 1417 of the laws of memory). 99
   * allocations in 10 ms, each of 16 objects of 4 KiB, two to a span.
   */
  @Test
  @Timeout(20)
  void aLimitBelowTheLiveHeapDoesNotStopTheProgram() {
    MemorySettings memory =
        new MemorySettings(
            new PacerSettings(100, MIB), AllocationShape.ofLiveHeap(MIB, 0, 64), 0, Long.MAX_VALUE);
    long[] cycles = new long[1];
    RuntimeHarness.run(
        new MachineSettings(1),
        1,
        CostProfile.ideal(),
        memory,
        CollectorObserver.NOBODY,
        10 * MS,
        harness -> {
          AllocationShape some = AllocationShape.of(64 << 10, 16, 0, 4);
          harness.runnable(
              Script.forever(
                  Script.compute(MS / 10), Script.allocate(harness.collector(), some, 0)));
          harness.always(() -> cycles[0] = harness.collector().cycles());
        });
    assertThat(cycles[0]).isBetween(99L, 8 * 99L);
  }

  private static void mark(Collector collector) {
    collector.beginCycle(0, false);
    collector.cycleBegun(0, 0);
    MarkWork.Piece all = new MarkWork.Piece();
    while (collector.work().take(all, Long.MAX_VALUE)) {
      collector.report(all, all.ns);
    }
  }

  private interface Steps {
    @Nullable Action next(Goroutine self);
  }

  /** One goroutine on one P does the steps that {@code made} makes when it first runs. */
  private static void run(BiFunction<Collector, Scheduler, Steps> made) {
    MemorySettings memory =
        new MemorySettings(PacerSettings.DEFAULT, AllocationShape.NOTHING, 0, Long.MAX_VALUE);
    boolean[] ran = new boolean[1];
    RuntimeHarness.run(
        new MachineSettings(1),
        1,
        COSTS,
        memory,
        CollectorObserver.NOBODY,
        MS,
        harness -> harness.runnable(body(harness, made, ran)));
    assertThat(ran[0]).isTrue();
  }

  private static GoroutineBody body(
      RuntimeHarness harness, BiFunction<Collector, Scheduler, Steps> made, boolean[] ran) {
    Steps[] steps = new Steps[1];
    return self -> {
      if (steps[0] == null) {
        steps[0] = made.apply(harness.collector(), harness.scheduler());
      }
      Action action = steps[0].next(self);
      ran[0] = action == null;
      return action == null ? Action.EXIT : action;
    };
  }
}
