package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.behaviour.Script;
import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExitException;
import org.junit.jupiter.api.Test;

/**
 * Who has a mutex when. All costs are zero; a holder sleeps, so that others run meanwhile on the
 * only P.
 */
class MutexTest extends MutexPrograms {
  @Test
  void withoutContentionItIsHadAtOnce() {
    onOneCore(() -> goroutine(lock("a"), pause(5 * US), unlock(), lock("a"), unlock()));
    assertThat(log).containsExactly("a has it at 0", "a has it at 5");
    assertThat(mutex.waitedNs()).isZero();
  }

  @Test
  void unlockingAnUnlockedMutexEndsTheProcessInGosWords() {
    assertThatThrownBy(() -> onOneCore(() -> goroutine(lock("a"), unlock(), unlock())))
        .isInstanceOfSatisfying(
            ProcessExitException.class,
            end ->
                assertThat(end.exitCause().words())
                    .isEqualTo("fatal error: sync: unlock of unlocked mutex"));
  }

  /**
   * Normal mode. a unlocks at 100 and wakes b, but runs on and takes the free mutex again at once;
   * b finds it locked, after less than 1 ms, and parks again until 300.
   */
  @Test
  void whoeverRunsTakesAFreeMutexBeforeTheOneThatWasWoken() {
    onOneCore(
        () -> {
          goroutine(
              lock("a"), pause(100 * US), unlock(), lock("a again"), pause(200 * US), unlock());
          goroutine(lock("b"), unlock());
        });
    assertThat(log).containsExactly("a has it at 0", "a again has it at 100", "b has it at 300");
    assertThat(mutex.waitedNs()).isEqualTo(300 * US);
  }

  /**
   * b has waited longer than c, and keeps its place although it was woken in vain at 100: who parks
   * again goes to the front.
   */
  @Test
  void whoWasWokenInVainStaysFirst() {
    onOneCore(
        () -> {
          goroutine(
              lock("a"), pause(100 * US), unlock(), lock("a again"), pause(200 * US), unlock());
          goroutine(lock("b"), pause(50 * US), unlock());
          goroutine(lock("c"), call(() -> waiting("c sees")), unlock());
          harness.at(150 * US, () -> waiting("parked at 150:"));
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0",
            "a again has it at 100",
            "parked at 150: 2",
            "b has it at 300",
            "c has it at 350",
            "c sees 0");
  }

  /**
   * One waker is enough: a, which unlocks twice before b runs, wakes only b. c is woken by b's
   * unlock.
   */
  @Test
  void nobodyElseIsWokenWhileAWokenOneIsOnItsWay() {
    onOneCore(
        () -> {
          goroutine(
              lock("a"),
              pause(100 * US),
              unlock(),
              lock("a again"),
              unlock(),
              call(() -> waiting("after two unlocks wait")),
              compute(10 * US));
          goroutine(lock("b"), pause(7 * US), unlock());
          goroutine(lock("c"), unlock());
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0",
            "a again has it at 100",
            "after two unlocks wait 1",
            "b has it at 110",
            "c has it at 117");
  }

  /**
   * b is woken at 1000, has waited exactly 1 ms, finds it locked by a again and is not starving; at
   * 1001 it is, and switches the mode. a's next unlock, at 1002, hands the mutex to b and lets b
   * run first; a, which wants it again, waits at the tail.
   */
  @Test
  void afterAMillisecondTheMutexIsHandedOver() {
    onOneCore(
        () -> {
          goroutine(
              lock("a1"),
              pause(1_000 * US),
              unlock(),
              lock("a2"),
              pause(US),
              unlock(),
              lock("a3"),
              pause(US),
              unlock(),
              call(() -> log.add("a goes on at " + harness.now() / US)),
              lock("a4"),
              unlock());
          goroutine(lock("b"), pause(50 * US), unlock());
        });
    assertThat(log)
        .containsExactly(
            "a1 has it at 0",
            "a2 has it at 1000",
            "a3 has it at 1001",
            "b has it at 1002",
            "a goes on at 1002",
            "a4 has it at 1052");
    // b 1002 us, a 50
    assertThat(mutex.waitedNs()).isEqualTo(1_052 * US);
  }

  /**
   * b switches to starvation mode at 1100; unlocked at 1200 it is handed to b, at 1300 to c and,
   * since c has waited for more than a millisecond too but is the last one, the mode ends: d, which
   * comes at 1350 while c holds it, waits; unlocked at 1400, c takes the free mutex again before d.
   */
  @Test
  void starvationGoesInOrderAndEndsWithTheLastWaiter() {
    onOneCore(
        () -> {
          starve(1_100 * US, 100 * US);
          goroutine(lock("b"), pause(100 * US), unlock());
          goroutine(
              sleep(harness.scheduler(), () -> 10 * US),
              lock("c"),
              pause(100 * US),
              unlock(),
              lock("c again"),
              pause(100 * US),
              unlock());
          goroutine(sleep(harness.scheduler(), () -> 1_350 * US), lock("d"), unlock());
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0",
            "a again has it at 1100",
            "b has it at 1200",
            "c has it at 1300",
            "c again has it at 1400",
            "d has it at 1500");
  }

  /**
   * As above, but c has come at 1150 and waited for only 50 us when it is handed the mutex at 1200,
   * with d behind it: the mode ends although d waits, and c takes it a second time at 1210.
   */
  @Test
  void starvationEndsWithOneWhoHasWaitedLessThanAMillisecond() {
    onOneCore(
        () -> {
          starve(1_100 * US, 90 * US);
          goroutine(lock("b"), pause(10 * US), unlock());
          goroutine(
              sleep(harness.scheduler(), () -> 1_150 * US),
              lock("c"),
              pause(10 * US),
              unlock(),
              lock("c again"),
              pause(10 * US),
              unlock());
          goroutine(sleep(harness.scheduler(), () -> 1_160 * US), lock("d"), unlock());
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0",
            "a again has it at 1100",
            "b has it at 1190",
            "c has it at 1200",
            "c again has it at 1210",
            "d has it at 1220");
  }

  /** Who comes in starvation mode, just after the unlock at 1190 and before b runs, queues. */
  @Test
  void newcomersDoNotTakeAMutexThatIsHandedOver() {
    onOneCore(
        () -> {
          Goroutine late = harness.dead(Script.once(lock("late"), unlock()));
          goroutine(
              lock("a"),
              pause(1_100 * US),
              unlock(),
              lock("a again"),
              pause(90 * US),
              unlockAfter(() -> harness.scheduler().ready(late)));
          goroutine(lock("b"), pause(5 * US), unlock());
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0", "a again has it at 1100", "b has it at 1190", "late has it at 1195");
  }

  /** a holds it for {@code first}, keeps it from the one that is woken then, for {@code then}. */
  private void starve(long firstNs, long thenNs) {
    goroutine(lock("a"), pause(firstNs), unlock(), lock("a again"), pause(thenNs), unlock());
  }
}
