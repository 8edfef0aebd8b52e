package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.stopTheWorld;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTheWorldTest {
  /** Wake-ups of threads take no time, a signal 20 us. */
  private static final CostProfile COSTS =
      CostProfile.ideal().with(Cost.GO_PREEMPT_SIGNAL, 20 * US);

  private final List<String> log = new ArrayList<>();

  /**
   * At 1 ms the second goroutine stops the world: the first is told 20 us later, waits in the
   * global queue for the 100 us that the world stands still, and ends its 10 ms so much later.
   */
  @Test
  void whoRunsIsPreemptedAndGoesOnAfterwards() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            COSTS,
            100 * MS,
            harness -> {
              Goroutine stopper = harness.dead(Script.once(stops(harness, MS, 100 * US)));
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().ready(stopper)),
                      compute(10 * MS),
                      note(harness, "first ends")));
            });
    assertThat(log).containsExactly("stopped 1020", "started 1120", "first ends 10100");
    assertThat(run.scheduler().preemptions()).isZero();
  }

  /** Who is in a call returns in the middle of the pause and waits until the world runs again. */
  @Test
  void callsAndIdleProcessorsDoNotDelayTheStop() {
    RuntimeHarness.run(
        2,
        4,
        COSTS.with(Cost.GO_PREEMPT_SLICE, 10 * MS),
        100 * MS,
        harness -> {
          Scheduler scheduler = harness.scheduler();
          Goroutine stopper = harness.dead(Script.once(stops(harness, MS, 9 * MS)));
          harness.runnable(
              Script.once(
                  call(() -> scheduler.ready(stopper)),
                  systemCall(scheduler, 5 * MS),
                  note(harness, "call is over")));
        });
    assertThat(log).containsExactly("stopped 1000", "started 10000", "call is over 10000");
  }

  /** No goroutine runs while the world is stopped, whatever eight of them do on three Ps. */
  @Test
  void nobodyElseRunsWhileTheWorldIsStopped() {
    int[] pauses = new int[1];
    int[] rounds = new int[8];
    boolean[] stopped = new boolean[1];
    RuntimeHarness.run(
        2,
        3,
        REFERENCE,
        500 * MS,
        harness -> {
          Scheduler scheduler = harness.scheduler();
          for (int i = 0; i < 8; i++) {
            int number = i;
            harness.runnable(
                Script.forever(
                    compute(harness.uniform(10 * US, 3 * MS)),
                    systemCall(scheduler, harness.uniform(10 * US, 500 * US)),
                    sleep(scheduler, harness.uniform(100 * US, 2 * MS)),
                    call(() -> rounds[number]++)));
          }
          Goroutine stopper =
              harness.runnable(
                  Script.forever(
                      sleep(scheduler, harness.uniform(MS, 3 * MS)),
                      stopTheWorld(),
                      call(() -> stopped[0] = true),
                      compute(200 * US),
                      call(() -> stopped[0] = false),
                      call(scheduler::startTheWorld),
                      call(() -> pauses[0]++)));
          harness.always(
              () -> {
                if (stopped[0]) {
                  assertThat(scheduler.goroutinesIn(GoroutineStatus.RUNNING)).isEqualTo(1);
                  assertThat(stopper.status()).isEqualTo(GoroutineStatus.RUNNING);
                }
              });
        });
    assertThat(pauses[0]).isGreaterThan(50);
    assertThat(Arrays.stream(rounds).min().orElseThrow()).isGreaterThan(30);
  }

  private Script.Step note(RuntimeHarness harness, String what) {
    return call(() -> log.add(what + " " + harness.now() / US));
  }

  /** Computes, stops the world, computes for {@code pauseNs} and starts it again. */
  private Script.Step[] stops(RuntimeHarness harness, long afterNs, long pauseNs) {
    return new Script.Step[] {
      compute(afterNs),
      stopTheWorld(),
      note(harness, "stopped"),
      compute(pauseNs),
      note(harness, "started"),
      call(harness.scheduler()::startTheWorld)
    };
  }
}
