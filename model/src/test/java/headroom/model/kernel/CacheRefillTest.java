package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheRefillTest {
  private static final double WHOLE_NS = 100_000;
  private static final double AFTER_NS = 9e6;
  private static final CostProfile COSTS =
      CostProfile.ideal().with(Cost.OS_WAKE_COLD_CPU, WHOLE_NS).with(Cost.OS_COLD_AFTER, AFTER_NS);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100_000, 1_000_000, 9_000_000, 30_000_000, 71_999_999, 72_000_001})
  void isTheShareOfTheCachesThatIsGone(long idleNs) {
    double expected = WHOLE_NS * (1 - Math.exp(-idleNs / AFTER_NS));
    assertThat(
            (double)
                new CacheRefill(COSTS, Cost.OS_WAKE_COLD_CPU, Cost.OS_COLD_AFTER).afterNs(idleNs))
        .isEqualTo(expected, within(WHOLE_NS / 1000 + 1));
  }

  /**
   * The first wake-up comes after 1 ms of idleness, which costs 100 us * (1 - exp(-1/9)) = 10,516
   * ns, the second after 50 ms: 99,613 ns. Neither delays the thread.
   */
  @Test
  void wakeUpsAfterIdlenessCostCpuAndNoTime() {
    CoresHarness run =
        CoresHarness.run(
            1,
            COSTS.with(Cost.OS_TICK, 4_000_000).with(Cost.OS_SLICE, 1_400_000),
            100_000_000,
            harness -> {
              CpuThread thread = harness.thread(2_000_000);
              harness.wakeAt(1_000_000, thread);
              harness.wakeAt(53_000_000, thread);
            });
    assertThat(run.log)
        .containsExactly("1000 runs 0", "3000 ends 0", "53000 runs 0", "55000 ends 0");
    assertThat((double) run.cpu.busyNs()).isEqualTo(4_000_000 + 10_516 + 99_613, within(200.0));
  }

  /** Waits for a core that is busy, so that caches are warm. */
  @Test
  void aWakeUpOnABusyCoreCostsNoMore() {
    CoresHarness run =
        CoresHarness.run(
            1,
            COSTS.with(Cost.OS_TICK, 4_000_000).with(Cost.OS_SLICE, 1_400_000),
            100_000_000,
            harness -> {
              harness.wakeAt(0, harness.thread(20_000_000));
              harness.wakeAt(10_000_000, harness.thread(1_000_000));
            });
    assertThat(run.cpu.busyNs()).isEqualTo(21_000_000);
  }
}
