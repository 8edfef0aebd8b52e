package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What wake-ups take and where they end, times by hand. */
class WakeUpTest {
  private static final long MS = 1_000_000;
  private static final CostProfile TICKS =
      CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);
  private static final CostProfile LATENCY =
      TICKS.with(Cost.OS_WAKE, 59_000).with(Cost.OS_WAKE_MAX, 300_000);

  /**
   * The recent gap of a core that has idled from the start is 1 ms + (9 - 1) ms / 4 = 3 ms; at 10
   * us for each e-fold that is 10,000 * ln 3 = 10,986 ns more than at 1 ms.
   */
  @Test
  void aWakeUpTakesLongerAfterALongGap() {
    CoresHarness run =
        CoresHarness.run(
            1,
            LATENCY.with(Cost.OS_WAKE_COLDNESS, 10_000),
            30 * MS,
            harness -> harness.wakeAt(9 * MS, harness.thread(MS)));
    assertThat(run.log).containsExactly("9069 runs 0", "10069 ends 0");
  }

  @Test
  void wakeUpsVary() {
    CoresHarness run =
        CoresHarness.run(
            1,
            LATENCY.with(Cost.OS_WAKE_CV, 0.25),
            100 * MS,
            harness -> {
              CpuThread thread = harness.thread(100_000);
              for (int ms = 1; ms < 21; ms++) {
                harness.wakeAt(ms * MS, thread);
              }
            });
    List<Long> latencies = new ArrayList<>();
    for (String entry : run.log) {
      if (entry.contains("runs")) {
        latencies.add(Long.parseLong(entry.substring(0, entry.indexOf(' '))) % 1_000);
      }
    }
    assertThat(latencies).hasSize(20);
    assertThat(new HashSet<>(latencies)).hasSizeGreaterThan(10);
  }

  /**
   * A wake-up takes 40 us of the core. At 1 ms the core has idled for longer than that: they are
   * added to the 2 ms of the burst. The second one comes 10 us after the core has become idle.
   */
  @Test
  void aWakeUpOnAnIdleCoreTakesAtMostWhatItHasIdled() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE_CPU, 40_000),
            30 * MS,
            harness -> {
              CpuThread thread = harness.thread(2 * MS);
              harness.wakeAt(MS, thread);
              harness.wakeAt(3_010_000, thread);
            });
    assertThat(run.log).containsExactly("1000 runs 0", "3000 ends 0", "3010 runs 0", "5010 ends 0");
    assertThat(run.cpu.busyNs()).isEqualTo(4 * MS + 40_000 + 10_000);
  }

  /** On a busy core the woken thread's first burst is 40 us longer, its second is not. */
  @Test
  void aWakeUpOnABusyCoreIsPartOfTheNextBurst() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE_CPU, 40_000),
            60 * MS,
            harness -> {
              CpuThread woken = harness.thread(MS);
              harness.wakeAt(0, harness.thread(5 * MS));
              harness.wakeAt(2 * MS, woken);
              harness.wakeAt(20 * MS, woken);
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 1",
            "2000 stops 1",
            "2000 runs 0",
            "3040 ends 0",
            "3040 goes on 1",
            "6040 ends 1",
            "20000 runs 0",
            "21000 ends 0");
  }

  /** What a peer's wake-up takes is part of what it computes: 1 ms, and it pushes nobody longer. */
  @Test
  void aPeersWakeUpTakesNothingMore() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE_CPU, 40_000),
            60 * MS,
            harness -> {
              Peer peer = harness.peer(MS);
              harness.at(0, () -> peer.message(30 * MS)); // onto an idle core
              harness.at(40 * MS, () -> harness.cpu.wake(harness.thread(5 * MS)));
              harness.at(41 * MS, () -> peer.message(0));
            });
    assertThat(run.log)
        .containsExactly("40000 runs 0", "41000 stops 0", "42000 goes on 0", "46000 ends 0");
    assertThat(run.cpu.busyNs()).isEqualTo(5 * MS + 40_000);
  }

  /**
   * Both cores are busy when the third thread, of core 0, is woken at 9 ms, which takes 2 ms. Core
   * 1 has become free at 10 ms, but where it waits was decided before.
   */
  @Test
  void linuxChoosesTheCoreWhenAThreadIsWoken() {
    assertThat(wokenWhileBothAreBusy(TICKS).log)
        .containsExactly(
            "0 runs 0",
            "0 runs 1",
            "10000 ends 0",
            "11000 stops 1",
            "11000 runs 3",
            "12000 goes on 1",
            "16000 ends 3",
            "31000 ends 1");
  }

  /** Without ticks, for theory, no core idles while a thread waits: it runs on core 1. */
  @Test
  void roundRobinChoosesTheCoreWhenAThreadIsAwake() {
    assertThat(wokenWhileBothAreBusy(CostProfile.ideal().with(Cost.OS_SLICE, 100 * MS)).log)
        .containsExactly(
            "0 runs 0", "0 runs 1", "10000 ends 0", "11000 runs 3", "16000 ends 3", "30000 ends 1");
  }

  private static CoresHarness wokenWhileBothAreBusy(CostProfile costs) {
    return CoresHarness.run(
        2,
        costs.with(Cost.OS_WAKE_BUSY, 2 * MS),
        60 * MS,
        harness -> {
          CpuThread onCore1 = harness.thread(10 * MS);
          CpuThread onCore0 = harness.thread(30 * MS);
          harness.thread(MS);
          CpuThread third = harness.thread(5 * MS);
          harness.wakeAt(0, onCore1);
          harness.wakeAt(0, onCore0);
          harness.wakeAt(9 * MS, third);
        });
  }

  /** The peer does not leave core 0, though core 1 is free: the thread there waits its 2 ms. */
  @Test
  void aPeerWaitsForItsOwnCore() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            60 * MS,
            harness -> {
              Peer peer = harness.peer(MS);
              harness.thread(MS);
              CpuThread onCore0 = harness.thread(10 * MS);
              harness.wakeAt(0, onCore0);
              harness.at(MS, () -> peer.message(0));
            });
    assertThat(run.log)
        .containsExactly("0 runs 1", "1000 stops 1", "2000 goes on 1", "11000 ends 1");
  }

  /** Messages that come while it computes wait: 2 of them, 3 ms each. */
  @Test
  void aPeerRemembersWhatItHasYetToCompute() {
    List<Long> backlog = new ArrayList<>();
    CoresHarness.run(
        1,
        TICKS,
        60 * MS,
        harness -> {
          Peer peer = harness.peer(3 * MS);
          for (int ms = 0; ms < 3; ms++) {
            harness.at(ms * MS, () -> peer.message(0));
          }
          harness.at(2 * MS, () -> backlog.add(peer.backlogNs()));
          harness.at(4 * MS, () -> backlog.add(peer.backlogNs()));
        });
    assertThat(backlog).containsExactly(6 * MS, 0L);
  }

  @Test
  void aQuotaIsItsShareOfEachPeriod() {
    assertThat(new MachineSettings.Quota(2.5, 100 * MS).perPeriodNs()).isEqualTo(250 * MS);
  }
}
