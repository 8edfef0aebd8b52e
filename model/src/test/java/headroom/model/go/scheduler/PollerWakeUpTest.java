package headroom.model.go.scheduler;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.behaviour.Script;
import headroom.model.go.Goroutine;
import headroom.model.go.Timer;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who notices timers and messages while others compute; a wake-up of a thread takes 59 us. */
class PollerWakeUpTest {
  /** Two wake-ups, the slack of epoll_wait and a millisecond of its granularity. */
  private static final long SOON_NS = 2 * 59 * US + 50 * US + MS;

  /** The other P's M waits in the poller until then; the P that has the timer is busy. */
  @Test
  void aTimerOfABusyPIsServedByAnIdleOne() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Goroutine sleeper = asleep(harness);
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().startTimer(new Timer(sleeper), 5 * MS)),
                      compute(40 * MS)));
            });
    assertThat(start(run, 0)).isBetween(5 * MS, 5 * MS + SOON_NS);
  }

  /** Somebody already waits in the poller, for a timer of 50 ms: it is woken for an earlier one. */
  @Test
  void aPollerThatWaitsForALaterTimerIsWoken() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Goroutine sleeper = asleep(harness);
              Goroutine busy =
                  harness.dead(
                      Script.once(
                          compute(5 * MS),
                          call(() -> harness.scheduler().startTimer(new Timer(sleeper), 10 * MS)),
                          compute(40 * MS)));
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().ready(busy)),
                      compute(2 * MS),
                      sleep(harness.scheduler(), () -> 50 * MS)));
            });
    assertThat(start(run, 0)).isBetween(10 * MS, 10 * MS + SOON_NS);
  }

  @Test
  void aTimerThatIsStoppedReadiesNobody() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Timer timer = new Timer(asleep(harness));
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().startTimer(timer, 5 * MS)),
                      compute(MS),
                      call(() -> harness.scheduler().stopTimer(timer))));
            });
    assertThat(run.stretches()).noneMatch(stretch -> stretch.goroutine().id == 0);
    assertThat(run.scheduler().population().count(WaitReason.SLEEP)).isEqualTo(1);
  }

  /**
   * The only M with a P is in a call, and nobody polls. sysmon retakes the P after 10 ms although
   * nobody wants it, and its new M waits in the poller: a message at 35 ms is seen at once.
   */
  @Test
  void aRetakenPGetsAnMThatPolls() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Goroutine reader = harness.onNetwork(Script.once(compute(MS)));
              harness.runnable(Script.once(systemCall(harness.scheduler(), 90 * MS)));
              harness.at(35 * MS, () -> harness.scheduler().network().ready(reader));
            });
    assertThat(start(run, 0)).isBetween(35 * MS, 35 * MS + 2 * 59 * US);
  }

  /**
   * One P is in a call of 90 ms from 0 on; the other, whose M polls, becomes busy at 1 ms. Now
   * somebody may want the first, and sysmon, whose ticks are 109 us apart, retakes it at one of the
   * next two. A message at 2 ms finds its M in the poller.
   */
  @Test
  void aPInACallIsRetakenAsSoonAsTheLastOneIsBusy() {
    RuntimeHarness run =
        RuntimeHarness.run(
            3,
            2,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Goroutine first = harness.onNetwork(Script.once(compute(80 * MS)));
              Goroutine second = harness.onNetwork(Script.once(compute(MS)));
              Goroutine sleeper = asleep(harness);
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().startTimer(new Timer(sleeper), 95 * MS)),
                      systemCall(harness.scheduler(), 90 * MS)));
              harness.at(MS, () -> harness.scheduler().network().ready(first));
              harness.at(2 * MS, () -> harness.scheduler().network().ready(second));
            });
    assertThat(start(run, 0)).isBetween(MS, MS + 2 * 59 * US);
    assertThat(start(run, 1)).isBetween(2 * MS, 2 * MS + 2 * 59 * US);
  }

  @Test
  void aWaitOnTheNetworkIsEndedOnce() {
    List<Boolean> interrupted = new ArrayList<>();
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              Goroutine reader = harness.onNetwork(Script.once(compute(MS)));
              harness.scheduler().network().readyAt(reader, 50 * MS);
              Script.Step interrupt =
                  call(() -> interrupted.add(harness.scheduler().network().interruptWait(reader)));
              harness.runnable(Script.once(Script.block(harness.scheduler())));
              harness.runnable(Script.once(compute(MS), interrupt, interrupt, compute(MS)));
            });
    assertThat(interrupted).containsExactly(true, false);
    assertThat(run.stretches()).hasSize(2);
    // one that is blocked for ever is left, and nobody for whom the network would be polled
    assertThat(run.scheduler().population().alive()).isEqualTo(1);
    assertThat(run.scheduler().isDeadlocked()).isTrue();
  }

  /**
   * Five messages at one instant, four Ps idle. The poller's M runs the last one; three others are
   * started for the three before it; the first waits behind the last and is done after it.
   */
  @Test
  void aBatchIsSpreadOverTheIdlePs() {
    RuntimeHarness run =
        RuntimeHarness.run(
            4,
            4,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              List<Goroutine> readers = new ArrayList<>();
              for (int i = 0; i < 5; i++) {
                readers.add(harness.onNetwork(Script.once(compute(10 * MS))));
              }
              harness.at(20 * MS, () -> readers.forEach(harness.scheduler().network()::ready));
            });
    assertThat(run.stretches()).hasSize(5);
    for (int id = 1; id < 5; id++) {
      assertThat(start(run, id)).isBetween(20 * MS, 20 * MS + 3 * 59 * US);
    }
    assertThat(start(run, 4)).isLessThan(start(run, 3));
    assertThat(start(run, 0)).isBetween(30 * MS, 31 * MS);
  }

  /** Of 130 messages at one instant a poll returns 128; the others are seen by a later one. */
  @Test
  void whatABatchHasNoRoomForIsPolledLater() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            EVEN_WAKE_UPS,
            100 * MS,
            harness -> {
              List<Goroutine> readers = new ArrayList<>();
              for (int i = 0; i < 130; i++) {
                readers.add(harness.onNetwork(Script.once(compute(10 * US))));
              }
              harness.at(20 * MS, () -> readers.forEach(harness.scheduler().network()::ready));
            });
    assertThat(run.stretches()).hasSize(130);
    List<Integer> order = run.stretches().stream().map(s -> s.goroutine().id).toList();
    assertThat(order.get(0)).isEqualTo(127);
    assertThat(order.subList(128, 130)).containsExactlyInAnyOrder(128, 129);
  }

  private static Goroutine asleep(RuntimeHarness harness) {
    Goroutine sleeper = harness.dead(Script.once(compute(MS)));
    harness.scheduler().bornParked(sleeper, WaitReason.SLEEP);
    return sleeper;
  }

  private static long start(RuntimeHarness run, int id) {
    return run.stretches().stream()
        .filter(stretch -> stretch.goroutine().id == id)
        .mapToLong(Stretch::startNs)
        .findFirst()
        .orElseThrow();
  }
}
