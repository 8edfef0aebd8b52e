package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExitException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Who has a mutex when. All costs are zero but the round of spinning, where there is any; a holder
 * sleeps, so that others run meanwhile on the only P.
 */
class MutexTest {
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** A round of 750 ns, four of them 3 us. */
  private static final CostProfile SPINNING = IDEAL.with(Cost.GO_MUTEX_SPIN, 750);

  private final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private RuntimeHarness harness;

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private Mutex mutex;

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

  /** b spins in rounds of 750 ns, finds it locked at 0.75 and 1.5 us, and free at 2.25. */
  @Test
  void aSpinnerTakesTheMutexAtTheEndOfItsRound() {
    onTwoCores(
        () -> beside(Script.once(lock("b"), unlock()), lock("a"), compute(2 * US), unlock()));
    assertThat(log).containsExactly("a has it at 0", "b has it at 2.250");
    // it was never parked
    assertThat(mutex.waitedNs()).isZero();
  }

  /** After four rounds, at 3 us, b parks. It is woken at 10 us. */
  @Test
  void aSpinnerParksAfterFourRounds() {
    onTwoCores(
        () -> {
          beside(Script.once(lock("b"), unlock()), lock("a"), compute(10 * US), unlock());
          harness.at(2_990, () -> waiting("parked before 3 us:"));
          harness.at(3_010, () -> waiting("parked after 3 us:"));
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0", "parked before 3 us: 0", "parked after 3 us: 1", "b has it at 10");
    assertThat(mutex.waitedNs()).isEqualTo(7 * US);
  }

  /**
   * b parks at 6 us at once, for c waits for its P. c comes at 9 us and spins, so a's unlock at 10
   * us wakes nobody; c takes the mutex at the end of its second round, at 10.5, and its unlock at
   * 15.5 wakes b.
   */
  @Test
  void aSpinnerKeepsTheUnlockerFromWakingAnother() {
    onTwoCores(
        () -> {
          Goroutine c =
              harness.dead(Script.once(compute(3 * US), lock("c"), compute(5 * US), unlock()));
          beside(
              Script.once(
                  compute(6 * US), call(() -> harness.scheduler().ready(c)), lock("b"), unlock()),
              lock("a"),
              compute(10 * US),
              call(() -> waiting("before the unlock wait")),
              unlock(),
              call(() -> waiting("after the unlock wait")),
              compute(20 * US));
        });
    assertThat(log)
        .containsExactly(
            "a has it at 0",
            "before the unlock wait 1",
            "after the unlock wait 1",
            "c has it at 10.500",
            "b has it at 15.500");
  }

  /** On one core the holder cannot unlock while another spins. */
  @Test
  void nobodySpinsOnASingleCore() {
    run(
        1,
        2,
        SPINNING,
        () -> {
          goroutine(lock("a"), pause(2 * US), unlock());
          goroutine(lock("b"), unlock());
          harness.at(10, () -> waiting("parked:"));
        });
    assertThat(log).containsExactly("a has it at 0", "parked: 1", "b has it at 2");
  }

  /** a holds it for {@code first}, keeps it from the one that is woken then, for {@code then}. */
  private void starve(long firstNs, long thenNs) {
    goroutine(lock("a"), pause(firstNs), unlock(), lock("a again"), pause(thenNs), unlock());
  }

  private void onOneCore(Runnable program) {
    run(1, 1, IDEAL, program);
  }

  private void onTwoCores(Runnable program) {
    run(2, 2, SPINNING, program);
  }

  private void run(int cores, int gomaxprocs, CostProfile costs, Runnable program) {
    Consumer<RuntimeHarness> prepared =
        made -> {
          harness = made;
          mutex = new Mutex(made.scheduler(), costs);
          program.run();
        };
    RuntimeHarness.run(cores, gomaxprocs, costs, 10 * MS, prepared);
  }

  private void goroutine(Step... steps) {
    harness.runnable(Script.once(steps));
  }

  /** A goroutine that starts {@code other}, which the other P steals at once, and then goes on. */
  private void beside(Script other, Step... steps) {
    Goroutine started = harness.dead(other);
    List<Step> all = new ArrayList<>(List.of(steps));
    all.add(1, call(() -> harness.scheduler().ready(started)));
    harness.runnable(Script.once(all.toArray(Step[]::new)));
  }

  private Step lock(String name) {
    Step locking = Script.lock(mutex);
    return Script.then(locking, () -> log.add(name + " has it at " + micros(harness.now())));
  }

  private Step unlock() {
    return self -> mutex.unlock();
  }

  private Step unlockAfter(Runnable first) {
    return self -> {
      first.run();
      return mutex.unlock();
    };
  }

  private Step pause(long durationNs) {
    return sleep(harness.scheduler(), () -> durationNs);
  }

  private void waiting(String words) {
    log.add(words + " " + mutex.waiting());
  }

  private static String micros(long ns) {
    return ns % US == 0 ? "" + ns / US : ns / US + "." + String.format("%03d", ns % US);
  }
}
