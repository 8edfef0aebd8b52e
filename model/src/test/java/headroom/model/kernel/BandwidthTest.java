package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.testing.RegisteredCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CPU quota of the kernel, threads that never sleep and threads that do. */
class BandwidthTest {
  private static final long MS = 1_000_000;
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

  /**
   * What a container does not use it may save up to its burst. After some idle periods a thread has
   * 50 ms of quota, or 100 with the savings, and as much as periods bring that begin while it runs:
   * 50 ms each, so that it runs up to twice as long before it stops.
   */
  @ParameterizedTest(name = "burst {0}: {1} ms")
  @CsvSource({"0, 50", "0.5, 100"})
  void savingsLetAThreadRunLonger(double burst, long ms) {
    Quota quota = new Quota(0.5, 100 * MS, burst);
    CoresHarness run =
        limited(
            new MachineSettings(1, quota),
            1_000,
            harness -> {
              CpuThread brief = harness.thread(MS);
              for (int i = 1; i < 5; i++) {
                harness.wakeAt(100L * i * MS - 50 * MS, brief);
              }
              harness.wakeAt(500 * MS, harness.thread(400 * MS));
            });
    assertThat(ranBeforeStop(run, 500)).isBetween(ms - 5, 2 * ms + 5);
    long bursts = counted(run, MetricNames.QUOTA_BURSTS);
    assertThat(bursts).isBetween(burst > 0 ? 1L : 0L, burst > 0 ? 2L : 0L);
    assertThat(counted(run, MetricNames.QUOTA_BURST_TIME))
        .isLessThanOrEqualTo(quota.burstNs())
        .isGreaterThanOrEqualTo(quota.burstNs() / 3);
  }

  /**
   * For how many ms the thread that was woken at {@code wakeMs} ran before it was first stopped.
   */
  private static long ranBeforeStop(CoresHarness run, long wakeMs) {
    return run.log.stream()
        .filter(entry -> entry.endsWith("throttled 1"))
        .mapToLong(entry -> Long.parseLong(entry.substring(0, entry.indexOf(' '))) / 1_000 - wakeMs)
        .findFirst()
        .orElseThrow();
  }

  /**
   * A sidecar that wants a tenth of a core in bursts of 5 ms takes a fifth of a quota of half a
   * core: an endless thread has 0.4 cores of 10 s left.
   */
  @Test
  void aSidecarTakesItsShareOfTheQuota() {
    MachineSettings machine =
        new MachineSettings(2, new Quota(0.5, 100 * MS), List.of(new SidecarSettings(0.1, 5 * MS)));
    CoresHarness run =
        limited(
            machine,
            10_000,
            harness -> {
              harness.startOthers();
              harness.wakeAt(MS, harness.thread(1_000_000 * MS));
            });
    assertThat(run.cpu.busyNs() / 1e9).isCloseTo(4, within(0.5));
  }

  /**
   * Another process on the machine goes on while the quota holds those of the container, which have
   * 20 ms in each of ten periods and in the rest of the one in which they begin.
   */
  @Test
  void aStrangerIsNotStopped() {
    CoresHarness run =
        limited(
            new MachineSettings(1, new Quota(0.2, 100 * MS)),
            1_000,
            harness -> {
              Peer peer = harness.peer(MS);
              harness.wakeAt(MS, harness.thread(1_000_000 * MS));
              for (int ms = 2; ms < 1_000; ms += 2) {
                harness.at(ms * MS, () -> peer.message(10_000));
              }
            });
    assertThat(run.cpu.busyNs() / 1e6).isBetween(195.0, 225.0);
    assertThat(counted(run, MetricNames.THROTTLED_TIME) / 1e6).isBetween(500.0, 800.0);
  }

  /**
   * Threads that run for 0.4 ms every 2 ms on four cores want 0.8 cores and are not held by a quota
   * of one, although each core has taken slices of 5 ms: a core that becomes idle gives all but 1
   * ms back.
   */
  @Test
  void idleCoresReturnWhatTheyHold() {
    CoresHarness run =
        limited(
            new MachineSettings(4, new Quota(1, 100 * MS)),
            2_000,
            harness -> {
              for (int i = 0; i < 4; i++) {
                CpuThread thread = harness.thread(400_000);
                for (int ms = 1; ms < 2_000; ms += 2) {
                  harness.wakeAt(ms * MS + i, thread);
                }
              }
            });
    assertThat(counted(run, MetricNames.THROTTLED_PERIODS)).isZero();
    assertThat(counted(run, MetricNames.QUOTA_PERIODS)).isBetween(19L, 20L);
  }

  private static long counted(CoresHarness run, MetricName name) {
    return RegisteredCounters.of(run.cpu::register).count(name);
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
