package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** By hand from {@code runtime/mgcscavenge.go}, and held against a Go program. */
class SleepControllerTest {
  private static final double MS = 1e6;
  private static final long SECOND = 1_000_000_000;

  /**
   * After 1 ms of work and 1 s of sleep on two Ps it is 0.0095 below its share of 0.01: times
   * 0.3375 that is a ratio of 0.0032, 312 ms of sleep. The integral, 1.003 then, makes the next
   * ratio 1.006.
   */
  @Test
  void itWorksMoreAsLongAsItTakesLessThanItsShare() {
    SleepController controller = new SleepController(() -> 2);
    assertThat(controller.sleepNs(MS)).isEqualTo(SECOND);
    controller.slept(MS, SECOND);
    assertThat(controller.sleepNs(MS)).isCloseTo(311_873_000L, within(10_000L));
    controller.slept(MS, 311_873_000L);
    assertThat(controller.sleepNs(MS)).isCloseTo(994_500L, within(5_000L));
  }

  /** Work without sleep is too much whatever the integral was: the ratio falls to its least. */
  @Test
  void itSleepsLongerWhenItHasTakenTooMuch() {
    SleepController controller = new SleepController(() -> 1);
    for (int i = 0; i < 100; i++) {
      controller.slept(MS, 0);
    }
    assertThat(controller.sleepNs(MS)).isEqualTo(SECOND);
  }

  /**
   * Probe memory, scavenge, on one P, where a cycle wakes the scavenger each second: it took 1.2,
   * 1.1, 11.7, 1.0, 20.0, 1.0, 22.7 and 1.2 ms in eight seconds, 60 ms together; on two Ps 117 ms.
   */
  @Test
  void overSecondsItTakesOnePercentOfThePs() {
    assertThat(workedMs(1)).isCloseTo(60, within(20.0));
    assertThat(workedMs(2)).isCloseTo(117, within(40.0));
  }

  private static double workedMs(int gomaxprocs) {
    SleepController controller = new SleepController(() -> gomaxprocs);
    double worked = 0;
    long nowNs = 0;
    while (nowNs < 8 * SECOND) {
      nowNs += (long) MS;
      worked++;
      long nextCycle = (nowNs / SECOND + 1) * SECOND;
      long slept = Math.min(controller.sleepNs(MS), nextCycle - nowNs);
      nowNs += slept;
      controller.slept(MS, slept);
    }
    return worked;
  }
}
