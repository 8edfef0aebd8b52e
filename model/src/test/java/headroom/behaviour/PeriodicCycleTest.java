package headroom.behaviour;

import static headroom.behaviour.CollectedRun.MIB;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.block;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.CollectedRun.Setting;
import headroom.model.go.collector.CycleRecord;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import org.junit.jupiter.api.Test;

/** When nothing but time starts a cycle, observed as G10. */
class PeriodicCycleTest {
  private static final long SECOND = 1_000 * MS;

  /** 64 MiB with the tables: 254,200 objects of 256 B, a quarter of them with pointers. */
  private static final AllocationShape LIVE_64 = AllocationShape.ofLiveHeap(64 * MIB, 0.25, 256);

  /** G10: GOGC=off and no limit: no cycle at all, also not after two minutes. */
  @Test
  void g10NoCycleWithoutGogcAndLimit() {
    Setting setting = Setting.of(LIVE_64, 300 * SECOND).on(2).gogc(PacerSettings.OFF);
    CollectedRun run = CollectedRun.sleeping(setting, 10 * MS);
    // 16 KiB each 11 ms
    assertThat(run.figure("/memory/classes/heap/objects:bytes")).isGreaterThan(400 * MIB);
    assertThat(run.cycles()).isEmpty();
  }

  /** G10: an idle process has a cycle two minutes after the end of the last one. */
  @Test
  void g10IdleProcessHasACycleEveryTwoMinutes() {
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE_64, 500 * SECOND).on(2),
            (made, seen) ->
                made.runnable(
                    Script.once(
                        allocate(made.collector(), AllocationShape.of(62 * MIB, 62 << 10, 0, 4), 0),
                        block(made.scheduler()))));
    assertThat(run.cycles())
        .extracting(CycleRecord::forced)
        .containsExactly(false, true, true, true, true);
    for (int i = 1; i < run.cycles().size(); i++) {
      CycleRecord before = run.cycles().get(i - 1);
      long endNs =
          before.startNs() + before.firstPauseNs() + before.markNs() + before.secondPauseNs();
      assertThat(run.cycles().get(i).startNs() - endNs).isBetween(120 * SECOND, 120 * SECOND + MS);
    }
  }

  /**
   * G10: also if no cycle was in the run, whose heap cycles have found before; not while no cycle
   * has ever run. Source: {@code lastgc != 0} in {@code mgc.go:gcTrigger.test}.
   */
  @Test
  void g10TheFirstPeriodicCycleComesTwoMinutesAfterTheStart() {
    CollectedRun run = CollectedRun.of(Setting.of(LIVE_64, 200 * SECOND).on(2), (made, seen) -> {});
    assertThat(run.cycles()).extracting(CycleRecord::forced).containsExactly(true);
    assertThat(run.last().startNs()).isBetween(120 * SECOND, 120 * SECOND + MS);
    CollectedRun empty =
        CollectedRun.of(
            Setting.of(AllocationShape.NOTHING, 200 * SECOND).on(2), (made, seen) -> {});
    assertThat(empty.cycles()).isEmpty();
  }

  /**
   * A periodic cycle takes no idle P where a dedicated worker marks, and one at a time where none
   * does: 254,200 objects are 6 ms of CPU. Source: {@code mgcpacer.go:startCycle}.
   */
  @Test
  void idleProcessorsLeaveAPeriodicCycleAlone() {
    CycleRecord four =
        CollectedRun.of(Setting.of(LIVE_64, 121 * SECOND).on(4), (made, seen) -> {}).last();
    assertThat(four.idleNs()).isZero();
    assertThat((double) four.dedicatedNs())
        .isCloseTo((double) four.markNs(), within(0.1 * four.markNs()));
    CycleRecord two =
        CollectedRun.of(Setting.of(LIVE_64, 121 * SECOND).on(2), (made, seen) -> {}).last();
    assertThat(two.idleNs()).isBetween(MS, two.markNs());
  }

  /** G10: a cycle in between, at 60 s, puts off the next one to two minutes after its end. */
  @Test
  void g10ACycleInBetweenPutsOffTheNext() {
    AllocationShape much = AllocationShape.of(62 * MIB, 62 << 10, 0, 4);
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE_64, 200 * SECOND).on(2),
            (made, seen) ->
                made.runnable(
                    Script.once(
                        allocate(made.collector(), much, 0),
                        sleep(made.scheduler(), () -> 60 * SECOND),
                        allocate(made.collector(), much, 0),
                        block(made.scheduler()))));
    assertThat(run.cycles()).extracting(CycleRecord::forced).containsExactly(false, false, true);
    assertThat(run.last().startNs()).isBetween(180 * SECOND, 181 * SECOND);
  }

  /** G10: with GOGC=off nothing starts a cycle but the limit, also two minutes after one. */
  @Test
  void g10NoPeriodicCycleWithoutGogc() {
    AllocationShape much = AllocationShape.of(56 * MIB, 56 << 10, 0, 4);
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE_64, 300 * SECOND).on(2).limitedTo(PacerSettings.OFF, 128 * MIB),
            (made, seen) ->
                made.runnable(
                    Script.once(allocate(made.collector(), much, 0), block(made.scheduler()))));
    assertThat(run.cycles()).hasSize(1);
    assertThat(run.last().forced()).isFalse();
  }
}
