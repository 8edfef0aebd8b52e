package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.KeyedStream;
import org.junit.jupiter.api.Test;

/**
 * When sysmon begins afresh, and from whom its ticks take time then. It wakes up after 59 us; ticks
 * follow every 109 us and take 27 of them.
 */
class FreshStartTest {
  private static final long US = 1_000;
  private static final CostProfile REFERENCE = CostProfile.reference();

  /** 50 ms + 59 us and a slice of 1.4 ms end after the tick at 48 ms: it is on at 52. */
  @Test
  void onASingleCoreItWaitsForTheEndOfASliceAtATick() {
    SystemMonitor monitor = monitor(REFERENCE, 1);
    monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    assertThat(monitor.firstTickFrom(50_000 * US)).isEqualTo(52_000 * US);
  }

  /** Idle from 30 ms on, a tick at 36.751 ms: not seen if it is over at that very instant. */
  @Test
  void aTickMustSeeTheProcessIdle() {
    SystemMonitor monitor = monitor(REFERENCE, 2);
    monitor.busyAfterIdle(30_000 * US, 36_751 * US);
    assertThat(monitor.firstTickFrom(36_752 * US)).isEqualTo(46_891 * US);
    monitor.busyAfterIdle(30_000 * US, 36_752 * US);
    assertThat(monitor.firstTickFrom(36_752 * US)).isEqualTo((36_752 + 59) * US);
  }

  /** It is still waking up, to be there at 50.059 ms, when the process idles and is busy again. */
  @Test
  void aStartThatHasNotComeIsPutOff() {
    SystemMonitor monitor = monitor(REFERENCE, 2);
    monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    monitor.busyAfterIdle(50_010 * US, 50_030 * US);
    assertThat(monitor.firstTickFrom(50_030 * US)).isEqualTo(50_089 * US);
    // now it has come
    monitor.busyAfterIdle(50_100 * US, 50_120 * US);
    assertThat(monitor.firstTickFrom(50_090 * US)).isEqualTo((50_089 + 109) * US);
  }

  /**
   * In its deep sleep, into which the tick at 36.751 ms sent it after sleeps of 10.14 ms, it waits
   * for the timer: there again at 50.059 ms, it goes on with such sleeps.
   */
  @Test
  void aTimerDoesNotShortenItsSleeps() {
    SystemMonitor monitor = monitor(REFERENCE, 2);
    monitor.timerAfterIdle(30_000 * US, 50_000 * US);
    assertThat(monitor.firstTickFrom(50_000 * US)).isEqualTo(50_059 * US);
    assertThat(monitor.firstTickFrom(50_060 * US)).isEqualTo((50_059 + 10_140) * US);
  }

  /** After a fresh start at 50.059 ms and its 51 short sleeps it has come to one of 40 us. */
  @Test
  void aTimerContinuesTheSleepsThatLastCame() {
    SystemMonitor monitor = monitor(REFERENCE, 2);
    monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    long fiftyFirstNs = (50_059 + 51 * 109) * US;
    assertThat(monitor.firstTickFrom(fiftyFirstNs)).isEqualTo(fiftyFirstNs);
    monitor.timerAfterIdle(fiftyFirstNs - 1, 70_000 * US);
    assertThat(monitor.firstTickFrom(70_000 * US)).isEqualTo(70_059 * US);
    assertThat(monitor.firstTickFrom(70_060 * US)).isEqualTo((70_059 + 40 + 89) * US);
  }

  @Test
  void withoutPreemptionItNeverBeginsAfresh() {
    SystemMonitor monitor = monitor(REFERENCE.with(Cost.GO_PREEMPT_SLICE, 0), 2);
    monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    assertThat(monitor.firstTickFrom(50_000 * US)).isEqualTo(56_940L * US + 91 * US);
  }

  @Test
  void aStrayingOneTakesFromWhoComputesBesideAFreeCore() {
    SystemMonitor always = monitor(REFERENCE.with(Cost.SYSMON_STRAY_SHARE, 1), 2);
    SystemMonitor never = monitor(REFERENCE.with(Cost.SYSMON_STRAY_SHARE, 0), 2);
    for (SystemMonitor monitor : new SystemMonitor[] {always, never}) {
      monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    }
    // the ticks at 0 and 109 us
    assertThat(always.stolenNs(50_059 * US, 50_259 * US, 0, true)).isEqualTo(2 * 27 * US);
    assertThat(never.stolenNs(50_059 * US, 50_259 * US, 0, true)).isZero();
  }

  @Test
  void itsCoreIsDrawnAtEachStart() {
    SystemMonitor monitor = monitor(REFERENCE, 3);
    int[] starts = new int[3];
    for (int i = 1; i <= 300; i++) {
      long ms = 100L * i;
      monitor.busyAfterIdle((ms - 50) * 1_000 * US, ms * 1_000 * US);
      for (int core = 0; core < 3; core++) {
        long from = (ms * 1_000 + 59) * US;
        starts[core] += monitor.stolenNs(from, from + 50 * US, core, false) > 0 ? 1 : 0;
      }
    }
    // binomial, 100 each: four standard deviations are 4 * sqrt(300 * 2 / 9) = 33
    assertThat(starts[0] + starts[1] + starts[2]).isEqualTo(300);
    assertThat(starts[0]).isBetween(67, 133);
    assertThat(starts[1]).isBetween(67, 133);
  }

  @Test
  void afterARetakeItsTicksInterruptButNotOnASingleCore() {
    SystemMonitor two = monitor(REFERENCE, 2);
    two.beginAfresh(70_000 * US);
    assertThat(two.firstTickFrom(70_001 * US)).isEqualTo(70_109 * US);
    assertThat(two.stolenNs(70_000 * US, 70_109 * US, 0, false)).isEqualTo(27 * US);
    SystemMonitor one = monitor(REFERENCE, 1);
    assertThat(one.stolenNs(0, 109 * US, 0, false)).isEqualTo(27 * US);
    one.beginAfresh(70_000 * US);
    assertThat(one.stolenNs(70_000 * US, 70_109 * US, 0, false)).isZero();
    // until it begins afresh by itself, at the tick at 92 ms
    one.busyAfterIdle(85_000 * US, 90_000 * US);
    assertThat(one.stolenNs(92_000 * US, 92_109 * US, 0, false)).isEqualTo(27 * US);
  }

  @Test
  void aTickTakesHalfOfItsPeriodAtMost() {
    SystemMonitor monitor = monitor(REFERENCE.with(Cost.OS_WAKE_CPU, 100 * US), 2);
    assertThat(monitor.stolenNs(0, 109 * US, 0, false)).isEqualTo(54_500);
  }

  /** Seen at the tick at 8.613 ms: 18.613 is before the tick at 26.611. */
  @Test
  void aSliceIsCutTenMillisecondsAfterItWasSeen() {
    assertThat(monitor(REFERENCE, 2).cutOfSliceSeenNs(8_613 * US)).isEqualTo(26_611 * US);
    assertThat(monitor(REFERENCE, 2).cutOfSliceSeenNs(6_471 * US)).isEqualTo(16_471 * US);
  }

  private static SystemMonitor monitor(CostProfile costs, int cores) {
    return new SystemMonitor(costs, cores, KeyedStream.of(1, 0, "go.sysmon"), () -> Long.MAX_VALUE);
  }
}
