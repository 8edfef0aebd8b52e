package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.lock;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.CostProfile;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a goroutine that waits for a mutex, where nothing else takes time. */
class LockWaitTest {

  /** b waits for 100 us, and not at all when it comes again and the mutex is free. */
  @Test
  void aWaitIsOverWithTheLock() {
    List<Long> waitedUs = new ArrayList<>();
    List<Integer> waiting = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        CostProfile.ideal(),
        1_000 * US,
        harness -> {
          Mutex mutex = new Mutex(harness.scheduler(), CostProfile.ideal());
          Step pause = sleep(harness.scheduler(), () -> 100 * US);
          Step unlock = self -> mutex.unlock();
          harness.runnable(Script.once(lock(mutex), pause, unlock));
          harness.runnable(
              Script.once(
                  lock(mutex),
                  unlock,
                  call(() -> waitedUs.add(mutex.waitedNs() / US)),
                  pause,
                  lock(mutex),
                  unlock,
                  call(() -> waitedUs.add(mutex.waitedNs() / US))));
          for (long us : new long[] {50, 150}) {
            harness.at(
                us * US,
                () -> waiting.add(harness.scheduler().population().count(WaitReason.MUTEX_LOCK)));
          }
        });
    assertThat(waitedUs).containsExactly(100L, 100L);
    assertThat(waiting).containsExactly(1, 0);
  }
}
