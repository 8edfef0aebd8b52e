package headroom.model.go.scheduler;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.go.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many Ms look for work; nobody outside of the scheduler sees them. */
class SpinningTest {

  /**
   * Eight Ps are busy. One has just readied a goroutine, which stays its runnext and may be stolen
   * only after a short sleep; within 0.6 us the others run out of work, one after the other, and
   * each would go to sleep for it. One more may spin while twice the number is below that of the
   * busy Ps: at 0, 1, 2, 3 spinning of 8 busy it may, at 4 not; that one gives its P up, and 7, 6
   * busy allow no fifth.
   */
  @Test
  @DisplayName("S10: spinning Ms are never more than half of the busy Ps, rounded up")
  void spinningNeverExceedsHalfOfTheBusyProcessors() {
    int[] seen = new int[2];
    RuntimeHarness.run(
        8,
        8,
        REFERENCE,
        4 * MS,
        harness -> {
          List<Goroutine> others = new ArrayList<>();
          for (int i = 0; i < 7; i++) {
            long endNs = 3 * MS + i * 100L;
            others.add(harness.dead(Script.once(compute(() -> endNs - harness.now()))));
          }
          Goroutine wanted = harness.dead(Script.once(compute(US)));
          harness.runnable(
              Script.once(
                  call(() -> others.forEach(harness.scheduler()::ready)),
                  compute(() -> 3 * MS - 10 * US - harness.now()),
                  call(() -> seen[1] = harness.scheduler().idle().processorCount()),
                  call(() -> harness.scheduler().ready(wanted)),
                  compute(MS / 2)));
          harness.always(
              () -> {
                if (harness.now() > 3 * MS - 10 * US) {
                  seen[0] = Math.max(seen[0], harness.scheduler().idle().spinning);
                }
              });
        });
    assertThat(seen[1]).as("idle Ps before").isZero();
    assertThat(seen[0]).as("spinning").isEqualTo(4);
  }

  @Test
  @DisplayName("S10: a process that has become idle has no spinning M")
  void idleProcessHasNoSpinningMachine() {
    RuntimeHarness run =
        RuntimeHarness.run(
            4,
            4,
            REFERENCE,
            20 * MS,
            harness -> {
              Goroutine started = harness.dead(Script.once(compute(MS)));
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().ready(started)),
                      compute(MS),
                      Script.block(harness.scheduler())));
            });
    assertThat(run.scheduler().idle().spinning).isZero();
    assertThat(run.scheduler().idle().processorCount()).isEqualTo(4);
  }
}
