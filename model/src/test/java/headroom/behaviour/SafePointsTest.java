package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.gosched;
import static headroom.behaviour.Script.passSafePoints;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One goroutine makes all Ps pass their schedulers; wake-ups take no time, a signal 20 us. */
class SafePointsTest {
  private static final CostProfile COSTS =
      CostProfile.ideal().with(Cost.GO_PREEMPT_SIGNAL, 20 * US);

  private final List<String> log = new ArrayList<>();

  /**
   * At 1 ms one asks. The other P runs the first, with a second in its own queue and a third in the
   * global one: the first is cut at 1.02 ms and waits behind both, 1 ms each. Who asked goes on at
   * once.
   */
  @Test
  void whoRunsGoesToTheTailOfTheGlobalQueue() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            COSTS,
            100 * MS,
            harness -> {
              Scheduler scheduler = harness.scheduler();
              Goroutine third = harness.dead(Script.once(compute(MS), note(harness, "third ends")));
              Goroutine second =
                  harness.dead(Script.once(compute(MS), note(harness, "second ends")));
              Goroutine asker =
                  harness.dead(
                      Script.once(
                          compute(990 * US),
                          call(() -> scheduler.system().inject(third)),
                          compute(10 * US),
                          passSafePoints(),
                          note(harness, "passed"),
                          compute(50 * MS)));
              harness.runnable(
                  Script.once(
                      call(() -> scheduler.ready(asker)),
                      compute(500 * US),
                      call(() -> scheduler.ready(second)),
                      compute(5 * MS),
                      note(harness, "first ends")));
            });
    assertThat(log)
        .containsExactly("passed 1020", "second ends 2020", "third ends 3020", "first ends 7500");
    assertThat(run.scheduler().preemptions()).isEqualTo(1);
  }

  /** Idle Ps are not asked, and a P in a system call is taken: the answer comes at once. */
  @Test
  void idleProcessorsAndThoseInCallsDoNotDelayIt() {
    RuntimeHarness.run(
        4,
        4,
        COSTS,
        100 * MS,
        harness -> {
          Scheduler scheduler = harness.scheduler();
          Goroutine asker =
              harness.dead(
                  Script.once(
                      compute(MS), passSafePoints(), note(harness, "passed"), compute(20 * MS)));
          harness.runnable(
              Script.once(
                  call(() -> scheduler.ready(asker)),
                  systemCall(scheduler, 5 * MS),
                  note(harness, "call is over")));
        });
    assertThat(log).containsExactly("passed 1000", "call is over 5000");
  }

  /**
   * A P is in a call since 200.1 ms with another goroutine in its queue: sysmon, slow after 200 ms,
   * would take it at its second tick, and safe points take it at 201 ms.
   */
  @Test
  void aProcessorInACallIsHandedOff() {
    RuntimeHarness.run(
        4,
        2,
        COSTS.with(Cost.GO_PREEMPT_SLICE, 10 * MS),
        300 * MS,
        harness -> {
          Scheduler scheduler = harness.scheduler();
          Goroutine waiting = harness.dead(Script.once(note(harness, "waiting runs")));
          Goroutine asker =
              harness.dead(
                  Script.once(
                      compute(MS), passSafePoints(), note(harness, "passed"), compute(20 * MS)));
          harness.runnable(
              Script.once(
                  compute(200 * MS),
                  gosched(),
                  call(() -> scheduler.ready(asker)),
                  compute(100 * US),
                  call(() -> scheduler.ready(waiting)),
                  systemCall(scheduler, 5 * MS),
                  note(harness, "call is over")));
        });
    assertThat(log).containsExactly("passed 201000", "waiting runs 201000", "call is over 205100");
  }

  /** The asker waits in the account of stops, as long as the signal takes. */
  @Test
  void whoAsksWaitsForTheLastOne() {
    Goroutine[] asker = new Goroutine[1];
    RuntimeHarness.run(
        3,
        3,
        COSTS,
        100 * MS,
        harness -> {
          asker[0] =
              harness.runnable(
                  Script.once(
                      gosched(),
                      compute(MS),
                      passSafePoints(),
                      note(harness, "passed"),
                      call(() -> log.add("" + stoppedNs(asker[0], harness.now()))),
                      compute(20 * MS)));
          for (int i = 0; i < 2; i++) {
            harness.runnable(Script.once(compute(50 * MS)));
          }
        });
    assertThat(log).containsExactly("passed 1020", "20000");
  }

  private static long stoppedNs(Goroutine asker, long nowNs) {
    return asker.timeInNs(TimeAccount.STOPPED, nowNs);
  }

  private Script.Step note(RuntimeHarness harness, String what) {
    return call(() -> log.add(what + " " + harness.now() / US));
  }
}
