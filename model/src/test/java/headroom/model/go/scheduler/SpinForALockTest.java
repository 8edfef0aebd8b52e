package headroom.model.go.scheduler;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.Timer;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a goroutine may spin for a lock, and what a client on the same machine takes. */
class SpinForALockTest {
  private final List<Boolean> may = new ArrayList<>();

  /** Another P computes: its goroutine may be the one that holds the lock. */
  @Test
  void itMayWhileAnotherPIsBusy() {
    ask(2, 2, 2, harness -> {});
    assertThat(may).containsExactly(true, true);
  }

  @Test
  void itMayNotAloneOrOnASingleCore() {
    ask(2, 2, 1, harness -> {});
    ask(1, 2, 2, harness -> {});
    ask(2, 1, 1, harness -> {});
    assertThat(may).containsOnly(false);
  }

  @Test
  void itMayNotWhileOthersWaitForItsP() {
    ask(
        2,
        2,
        2,
        harness -> {
          Goroutine other = harness.dead(Script.once(compute(MS)));
          harness.scheduler().ready(other);
        });
    assertThat(may.get(0)).isFalse();
  }

  /** Of two Ps one has just been given to an M that looks for work: nobody there holds a lock. */
  @Test
  void anMThatLooksForWorkHoldsNoLock() {
    ask(2, 2, 1, this::startTimer);
    assertThat(may).containsExactly(false);
    may.clear();
    ask(3, 3, 2, this::startTimer);
    assertThat(may.get(0)).isTrue();
  }

  private void startTimer(RuntimeHarness harness) {
    Goroutine sleeper = harness.dead(Script.once(compute(MS)));
    harness.scheduler().bornParked(sleeper, WaitReason.SLEEP);
    harness.scheduler().startTimer(new Timer(sleeper), harness.now() + 50 * MS);
  }

  /** So many goroutines compute for 2 ms; then each does {@code before} and asks. */
  private void ask(int cores, int processors, int busy, Consumer<RuntimeHarness> before) {
    RuntimeHarness.run(
        cores,
        processors,
        EVEN_WAKE_UPS,
        20 * MS,
        harness -> {
          for (int i = 0; i < busy; i++) {
            harness.runnable(
                Script.once(
                    i == 0 ? call(() -> {}) : compute(1),
                    Script.gosched(),
                    compute(2 * MS + i),
                    call(() -> before.accept(harness)),
                    call(() -> may.add(harness.scheduler().canSpin())),
                    compute(2 * MS)));
          }
        });
  }

  /**
   * Both cores compute for 10 ms. A client on the same machine takes 1 ms of core 0 for the message
   * that comes at 5 ms: what runs there ends later by that. On a single core clients are elsewhere.
   */
  @Test
  void aMessageTakesTheClientsTimeFromCoreZero() {
    CostProfile ideal =
        CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);
    assertThat(ends(2, ideal)).containsExactly(10 * MS, 10 * MS, 11 * MS);
    assertThat(ends(2, ideal.with(Cost.PEER_CPU, MS))).containsExactly(10 * MS, 11 * MS, 11 * MS);
    assertThat(ends(1, ideal.with(Cost.PEER_CPU, MS))).hasSize(2).contains(10 * MS);
  }

  private static List<Long> ends(int cores, CostProfile costs) {
    List<Long> ends = new ArrayList<>();
    RuntimeHarness.run(
        cores,
        cores,
        costs,
        15 * MS,
        harness -> {
          Script.Step end = call(() -> ends.add(harness.now()));
          for (int i = 0; i < cores; i++) {
            harness.runnable(Script.once(Script.gosched(), compute(10 * MS), end));
          }
          Goroutine reader = harness.onNetwork(Script.once(compute(MS), end));
          harness.scheduler().network().readyAt(reader, 5 * MS);
        });
    ends.sort(null);
    return ends;
  }
}
