package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.MachineSettings.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CPU quota of the kernel, threads that never sleep and threads that do. */
class BandwidthTest {
  private static final long MS = 1_000_000;
  private static final long PERIOD_US = 100_000;
  private static final CostProfile TICKS =
      CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);

  /**
   * Endless threads run until their cores have used the quota up and stop until the next period.
   * Measured (Linux 6.18, 250 Hz, spinning threads in a cgroup, mean ms of running and of standing
   * still): quota 50, one thread 49.9 / 49..52, two threads 24.2 / 75.8; quota 120, two threads
   * 59.4 / 40.6; quota 150, two threads 75.4 / 24.6. A core is charged at ticks and has slices of 5
   * ms, so that a single run may be both longer or shorter; what is used too much is owed, and the
   * mean is the quota.
   */
  @ParameterizedTest(name = "{1} threads, quota {0} of a core")
  @CsvSource({
    "0.5, 1, 49.9, 50.5",
    "0.5, 2, 24.2, 75.8",
    "1.2, 2, 59.4, 40.6",
    "1.5, 2, 75.4, 24.6"
  })
  void busyThreadsRunAndStopAsMeasured(double quota, int threads, double onMs, double offMs) {
    CoresHarness run = endless(2, new Quota(quota, 100 * MS), threads, 10_000);
    List<Long> on = new ArrayList<>();
    List<Long> off = new ArrayList<>();
    long since = -1;
    for (String entry : run.log) {
      if (!entry.endsWith(" 0")) {
        continue;
      }
      long us = Long.parseLong(entry.substring(0, entry.indexOf(' ')));
      if (entry.contains("throttled")) {
        if (since > 0) {
          on.add(us - since);
        }
        since = us;
      } else if (entry.contains("goes on") && since > 0) {
        off.add(us - since);
        since = us;
      }
    }
    assertThat(on).hasSizeGreaterThan(95);
    assertThat(mean(on)).isCloseTo(onMs, within(1.2));
    assertThat(mean(off)).isCloseTo(offMs, within(1.2));
    assertThat(on).allMatch(us -> Math.abs(us / 1e3 - mean(on)) < 9.01);
  }

  private static double mean(List<Long> us) {
    return us.stream().mapToLong(Long::longValue).average().orElseThrow() / 1e3;
  }

  private static CoresHarness endless(int cores, Quota quota, int threads, long lengthMs) {
    return limited(
        new MachineSettings(cores, quota),
        lengthMs,
        harness -> {
          for (int i = 0; i < threads; i++) {
            harness.wakeAt(MS, harness.thread(1_000_000 * MS));
          }
        });
  }

  private static CoresHarness limited(
      MachineSettings machine, long lengthMs, Consumer<CoresHarness> program) {
    return CoresHarness.run(machine, TICKS, (f, t, core, free) -> 0, lengthMs * MS, program);
  }
}
