package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.Script;
import headroom.model.go.Goroutine;
import org.junit.jupiter.api.Test;

/** Who spins on a locked mutex, and for how long. All costs are zero but a round of spinning. */
class MutexSpinTest extends MutexPrograms {
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
}
