package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicedCoresTest {
  private static final long MS = 1_000_000;

  /** Ticks of 4 ms and slices of 1.4 ms, and wake-ups that take no time. */
  private static final CostProfile TICKS =
      CostProfile.ideal()
          .with(Cost.OS_TICK, Cost.OS_TICK.reference())
          .with(Cost.OS_SLICE, Cost.OS_SLICE.reference());

  @Test
  void twoThreadsOnOneCoreAlternateEveryFourMilliseconds() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(1_000 * MS));
              harness.wakeAt(0, harness.thread(1_000 * MS));
            });
    List<String> expected = new ArrayList<>();
    // the first two events are settled below; from the second tick on they alternate at each
    for (int ms = 8; ms < 100; ms += 4) {
      int stopped = stoppedAt(run.log, ms);
      expected.add(ms * 1_000 + " stops " + stopped);
      expected.add(ms * 1_000 + " goes on " + (1 - stopped));
    }
    assertThat(run.log.stream().filter(e -> timeUs(e) >= 8_000 && timeUs(e) < 100_000).toList())
        .isEqualTo(expected);
    List<Integer> stops =
        expected.stream().filter(e -> e.contains("stops")).map(SlicedCoresTest::thread).toList();
    for (int i = 1; i < stops.size(); i++) {
      assertThat(stops.get(i)).isEqualTo(1 - stops.get(i - 1));
    }
  }

  /**
   * The second thread's wake-up ends at the very instant at which the first one's burst ends, and
   * wake-ups go before ends: the first loses its core with nothing left to compute. It ends as soon
   * as it has the core again, at 4 + 1 ms.
   */
  @Test
  void aThreadThatLosesItsCoreAtTheEndOfItsBurstStillEndsIt() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE_BUSY, MS),
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(4 * MS));
              harness.wakeAt(3 * MS, harness.thread(MS));
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 0",
            "4000 stops 0",
            "4000 runs 1",
            "5000 ends 1",
            "5000 goes on 0",
            "5000 ends 0");
    assertThat(run.cpu.everyBurstHasAnEnd()).isTrue();
  }

  /**
   * A peer that takes 1.5 ms for each of a message a millisecond never sleeps. The thread shares
   * core 0 with it, slices of 4 ms in turn: 20 ms of work take about 40. Its time is not the
   * process's.
   */
  @Test
  void aPeerThatIsNeverDoneLeavesTheOtherItsShare() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            200 * MS,
            harness -> {
              Peer peer = harness.peer(3 * MS / 2);
              for (int ms = 0; ms < 200; ms++) {
                harness.at(ms * MS, () -> peer.message(0));
              }
              harness.wakeAt(0, harness.thread(20 * MS));
            });
    String end = run.log.get(run.log.size() - 1);
    assertThat(end).endsWith("ends 0");
    assertThat(timeUs(end)).isBetween(36_000L, 44_000L);
    assertThat(run.cpu.busyNs()).isEqualTo(20 * MS);
  }

  /** The peer stays on core 0; the thread that waits there is pulled to the core that idles. */
  @Test
  void aPeerStaysOnItsCore() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            200 * MS,
            harness -> {
              Peer peer = harness.peer(100 * MS);
              harness.wakeAt(0, harness.thread(6 * MS));
              harness.wakeAt(0, harness.thread(10 * MS));
              harness.at(MS, () -> peer.message(0));
            });
    // 1 ms, then from tick to tick, the last millisecond on core 1, which took it at 16 ms
    assertThat(run.log).contains("1000 stops 1", "6000 ends 0", "16000 goes on 1", "17000 ends 1");
    assertThat(run.cpu.busyNs()).isEqualTo(16 * MS);
  }

  @Test
  void threeThreadsOnOneCoreWaitEightMilliseconds() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            200 * MS,
            harness -> {
              for (int i = 0; i < 3; i++) {
                harness.wakeAt(0, harness.thread(1_000 * MS));
              }
            });
    for (int id = 0; id < 3; id++) {
      int thread = id;
      List<Long> stops = times(run.log, "stops " + thread);
      List<Long> resumes = times(run.log, "goes on " + thread);
      // measured: 3 threads wait 8.0 ms
      long settled = stops.stream().filter(us -> us >= 24_000 && us < 180_000).count();
      assertThat(settled).isGreaterThan(10);
      for (long stop : stops) {
        if (stop >= 24_000 && stop < 180_000) {
          assertThat(resumes).contains(stop + 8_000);
        }
      }
    }
  }

  /** The slice of the first one has begun at the tick at 8 ms and is used at 9.4 ms. */
  @Test
  void wokenThreadPreemptsWhoHasUsedItsSliceAndRunsToATickAfterItsOwn() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            30 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(20 * MS));
              harness.wakeAt(9_500_000, harness.thread(3 * MS));
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 0",
            "9500 stops 0",
            "9500 runs 1",
            "12000 stops 1",
            "12000 goes on 0",
            "16000 stops 0",
            "16000 goes on 1",
            "16500 ends 1",
            "16500 goes on 0",
            "23000 ends 0");
    assertThat(run.cpu.busyNs()).isEqualTo(23 * MS);
  }

  @Test
  void wokenThreadWaitsForTheTickWhileTheSliceOfTheOtherLasts() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            30 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(20 * MS));
              harness.wakeAt(9 * MS, harness.thread(3 * MS));
            });
    assertThat(run.log.subList(0, 4))
        .containsExactly("0 runs 0", "12000 stops 0", "12000 runs 1", "15000 ends 1");
  }

  @Test
  void wokenThreadTakesAnIdleCore() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            30 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(20 * MS));
              harness.wakeAt(5 * MS, harness.thread(10 * MS));
            });
    assertThat(run.log).containsExactly("0 runs 0", "5000 runs 1", "15000 ends 1", "20000 ends 0");
  }

  @Test
  void coreThatBecomesIdleTakesAThreadThatWaitsElsewhere() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            60 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(20 * MS));
              harness.wakeAt(0, harness.thread(5 * MS));
              harness.wakeAt(MS, harness.thread(20 * MS));
            });
    // 45 ms of work on two cores; three ticks after the end of the short one no thread waits
    long settled = times(run.log, "ends 1").get(0) + 12_000;
    assertThat(run.log.stream().filter(e -> timeUs(e) > settled).noneMatch(SlicedCoresTest::stop))
        .isTrue();
    assertThat(run.cpu.busyNs()).isEqualTo(45 * MS);
  }

  @Test
  void withoutTicksThreadsTakeTurnsOfOneQuantum() {
    CoresHarness run =
        CoresHarness.run(
            1,
            CostProfile.ideal().with(Cost.OS_SLICE, MS),
            20 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(3 * MS));
              harness.wakeAt(0, harness.thread(2 * MS));
            });
    // 0: [0, 1) [2, 3) [4, 5); 1: [1, 2) [3, 4)
    assertThat(times(run.log, "ends 0")).containsExactly(5_000L);
    assertThat(times(run.log, "ends 1")).containsExactly(4_000L);
  }

  @Test
  void wakeUpOnAnIdleCoreTakesItsLatency() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE, 59_000).with(Cost.OS_WAKE_MAX, 300_000),
            10 * MS,
            harness -> harness.wakeAt(MS, harness.thread(MS)));
    assertThat(run.log).containsExactly("1059 runs 0", "2059 ends 0");
    assertThat(run.cpu.wakeUps()).isEqualTo(1);
  }

  private static boolean stop(String entry) {
    return entry.contains("stops");
  }

  private static int stoppedAt(List<String> log, int ms) {
    return log.stream()
        .filter(entry -> entry.startsWith(ms * 1_000 + " stops"))
        .mapToInt(SlicedCoresTest::thread)
        .findFirst()
        .orElseThrow();
  }

  private static int thread(String entry) {
    return Integer.parseInt(entry.substring(entry.lastIndexOf(' ') + 1));
  }

  private static long timeUs(String entry) {
    return Long.parseLong(entry.substring(0, entry.indexOf(' ')));
  }

  private static List<Long> times(List<String> log, String what) {
    return log.stream()
        .filter(entry -> entry.endsWith(" " + what))
        .map(SlicedCoresTest::timeUs)
        .toList();
  }
}
