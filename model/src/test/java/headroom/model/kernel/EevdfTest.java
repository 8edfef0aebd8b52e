package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.engine.HeadroomSimulator;
import org.junit.jupiter.api.Test;

/** Who is eligible and who is due, by hand; ticks of 4 and slices of 3 units of time. */
class EevdfTest {
  private final Eevdf policy = new Eevdf(4, 3, new ControlGroups(new MachineSettings(1)));
  private final Core core =
      new Core(0, HeadroomSimulator.create(), new RunningCores(1, (from, to, core, free) -> 0));

  /** 110 + 50 and 90 have the mean 125; its deadline is at 160, which it has reached. */
  @Test
  void aWokenThreadIsPlacedAtTheMeanAndPreemptsWhoHasUsedItsSlice() {
    CpuThread running = running(thread(0, 110, 160));
    running.accountedSinceNs = 10;
    waiting(thread(1, 90, 200));
    CpuThread woken = thread(2, 7, 0);
    assertThat(policy.join(woken, core, 60)).isSameAs(woken);
    assertThat(running.virtualRuntimeNs).isEqualTo(160);
    assertThat(running.virtualDeadlineNs).isEqualTo(163);
    assertThat(woken.virtualRuntimeNs).isEqualTo(125);
    assertThat(woken.virtualDeadlineNs).isEqualTo(128);
    assertThat(core.queue).contains(woken);
  }

  @Test
  void whoHasUsedItsSliceYieldsToTheFirstOfAllThatWait() {
    running(thread(0, 160, 160));
    CpuThread first = waiting(thread(1, 90, 120));
    assertThat(policy.join(thread(2, 7, 0), core, 0)).isSameAs(first);
  }

  /** Alone it is at the mean, and its slice is used at 13. */
  @Test
  void aWokenThreadWaitsWhileTheSliceOfTheRunningOneLasts() {
    running(thread(0, 10, 13));
    assertThat(policy.join(thread(1, 0, 0), core, 2)).isNull();
  }

  /** It joins at 12 - 2 * 4: the mean is 8 then, and the running one has had more than that. */
  @Test
  void aThreadThatWentToSleepShortOfItsSharePreempts() {
    running(thread(0, 10, 13));
    CpuThread woken = thread(1, 0, 0);
    woken.lagNs = 4;
    assertThat(policy.join(woken, core, 2)).isSameAs(woken);
    assertThat(woken.virtualRuntimeNs).isEqualTo(4);
  }

  /** 60 is below the mean of 60, 100 and 80, and its slice is not used. */
  @Test
  void aWokenThreadWaitsWhileTheRunningOneIsBelowTheMean() {
    running(thread(0, 60, 61));
    waiting(thread(1, 100, 0));
    assertThat(policy.join(thread(2, 0, 0), core, 0)).isNull();
  }

  /** At 4 its slice of 3 is used and the next begins, which is used at 7. */
  @Test
  void ticksWithoutAnyoneWaitingGiveNewSlices() {
    CpuThread running = running(thread(0, 0, 3));
    assertThat(policy.join(thread(1, 0, 0), core, 6)).isNull();
    assertThat(running.virtualDeadlineNs).isEqualTo(7);
    assertThat(policy.join(thread(2, 0, 0), core, 7)).isNotNull();
  }

  /** 10 and 4 have the mean 7: 3 short of its share, of which a thread keeps at most 6. */
  @Test
  void aThreadThatGoesToSleepRemembersWhatItIsShortOf() {
    CpuThread sleeper = running(thread(0, 4, 30));
    CpuThread waiting = waiting(thread(1, 10, 30));
    policy.sleeps(sleeper, core, 0);
    assertThat(sleeper.lagNs).isEqualTo(3);
    waiting.virtualRuntimeNs = 100;
    policy.sleeps(sleeper, core, 0);
    assertThat(sleeper.lagNs).isEqualTo(6);
    waiting.virtualRuntimeNs = 0;
    policy.sleeps(sleeper, core, 0);
    assertThat(sleeper.lagNs).isZero();
  }

  @Test
  void aThreadOfAnotherProcessPreemptsAtOnce() {
    running(thread(0, 10, 13));
    CpuThread client = SleepingThread.foreign(9);
    assertThat(policy.join(client, core, 1)).isSameAs(client);
  }

  /** Threads keep virtual run times of the cores that they come from: only the mean here counts. */
  @Test
  void aThreadThatMayNotRunWaitsAtTheMean() {
    waiting(thread(0, 40, 50));
    CpuThread held = thread(1, 9_000, 9_003);
    policy.waits(held, core);
    assertThat(held.virtualRuntimeNs).isEqualTo(40);
    assertThat(policy.next(core)).isSameAs(held); // due at 43
  }

  @Test
  void onlyANewSliceMovesTheDeadline() {
    CpuThread thread = thread(0, 20, 21);
    policy.placed(thread, core, false, 5);
    assertThat(thread.virtualDeadlineNs).isEqualTo(21);
    assertThat(thread.accountedSinceNs).isEqualTo(5);
    policy.placed(thread, core, true, 6);
    assertThat(thread.virtualDeadlineNs).isEqualTo(23);
  }

  @Test
  void aThreadKeepsItsCoreUntilItsSliceIsUsed() {
    CpuThread current = running(thread(0, 10, 13));
    CpuThread other = waiting(thread(1, 0, 1));
    assertThat(policy.successor(core, current, 2)).isNull();
    // 10 + 3: used; the next slice is due at 13 + 3
    assertThat(policy.successor(core, current, 3)).isSameAs(other);
    assertThat(current.virtualDeadlineNs).isEqualTo(16);
  }

  /** 14, 2 and 11 have the mean 9: only the second has had less than its share. */
  @Test
  void anEarlierDeadlineDoesNotHelpWhoHasHadMoreThanItsShare() {
    CpuThread current = running(thread(0, 14, 14));
    CpuThread behind = waiting(thread(1, 2, 20));
    waiting(thread(2, 11, 12));
    assertThat(policy.successor(core, current, 0)).isSameAs(behind);
  }

  /** 20, 2, 4 and 6 have the mean 8. */
  @Test
  void ofTheEligibleTheEarliestDeadlineFollowsAndOfEqualOnesTheFirst() {
    CpuThread current = running(thread(0, 20, 20));
    waiting(thread(1, 2, 30));
    CpuThread earliest = waiting(thread(2, 4, 9));
    waiting(thread(3, 6, 9));
    assertThat(policy.successor(core, current, 0)).isSameAs(earliest);
  }

  /** Both are at the mean, and 10 + 3 is earlier than 14. */
  @Test
  void theRunningThreadGoesOnIfItIsDueFirst() {
    CpuThread current = running(thread(0, 10, 10));
    waiting(thread(1, 10, 14));
    assertThat(policy.successor(core, current, 0)).isNull();
  }

  @Test
  void theRunningThreadYieldsToAnEqualDeadline() {
    CpuThread current = running(thread(0, 10, 10));
    CpuThread other = waiting(thread(1, 10, 13));
    assertThat(policy.successor(core, current, 0)).isSameAs(other);
  }

  /** 14 and 4 have the mean 9, though 14 + 3 is earlier than 30. */
  @Test
  void theRunningThreadYieldsIfItHasHadMoreThanItsShare() {
    CpuThread current = running(thread(0, 14, 14));
    CpuThread other = waiting(thread(1, 4, 30));
    assertThat(policy.successor(core, current, 0)).isSameAs(other);
  }

  /** 1, 5 and 9 have the mean 5. */
  @Test
  void whoIsAtTheMeanMayFollowOnAnIdleCore() {
    waiting(thread(0, 1, 8));
    CpuThread atTheMean = waiting(thread(1, 5, 6));
    waiting(thread(2, 9, 2));
    assertThat(policy.next(core)).isSameAs(atTheMean);
  }

  @Test
  void aThreadIsHotForHalfAMillisecond() {
    assertThat(policy.coldSinceNs(2_000_000)).isEqualTo(1_500_000);
  }

  @Test
  void ticksAreAtMultiplesOfTheirPeriod() {
    assertThat(policy.nextTickNs(core, 3)).isEqualTo(4);
    assertThat(policy.nextTickNs(core, 4)).isEqualTo(8);
  }

  private CpuThread running(CpuThread thread) {
    core.running = thread;
    return thread;
  }

  private CpuThread waiting(CpuThread thread) {
    core.queue.addLast(thread);
    return thread;
  }

  private static CpuThread thread(int id, long virtualRuntimeNs, long virtualDeadlineNs) {
    CpuThread thread = SleepingThread.numbered(id);
    thread.virtualRuntimeNs = virtualRuntimeNs;
    thread.virtualDeadlineNs = virtualDeadlineNs;
    return thread;
  }
}
