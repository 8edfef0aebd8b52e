package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the runtime finds that nobody can ever run again. */
class DeadlockBehaviourTest {
  @Test
  void allThatSleepForEverIsADeadlock() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            REFERENCE,
            100 * MS,
            h -> {
              h.runnable(Script.once(compute(MS), Script.block(h.scheduler())));
              h.runnable(
                  Script.once(systemCall(h.scheduler(), 40 * MS), Script.block(h.scheduler())));
              h.always(
                  () ->
                      assertThat(h.scheduler().isDeadlocked())
                          .isEqualTo(
                              h.scheduler()
                                      .goroutinesByWaitReason()
                                      .equals(Map.of("chan receive", 2))
                                  && h.now() > 41 * MS));
            });
    assertThat(run.scheduler().isDeadlocked()).isTrue();
  }

  @Test
  void whoeverWaitsOnTheNetworkOrATimerPreventsTheReport() {
    RuntimeHarness reader =
        RuntimeHarness.run(
            2,
            1,
            REFERENCE,
            100 * MS,
            h -> {
              h.runnable(Script.once(Script.block(h.scheduler())));
              h.onNetwork(Script.once(compute(MS)));
              h.always(() -> assertThat(h.scheduler().isDeadlocked()).isFalse());
            });
    assertThat(reader.scheduler().goroutines()).isEqualTo(2);
    RuntimeHarness sleeper =
        RuntimeHarness.run(
            2,
            1,
            CostProfile.ideal(),
            100 * MS,
            h -> {
              h.runnable(Script.once(Script.block(h.scheduler())));
              h.runnable(Script.once(sleep(h.scheduler(), () -> 90 * MS)));
              h.always(
                  () ->
                      assertThat(h.scheduler().isDeadlocked())
                          .isEqualTo(h.scheduler().goroutines() == 1));
            });
    assertThat(sleeper.scheduler().isDeadlocked()).isTrue();
  }
}
