package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.random.KeyedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ticks on the reference parameters, where a sleep takes 89 us longer than asked: 51 sleeps of 20
 * us, then 40, 80 ... 5120 us, then 10 ms each, which take 140 us longer.
 */
class SystemMonitorTest {
  private static final CostProfile REFERENCE = CostProfile.reference();
  private static final long WAKE_NS = 59_000;
  private static final long US = 1_000;

  @Test
  void ticksBackOffToTenMilliseconds() {
    SystemMonitor monitor = monitor(REFERENCE);
    // 51 * 109 us = 5.559 ms, then + 129, 169, 249, 409, 729, 1369, 2649, 5209, 10140 us
    long[] expectedUs = {5_559, 5_688, 5_857, 6_106, 6_515, 7_244, 8_613, 11_262, 16_471, 26_611};
    double[] roundedMs = {5.6, 5.7, 5.9, 6.1, 6.5, 7.2, 8.6, 11.3, 16.5, 26.6};
    long tick = 50 * 109L * US;
    for (int i = 0; i < expectedUs.length; i++) {
      tick = monitor.firstTickFrom(tick + 1);
      assertThat(tick).isEqualTo(expectedUs[i] * US);
      assertThat(tick / 1e6).isCloseTo(roundedMs[i], within(0.051));
    }
    assertThat(monitor.firstTickFrom(tick + 1)).isEqualTo(tick + 10_140 * US);
  }

  @Test
  void firstTicksAre109MicrosecondsApart() {
    SystemMonitor monitor = monitor(REFERENCE);
    for (int i = 0; i <= 51; i++) {
      long tick = i * 109L * US;
      assertThat(monitor.firstTickFrom(tick)).isEqualTo(tick);
      assertThat(monitor.firstTickFrom(tick - 108 * US)).isEqualTo(tick);
    }
  }

  @ParameterizedTest(name = "a slice that begins at {0} us is cut at {1} us")
  @CsvSource({
    // within 1.2 ms of the start: first sight + 10 ms is at most 11.262 ms
    "0, 11262",
    "1199, 11262",
    // first sight at 1.308: 11.308 ms lies after the tick at 11.262 ms
    "1300, 16471",
    "6000, 16471",
    // first sight at 6.515 ms: 16.515 ms lies after the tick at 16.471 ms
    "6400, 26611",
    "6600, 26611",
    // first sight at 16.471 ms: 26.471 is before 26.611
    "16471, 26611",
    // at rest: seen at 36.751, cut one period later
    "26612, 46891"
  })
  void sliceIsCutAtATickTenMillisecondsAfterItsFirstSight(long beginUs, long cutUs) {
    assertThat(monitor(REFERENCE).cutNs(beginUs * US)).isEqualTo(cutUs * US);
  }

  @Test
  void processThatWasIdleAtATickStartsItAfresh() {
    SystemMonitor monitor = monitor(REFERENCE);
    monitor.busyAfterIdle(30_000 * US, 50_000 * US);
    long start = 50_000 * US + WAKE_NS;
    assertThat(monitor.firstTickFrom(start + 1)).isEqualTo(start + 109 * US);
  }

  @Test
  void idlePeriodBetweenTwoTicksIsNotSeen() {
    SystemMonitor monitor = monitor(REFERENCE);
    // between the ticks at 26.611 and 36.751 ms
    monitor.busyAfterIdle(27_000 * US, 36_000 * US);
    assertThat(monitor.firstTickFrom(36_000 * US)).isEqualTo(36_751 * US);
  }

  @Test
  void neglectedNetworkIsPolledAtTheFirstTickAfterTenMilliseconds() {
    SystemMonitor monitor = monitor(REFERENCE);
    // 26.611 + 10 ms lies before the next tick; right after a poll at 27 ms the tick at 36.751 is
    // too early
    assertThat(monitor.pollNs(26_611 * US, 30_000 * US)).isEqualTo(36_751 * US);
    assertThat(monitor.pollNs(27_000 * US, 30_000 * US)).isEqualTo(46_891 * US);
  }

  @Test
  void withoutPreemptionNoSliceIsCut() {
    assertThat(monitor(CostProfile.ideal()).preempts()).isFalse();
    assertThat(monitor(REFERENCE).preempts()).isTrue();
  }

  @Test
  void ticksAreTakenFromTheCoreOnWhichSysmonBeganAfresh() {
    SystemMonitor monitor = monitor(REFERENCE);
    // 10 ticks of 27 us, while all cores compute
    assertThat(monitor.stolenNs(109 * US, 11 * 109 * US, 0, false)).isEqualTo(10 * 27_000);
    assertThat(monitor.stolenNs(109 * US, 11 * 109 * US, 1, false)).isZero();
    // another core is idle
    assertThat(monitor.stolenNs(109 * US, 11 * 109 * US, 0, true)).isZero();
    SystemMonitor free = monitor(REFERENCE.with(Cost.OS_WAKE_CPU, 0));
    assertThat(free.stolenNs(109 * US, 11 * 109 * US, 0, false)).isZero();
  }

  @Test
  void ticksOnAnIdleCoreAreCpuOfTheProcess() {
    CostProfile straight = REFERENCE.with(Cost.SYSMON_STRAY_SHARE, 0).with(Cost.GO_SYSMON_WAIT, 0);
    long[] allIdleSinceNs = {Long.MAX_VALUE};
    SystemMonitor monitor =
        new SystemMonitor(straight, 2, KeyedStream.of(1, 0, "go.sysmon"), () -> allIdleSinceNs[0]);
    assertThat(monitor.onIdleCoresNs(10 * 109 * US)).isEqualTo(10 * 16_000);
    // while all cores run, one of them pays
    monitor.allCoresRun(true, 10 * 109 * US);
    monitor.allCoresRun(false, 15 * 109 * US);
    assertThat(monitor.onIdleCoresNs(20 * 109 * US)).isEqualTo(15 * 16_000);
    // the tick that sees all Ps idle is the last
    allIdleSinceNs[0] = 20 * 109 * US;
    assertThat(monitor.onIdleCoresNs(40 * 109 * US)).isEqualTo(16 * 16_000);
    monitor.busyAfterIdle(allIdleSinceNs[0], 50 * 109 * US);
    allIdleSinceNs[0] = Long.MAX_VALUE;
    assertThat(monitor.onIdleCoresNs(50 * 109 * US + 59 * US)).isEqualTo(16 * 16_000);
    assertThat(monitor.onIdleCoresNs(50 * 109 * US + 60 * US)).isEqualTo(17 * 16_000);
    monitor.beginAfresh(60 * 109 * US);
    assertThat(monitor.onIdleCoresNs(60 * 109 * US + 1)).isEqualTo(27 * 16_000);
  }

  /**
   * Measured by the schedstat of sysmon in programs that compute for 0.4, 2 and 8 ms for each
   * message, in a process that is idle otherwise: 2.8, 11.7 and 46 stays on a core, two of them
   * those that find it idle.
   */
  @Test
  void beforeItHasACoreOfItsOwnItWaitsBesideItsWaker() {
    assertThat(meanTicks(450 * US)).isBetween(0.3, 1.3);
    assertThat(meanTicks(2_150 * US)).isBetween(8.0, 11.0);
    assertThat(meanTicks(8_300 * US)).isBetween(38.0, 50.0);
  }

  /** Ticks on an idle core in the first {@code ns} after a fresh start. */
  private static double meanTicks(long ns) {
    CostProfile straight = REFERENCE.with(Cost.SYSMON_STRAY_SHARE, 0);
    int starts = 2_000;
    long[] allIdleSinceNs = {Long.MAX_VALUE};
    SystemMonitor monitor =
        new SystemMonitor(straight, 2, KeyedStream.of(1, 0, "go.sysmon"), () -> allIdleSinceNs[0]);
    long used = 0;
    for (int i = 1; i <= starts; i++) {
      long busyNs = 50_000 * US * i;
      allIdleSinceNs[0] = busyNs - 30_000 * US;
      long before = monitor.onIdleCoresNs(busyNs);
      monitor.busyAfterIdle(allIdleSinceNs[0], busyNs);
      allIdleSinceNs[0] = Long.MAX_VALUE;
      used += monitor.onIdleCoresNs(busyNs + ns) - before;
      allIdleSinceNs[0] = busyNs + ns;
    }
    return used / 16_000.0 / starts;
  }

  private static SystemMonitor monitor(CostProfile costs) {
    return new SystemMonitor(costs, 2, KeyedStream.of(1, 0, "go.sysmon"), () -> Long.MAX_VALUE);
  }
}
