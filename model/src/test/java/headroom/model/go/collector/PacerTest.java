package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand from the rules of Go 1.26 {@code runtime/mgcpacer.go}. */
class PacerTest {
  private static final long MIB = 1 << 20;
  private static final long MS = 1_000_000;

  private static Pacer pacer(int gogc) {
    return new Pacer(new PacerSettings(gogc, PacerSettings.NO_LIMIT));
  }

  /** A cycle in which nothing is allocated; {@code scanBytes} of heap are scanned. */
  private static void cycle(Pacer pacer, long markedBytes, long scanBytes) {
    pacer.startCycle(0, 4, false);
    pacer.scanned(scanBytes, 0, 0);
    pacer.endCycle(10 * MS, 4, 0, 0);
    pacer.resetLive(markedBytes);
    pacer.commit(false);
  }

  /** At GOGC=100 the first goal is 4 MiB, and 4 MiB / 64 * 61 = 3,997,696 B start the cycle. */
  @ParameterizedTest(name = "GOGC={0}")
  @CsvSource({"100, 4194304, 3997696", "25, 1048576, 999424", "400, 16777216, 15990784"})
  void theFirstCycle(int gogc, long goal, long atMost61Of64) {
    Pacer pacer = pacer(gogc);
    assertThat(pacer.goal()).isEqualTo(goal);
    // Above 4 MiB the last 4 MiB before the goal are left to marking: 12 of 16 MiB.
    assertThat(pacer.trigger()).isEqualTo(Math.max(atMost61Of64, goal - 4 * MIB));
    pacer.allocated(pacer.trigger() - 1, 0);
    assertThat(pacer.shouldStart()).isFalse();
    pacer.allocated(1, 0);
    assertThat(pacer.shouldStart()).isTrue();
  }

  /** 20 MiB marked, 1 MiB of stacks and 3 MiB of globals: 20 + (20 + 1 + 3) * GOGC/100. */
  @ParameterizedTest(name = "GOGC={0}")
  @CsvSource({"25, 26", "50, 32", "100, 44", "200, 68", "800, 212"})
  void stacksAndGlobalsCountForTheGoal(int gogc, long goalMib) {
    Pacer pacer = pacer(gogc);
    pacer.addGlobals(3 * MIB);
    pacer.startCycle(0, 4, false);
    pacer.scanned(20 * MIB, MIB, 3 * MIB);
    pacer.endCycle(MS, 4, 0, 0);
    pacer.resetLive(20 * MIB);
    pacer.commit(false);
    assertThat(pacer.goal()).isEqualTo(goalMib * MIB);
  }

  /** G1: light allocation starts cycles at 2 L - min(4 MiB, 3 L / 64): 62.5 and 508 MiB. */
  @ParameterizedTest(name = "{0} MiB")
  @CsvSource({"32, 65536000", "256, 532676608"})
  void lightAllocationStartsLate(long liveMib, long trigger) {
    Pacer pacer = pacer(100);
    cycle(pacer, liveMib * MIB, liveMib * MIB);
    assertThat(pacer.goal()).isEqualTo(2 * liveMib * MIB);
    assertThat(pacer.trigger()).isEqualTo(trigger);
  }

  /** A heap of 0.5 MiB at GOGC=100: sweeping needs 1 MiB, the minimum 4 MiB; goal 4 MiB. */
  @Test
  void aSmallHeapHasTheMinimumGoal() {
    Pacer pacer = pacer(100);
    cycle(pacer, MIB / 2, MIB / 2);
    assertThat(pacer.goal()).isEqualTo(4 * MIB);
  }

  /** At GOGC=10 and 4 MiB the goal is 4.4 MiB, but the sweeper is given 1 MiB; then it is done. */
  @Test
  void theSweeperHasItsDistance() {
    Pacer pacer = pacer(10);
    cycle(pacer, 4 * MIB, 0);
    assertThat(pacer.goal()).isEqualTo(5 * MIB);
    assertThat(pacer.trigger()).isEqualTo(5 * MIB); // both bounds: no cycle before it is swept
    pacer.commit(true);
    assertThat(pacer.goal()).isEqualTo(4 * MIB + 4 * MIB / 10);
  }

  /**
   * A cycle of 10 ms on 4 Ps: 10 MiB allocated, 40 MiB scanned, no assists: u = 0.25, cons/mark =
   * 10 * 0.25 / (40 * 0.75) = 1/12. The runway is 1/12 * 3 * 40 MiB = 10 MiB, within the bounds 40
   * + 40 * 45/64 = 68.1 and 80 - 4 MiB of the goal of 80 MiB.
   */
  @Test
  void theRunwayComesFromTheLastCycle() {
    Pacer pacer = pacer(100);
    pacer.allocated(100 * MIB, 40 * MIB);
    pacer.startCycle(0, 4, false);
    pacer.scanned(40 * MIB, 0, 0);
    pacer.allocated(10 * MIB, 0);
    pacer.endCycle(10 * MS, 4, 0, 0);
    assertThat(pacer.consMark()).isCloseTo(1.0 / 12, within(1e-12));
    pacer.resetLive(40 * MIB);
    pacer.commit(false);
    assertThat(pacer.trigger()).isCloseTo(70 * MIB, within(1L));
  }

  /**
   * The same with assists for 8 of 40 CPU ms and idle workers for 12: u = 0.45, i = 0.3, cons/mark
   * = 10 * 0.75 / (40 * 0.55) = 0.3409; the runway of 40.9 MiB ends at the lower bound.
   */
  @Test
  void assistsAndIdleWorkersCount() {
    Pacer pacer = pacer(100);
    pacer.startCycle(0, 4, false);
    pacer.scanned(40 * MIB, 0, 0);
    pacer.allocated(10 * MIB, 0);
    pacer.endCycle(10 * MS, 4, 8 * MS, 12 * MS);
    assertThat(pacer.consMark()).isCloseTo(7.5 / 22, within(1e-12));
    pacer.resetLive(40 * MIB);
    pacer.commit(false);
    assertThat(pacer.trigger()).isEqualTo(40 * MIB + 40 * MIB / 64 * 45);
  }

  /** The largest of five: a spike is forgotten five cycles later. Nothing allocated: no sample. */
  @Test
  void aSpikeIsRememberedForFiveCycles() {
    Pacer pacer = pacer(100);
    double[] estimates = new double[7];
    for (int i = 0; i < estimates.length; i++) {
      pacer.startCycle(0, 4, false);
      pacer.scanned(40 * MIB, 0, 0);
      pacer.allocated(i == 0 ? 12 * MIB : 6 * MIB, 0);
      pacer.endCycle(10 * MS, 4, 0, 0);
      pacer.resetLive(40 * MIB);
      pacer.commit(false);
      cycle(pacer, 40 * MIB, 40 * MIB);
      estimates[i] = pacer.consMark();
    }
    assertThat(estimates).containsExactly(0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05);
  }

  /** Assists of 0.8 of the only P: u = 1.05 and cons/mark is negative: as early as allowed. */
  @Test
  void aNegativeEstimateIsARunwayWithoutEnd() {
    Pacer pacer = pacer(100);
    for (int i = 0; i < 5; i++) {
      pacer.startCycle(0, 1, false);
      pacer.scanned(40 * MIB, 0, 0);
      pacer.allocated(MIB, 0);
      pacer.endCycle(10 * MS, 1, 8 * MS, 0);
      pacer.resetLive(40 * MIB);
      pacer.commit(false);
    }
    assertThat(pacer.consMark()).isNegative();
    assertThat(pacer.trigger()).isEqualTo(40 * MIB + 40 * MIB / 64 * 45);
  }

  /** G10: GOGC=off without a limit has a goal beyond any heap. */
  @Test
  void offIsOff() {
    Pacer pacer = pacer(-7);
    pacer.allocated(1L << 40, 0);
    assertThat(pacer.shouldStart()).isFalse();
  }

  /**
   * G11: limit 256 MiB, 20 MiB mapped outside of the heap, 6 of 106 MiB free: 256 - 20 = 236 MiB,
   * less 3 % in whole hundredths: 247,463,936 - 3 * 2,474,639.
   */
  @Test
  void theLimitSetsTheGoal() {
    Pacer pacer = new Pacer(new PacerSettings(PacerSettings.OFF, 256 * MIB));
    pacer.mapped(126 * MIB, 6 * MIB, 100 * MIB);
    assertThat(pacer.goal()).isEqualTo(240_040_019);
    assertThat(pacer.isLimitBound()).isTrue();
    // 4 MiB at M = 0: later than 61/64 of the way.
    assertThat(pacer.trigger()).isEqualTo(240_040_019 - 4 * MIB);
  }

  /** 300 MiB mapped under a limit of 256: 44 MiB of excess count on top of what is no heap. */
  @Test
  void excessLowersTheGoal() {
    Pacer pacer = new Pacer(new PacerSettings(100, 256 * MIB));
    cycle(pacer, 150 * MIB, 150 * MIB);
    pacer.mapped(300 * MIB, 0, 280 * MIB); // 256 - 20 - 44 = 192 MiB
    assertThat(pacer.goal()).isEqualTo(192 * MIB - 3 * (192 * MIB / 100));
  }

  /** G12: what is reachable does not fit: a cycle starts as soon as the last has ended. */
  @Test
  void belowTheLiveHeapCyclesNeverEnd() {
    Pacer pacer = new Pacer(new PacerSettings(100, 100 * MIB));
    cycle(pacer, 150 * MIB, 150 * MIB);
    pacer.mapped(170 * MIB, 0, 160 * MIB);
    assertThat(pacer.goal()).isEqualTo(150 * MIB);
    assertThat(pacer.trigger()).isEqualTo(150 * MIB);
    assertThat(pacer.shouldStart()).isTrue();
  }

  /** At a limit of 3 MiB the headroom of 1 MiB is taken off, at 1.5 MiB it is the goal. */
  @Test
  void smallLimitsKeepAMebibyte() {
    assertThat(MemoryLimitGoal.lessHeadroom(3 * MIB)).isEqualTo(2 * MIB);
    assertThat(MemoryLimitGoal.lessHeadroom(3 * MIB / 2)).isEqualTo(MIB);
  }

  /** A change of GOGC counts at the next commit. */
  @Test
  void settingsChange() {
    Pacer pacer = pacer(100);
    cycle(pacer, 20 * MIB, 0);
    pacer.set(new PacerSettings(50, PacerSettings.NO_LIMIT), 0, 0, 0);
    assertThat(pacer.goal()).isEqualTo(40 * MIB);
    pacer.commit(true);
    assertThat(pacer.goal()).isEqualTo(30 * MIB);
  }

  /**
   * 40 MiB expected, trigger 70, goal 80: 4 bytes of work for each byte; after 30 MiB of work and 5
   * of allocation 10 MiB remain for 5: 2 bytes.
   */
  @Test
  void theAssistRatioIsWorkLeftOverHeapLeft() {
    Pacer pacer = pacer(100);
    cycle(pacer, 40 * MIB, 40 * MIB);
    pacer.allocated(30 * MIB, 30 * MIB);
    pacer.startCycle(0, 4, false);
    assertThat(pacer.assistWorkPerByte()).isEqualTo(4);
    assertThat(pacer.assistBytesPerWork()).isEqualTo(0.25);
    pacer.scanned(30 * MIB, 0, 0);
    pacer.allocated(5 * MIB, 0);
    assertThat(pacer.assistWorkPerByte()).isEqualTo(2);
  }

  /**
   * G13: 45 of 40 MiB expected are scanned and up to 70 are scannable: the way of 10 MiB from 70 to
   * 80 grows by 70/40 to 17.5 MiB: 25 MiB of work for 12.5 of allocation, after 5 of them.
   */
  @Test
  void aGrowingHeapExtendsItsGoal() {
    Pacer pacer = pacer(100);
    cycle(pacer, 40 * MIB, 40 * MIB);
    pacer.allocated(30 * MIB, 30 * MIB);
    pacer.startCycle(0, 4, false);
    pacer.scanned(45 * MIB, 0, 0);
    pacer.allocated(5 * MIB, 0);
    assertThat(pacer.assistWorkPerByte()).isCloseTo(25 / 12.5, within(1e-12));
  }

  /** The same at GOGC=10 with 10 times the heap to scan: no more than 1.1 times the goal. */
  @Test
  void theHardGoalBoundsTheExtension() {
    AssistRatio ratio = new AssistRatio();
    ratio.revise(10, 100 * MIB, 90 * MIB, 100 * MIB, 50 * MIB, 40 * MIB, 400 * MIB);
    assertThat(ratio.workPerByte()).isCloseTo(350.0 / 10, within(1e-6));
  }

  /** Past the goal: a tenth on top, and all that is scannable as work. */
  @Test
  void pastTheGoalATenthIsLeft() {
    AssistRatio ratio = new AssistRatio();
    ratio.revise(100, 100 * MIB, 90 * MIB, 101 * MIB, 20 * MIB, 40 * MIB, 65 * MIB);
    assertThat(ratio.workPerByte()).isCloseTo(45.0 / 9, within(1e-6));
  }

  /** Never less than 1000 B of work nor 1 B of heap. */
  @Test
  void theRatioHasBounds() {
    AssistRatio ratio = new AssistRatio();
    ratio.revise(100, 100 * MIB, 90 * MIB, 90 * MIB, 40 * MIB, 40 * MIB, 40 * MIB);
    assertThat(ratio.workPerByte()).isEqualTo(1000.0 / (10 * MIB));
    ratio.revise(100, 100 * MIB, 90 * MIB, 200 * MIB, 0, 40 * MIB, 40 * MIB);
    assertThat(ratio.workPerByte()).isEqualTo(40.0 * MIB);
  }

  /** A cycle that starts late, past its goal of 4 MiB, is still given 64 KiB. */
  @Test
  void theGoalIsPastTheTrigger() {
    Pacer pacer = pacer(100);
    pacer.allocated(6 * MIB, 0);
    pacer.startCycle(0, 1, false);
    assertThat(pacer.goal()).isEqualTo(6 * MIB + 64 * 1024);
    pacer.endCycle(MS, 1, 0, 0);
    assertThat(pacer.lastHeapGoal()).isEqualTo(6 * MIB + 64 * 1024);
  }

  @Test
  void oneCycleAtATime() {
    Pacer pacer = pacer(100);
    assertThatThrownBy(() -> pacer.endCycle(0, 1, 0, 0)).isInstanceOf(AssertionError.class);
    pacer.startCycle(0, 1, false);
    assertThatThrownBy(() -> pacer.startCycle(0, 1, false)).isInstanceOf(AssertionError.class);
  }
}
