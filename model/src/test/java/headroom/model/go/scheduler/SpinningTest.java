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
import headroom.model.go.GoroutineState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many Ms look for work; nobody outside of the scheduler sees them. */
class SpinningTest {

  @Test
  @DisplayName("S10: spinning Ms are never more than half of the busy Ps, rounded up")
  void spinningNeverExceedsHalfOfTheBusyProcessors() {
    int[] seen = new int[1];
    RuntimeHarness run =
        RuntimeHarness.run(
            8,
            8,
            REFERENCE,
            200 * MS,
            harness -> {
              for (int i = 0; i < 12; i++) {
                Goroutine started =
                    harness.dead(Script.once(compute(harness.uniform(US, 100 * US))));
                harness.runnable(
                    Script.forever(
                        compute(harness.uniform(US, 300 * US)),
                        call(
                            () -> {
                              if (started.state() == GoroutineState.DEAD) {
                                harness.scheduler().ready(started);
                              }
                            }),
                        Script.sleep(harness.scheduler(), harness.uniform(10 * US, 4 * MS))));
              }
              int[] before = new int[1];
              harness.always(
                  () -> {
                    int spinning = harness.scheduler().idle().spinning;
                    if (spinning > before[0]) {
                      // allowed while 2 * spinning < busy, so one more is (busy + 1) / 2 at most
                      assertThat(2 * spinning - 1)
                          .isLessThanOrEqualTo(8 - harness.scheduler().idle().processorCount());
                    }
                    before[0] = spinning;
                    seen[0] = Math.max(seen[0], spinning);
                  });
            });
    assertThat(run.scheduler().steals()).isPositive();
    assertThat(seen[0]).isPositive();
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
