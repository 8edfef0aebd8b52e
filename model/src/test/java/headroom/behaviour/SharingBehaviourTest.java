package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.model.cost.Cost;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How work spreads over Ps, and threads over cores. */
class SharingBehaviourTest {

  @Test
  @DisplayName("S7: the last goroutine started beside an idle P begins there after about 155 us")
  void lastStartedGoroutineIsStolenAfterAWakeUpAndAShortSleep() {
    // a wake-up of 59 us, then 3 us and the 89 us that a sleep takes longer: 151 us
    assertThat(medianDelays(1).get(0) / 1e3).isCloseTo(155, within(15.0));
  }

  @Test
  @DisplayName("S7: the ones before it begin after one wake-up of a thread, about 80 us")
  void earlierStartedGoroutinesAreStolenAfterAWakeUp() {
    List<Double> delays = medianDelays(3);
    assertThat(delays.get(0) / 1e3).isCloseTo(80, within(25.0));
    assertThat(delays.get(1) / 1e3).isCloseTo(80, within(25.0));
    assertThat(delays.get(2) / 1e3).isCloseTo(155, within(30.0));
  }

  /**
   * A goroutine starts {@code count} others of 1 us without a break and computes on for 2 ms, over
   * and over, on two Ps (so that the other core's idle gaps, the thief's short sleep among them,
   * are about 1 ms long, as in the calibration of os.wake): the median delay of each of the others,
   * ns.
   */
  private static List<Double> medianDelays(int count) {
    List<List<Long>> delays = new ArrayList<>();
    RuntimeHarness.run(
        2,
        2,
        REFERENCE,
        1_000 * MS,
        harness -> {
          long[] began = new long[1];
          List<Goroutine> started = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            List<Long> seen = new ArrayList<>();
            delays.add(seen);
            started.add(
                harness.dead(
                    Script.once(call(() -> seen.add(harness.now() - began[0])), compute(US))));
          }
          harness.runnable(
              Script.forever(
                  call(() -> began[0] = harness.now()),
                  call(() -> started.forEach(harness.scheduler()::ready)),
                  compute(2 * MS)));
        });
    return delays.stream()
        .map(seen -> (double) seen.stream().sorted().toList().get(seen.size() / 2))
        .toList();
  }

  @Test
  @DisplayName("S7: if the parent blocks first, its own P goes on with the last one")
  void lastStartedGoroutineRunsAtOnceWhenTheParentBlocks() {
    List<Long> delays = new ArrayList<>();
    RuntimeHarness.run(
        2,
        2,
        REFERENCE,
        100 * MS,
        harness -> {
          Goroutine started =
              harness.dead(Script.once(call(() -> delays.add(harness.now())), compute(MS)));
          harness.runnable(
              Script.once(
                  compute(MS),
                  call(() -> delays.add(-harness.now())),
                  call(() -> harness.scheduler().ready(started)),
                  compute(20 * US)));
        });
    assertThat(delays).hasSize(2);
    assertThat(delays.get(0) + delays.get(1)).isEqualTo(20 * US);
  }

  @Test
  @DisplayName("S9: a P without work takes n/P + 1 from the global queue")
  void processorWithoutWorkTakesItsShareOfTheGlobalQueue() {
    // 40/2 + 1 = 21, so the other P finds the 22nd first
    assertThat(firstOfOtherProcessor(40)).isEqualTo(22);
  }

  @Test
  @DisplayName("S9: a P without work takes at most 128 from the global queue")
  void processorWithoutWorkTakesAtMostABatchOfTheGlobalQueue() {
    // 1000/2 + 1 = 501, but the ring's half is 128
    assertThat(firstOfOtherProcessor(1_000)).isEqualTo(129);
  }

  /**
   * Two Ps, one computing on; {@code count} goroutines of 1 ms are in the global queue when the
   * other runs out of work: the number of the goroutine that the first one begins with, later.
   */
  private static int firstOfOtherProcessor(int count) {
    List<Integer> firsts = new ArrayList<>();
    RuntimeHarness.run(
        2,
        2,
        REFERENCE,
        20 * MS,
        harness -> {
          boolean[] free = new boolean[1];
          Goroutine busy =
              harness.dead(Script.once(compute(9_500 * US), call(() -> free[0] = true)));
          harness.runnable(
              Script.once(call(() -> harness.scheduler().ready(busy)), compute(2 * MS)));
          harness.at(
              MS,
              () -> {
                assertThat(harness.scheduler().population().count(GoroutineStatus.RUNNING))
                    .isEqualTo(2);
                for (int i = 1; i <= count; i++) {
                  int number = i;
                  harness.runnable(
                      Script.once(
                          call(
                              () -> {
                                if (free[0]) {
                                  firsts.add(number);
                                }
                              }),
                          compute(MS)));
                }
              });
        });
    // the event that ends the busy one begins the next on its P; the other P is within a burst
    return firsts.get(0);
  }

  @Test
  @DisplayName("O1: two busy Ps on one core alternate every 4 ms")
  void twoBusyProcessorsOnOneCoreAlternateEveryTick() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            2,
            // cut slices are not what this is about
            REFERENCE.with(Cost.GO_PREEMPT_SLICE, 0),
            1_000 * MS,
            harness -> {
              Goroutine second = harness.dead(Script.forever(compute(1_000_000 * MS)));
              harness.runnable(
                  Script.once(
                      call(() -> harness.scheduler().ready(second)), compute(1_000_000 * MS)));
            });
    List<Stretch> settled = run.stretchesFrom(50 * MS);
    assertThat(settled).hasSizeGreaterThan(200);
    for (int i = 0; i < settled.size(); i++) {
      // a slice of 1.4 ms is over at the next tick of 250 Hz: 4 ms
      assertThat(settled.get(i).lengthNs()).isEqualTo(4 * MS);
      assertThat(settled.get(i).then()).isEqualTo(TimeAccount.DESCHEDULED);
      assertThat(settled.get(i).goroutine().id).isEqualTo((settled.get(0).goroutine().id + i) % 2);
    }
  }
}
