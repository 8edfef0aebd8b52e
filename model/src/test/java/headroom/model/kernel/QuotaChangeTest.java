package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.testing.RegisteredCounters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CPU quota that becomes another one while threads run. */
class QuotaChangeTest {
  private static final long MS = 1_000_000;
  private static final CostProfile TICKS =
      CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);

  /**
   * Half a core: an endless thread runs from 0 to 50 ms and from 100 on. At 130 ms 20 of the 50 ms
   * are left and the new 80 come to them, 80 at most: 10 are left at 200, when it has 80 again and
   * stops at 280. At 330, 50 of its 80 are left, to which 20 of a fifth of a core come, of which 20
   * stay: it stops at 350, and runs from 400 to 420. At 450, while it stands still, 30 come, at 500
   * there is no quota any more.
   */
  @Test
  void theFluidIsExactAtTheChange() {
    CoresHarness run =
        endless(
            CostProfile.ideal(),
            1,
            1,
            new Quota(0.5, 100 * MS),
            700,
            change(130, 0.8),
            change(330, 0.2),
            change(450, 0.3),
            new QuotaChange(500 * MS, null));
    assertThat(stops(run))
        .containsExactly(
            "50000 throttled",
            "100000 goes on",
            "280000 throttled",
            "300000 goes on",
            "350000 throttled",
            "400000 goes on",
            "420000 throttled",
            "450000 goes on",
            "480000 throttled",
            "500000 goes on");
  }

  /** A container that had no limit until 150 ms has half a core at once, and again at 200 ms. */
  @Test
  void theFluidBeginsWithAWholeQuota() {
    CoresHarness run = endless(CostProfile.ideal(), 1, 1, null, 320, change(130, 0.5));
    assertThat(stops(run))
        .containsExactly(
            "180000 throttled", "200000 goes on", "250000 throttled", "300000 goes on");
  }

  /**
   * Endless threads use what the limits of their seconds allow: the mean is the quota, and the
   * start, in the middle of a period, and each change bring one quota more.
   */
  @ParameterizedTest(name = "{0}, then {1}, {2} and no limit")
  @CsvSource({"0.5, 1.5, 0.2", "1.5, 0.2, 0.5", "2, 0.1, 1.9"})
  void threadsUseWhatTheLimitsAllow(double first, double second, double third) {
    CoresHarness run =
        endless(
            TICKS,
            2,
            3,
            new Quota(first, 100 * MS),
            4_000,
            change(1_000, second),
            change(2_000, third),
            new QuotaChange(3_000 * MS, null));
    double quotasS = (first + second + third) * 0.1;
    assertThat(run.cpu.busyNs() / 1e9 - 2.0)
        .isCloseTo(first + second + third + quotasS / 2, within(quotasS / 2 + 0.02));
    assertThat(counted(run, MetricNames.QUOTA_PERIODS)).isBetween(29L, 31L);
  }

  /**
   * A core that is throttled until its period ends goes on when the limit rises, whatever it owes,
   * and the next period of the old grid follows.
   */
  @Test
  void threadsThatAreThrottledGoOnAtTheChange() {
    CoresHarness run = endless(TICKS, 1, 1, new Quota(0.05, 1_000 * MS), 3_000, change(1_510, 0.9));
    List<String> stops = stops(run);
    int change = stops.indexOf("1510000 goes on");
    assertThat(change).as(stops.toString()).isPositive();
    assertThat(stops.get(change - 1)).endsWith("throttled");
    assertThat(counted(run, MetricNames.QUOTA_PERIODS)).isBetween(2L, 3L);
  }

  /**
   * Two endless threads and a quota that goes from 1.8 cores to 0.5: they have the 50 ms of the new
   * one at once, 25 each, and again when a period begins before those are used up. Measured ({@code
   * probe/limit}): 26 ms.
   */
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {1_000, 1_013, 1_027, 1_041, 1_055, 1_069, 1_083})
  void theNewQuotaIsThereAtOnce(long changeMs) {
    CoresHarness run = endless(TICKS, 2, 2, new Quota(1.8, 100 * MS), 1_200, change(changeMs, 0.5));
    long changeUs = changeMs * 1_000;
    List<Long> stopsUs = timesUs(run, "throttled 0");
    List<Long> goesUs = timesUs(run, "goes on 0");
    long phaseUs = goesUs.stream().filter(us -> us < changeUs).toList().get(3) % 100_000;
    long firstUs = stopsUs.stream().filter(us -> us > changeUs).findFirst().orElseThrow();
    long toPeriodUs = 100_000 - (changeUs - phaseUs) % 100_000;
    double expectedMs = toPeriodUs < 25_000 ? toPeriodUs / 1e3 + 25 : 25;
    assertThat((firstUs - changeUs) / 1e3)
        .as("period begins after %s us", toPeriodUs)
        .isCloseTo(expectedMs, within(6.0));
  }

  private static List<Long> timesUs(CoresHarness run, String what) {
    return run.log.stream()
        .filter(entry -> entry.endsWith(what))
        .map(entry -> Long.parseLong(entry.substring(0, entry.indexOf(' '))))
        .toList();
  }

  /**
   * A quota that becomes smaller counts as a burst of what the pool held before beyond it, as the
   * kernel's {@code __refill_cfs_bandwidth_runtime} does; measured with 6.18, see {@code
   * probe/limit}.
   */
  @Test
  void aQuotaThatBecomesSmallerCountsAsABurst() {
    CoresHarness run = endless(TICKS, 2, 2, new Quota(2, 100 * MS), 990, change(499, 0.5));
    assertThat(counted(run, MetricNames.QUOTA_BURSTS)).isEqualTo(1);
    assertThat(counted(run, MetricNames.QUOTA_BURST_TIME)).isBetween(1 * MS, 150 * MS);
  }

  private static QuotaChange change(long ms, double cores) {
    return new QuotaChange(ms * MS, new Quota(cores, (cores == 0.9 ? 1_000 : 100) * MS));
  }

  private static List<String> stops(CoresHarness run) {
    List<String> found = new ArrayList<>();
    for (String entry : run.log) {
      if (entry.endsWith("throttled 0") || entry.endsWith("goes on 0")) {
        found.add(entry.substring(0, entry.length() - 2));
      }
    }
    return found;
  }

  private static long counted(CoresHarness run, MetricName name) {
    return RegisteredCounters.of(run.cpu::register).count(name);
  }

  private static CoresHarness endless(
      CostProfile costs,
      int cores,
      int threads,
      @Nullable Quota quota,
      long lengthMs,
      QuotaChange... changes) {
    return CoresHarness.run(
        new MachineSettings(cores, quota).withQuotaChanges(List.of(changes)),
        costs,
        (fromNs, toNs, core, coreFree) -> 0,
        lengthMs * MS,
        harness -> {
          for (int i = 0; i < threads; i++) {
            harness.wakeAt(0, harness.thread(1_000_000 * MS));
          }
        });
  }
}
