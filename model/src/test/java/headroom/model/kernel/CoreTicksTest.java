package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import org.junit.jupiter.api.Test;

/** What happens at ticks of busy cores, times by hand. */
class CoreTicksTest {
  private static final long MS = 1_000_000;
  private static final CostProfile TICKS =
      CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);

  /** Slices of 6 ms outlast a tick: they are used at the second one after they began. */
  @Test
  void aTickThatChangesNothingIsFollowedByTheNext() {
    CoresHarness run =
        CoresHarness.run(
            1,
            CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 6 * MS),
            21 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(100 * MS));
              harness.wakeAt(1_000, harness.thread(100 * MS));
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 0", "8000 stops 0", "8000 runs 1", "16000 stops 1", "16000 goes on 0");
  }

  /**
   * A peer preempts the thread of core 0 at 3.6 ms; core 1 idles from 3.8 ms on, but the thread is
   * hot. It shares core 0 by ticks, hot whenever it waits; after failures at 4, 8 and 12 ms the
   * tick at 16 ms, the next at which it waits, lets the idle core take it. 3.6 + 8 of its 20 ms are
   * done then.
   */
  @Test
  void anIdleCoreTakesAHotThreadInTheEnd() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            60 * MS,
            harness -> {
              Peer peer = harness.peer(50 * MS);
              harness.wakeAt(0, harness.thread(3_800_000));
              harness.wakeAt(0, harness.thread(20 * MS));
              harness.at(3_600_000, () -> peer.message(0));
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 0",
            "0 runs 1",
            "3600 stops 1",
            "3800 ends 0",
            "8000 goes on 1",
            "16000 stops 1",
            "16000 goes on 1",
            "24400 ends 1");
  }

  /**
   * At 5 ms a thread is woken onto core 1, where another computes, and waits there; core 0 idles
   * from 6 ms on. A background thread visits that every 100 us; a look that the core takes at such
   * a visit lets it have the thread long before the tick at 8 ms.
   */
  @Test
  void aVisitOfTheBackgroundThreadFindsWhoWaits() {
    StolenTime visits =
        new StolenTime() {
          @Override
          public long stolenNs(long fromNs, long toNs, int core, boolean coreFree) {
            return 0;
          }

          @Override
          public long nextOnIdleCoreNs(long fromNs) {
            return (fromNs / 100_000 + 1) * 100_000;
          }
        };
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            visits,
            60 * MS,
            harness -> {
              CpuThread onCore1 = harness.thread(30 * MS);
              CpuThread onCore0 = harness.thread(6 * MS);
              CpuThread third = harness.thread(5 * MS);
              harness.wakeAt(0, onCore1);
              harness.wakeAt(0, onCore0);
              harness.wakeAt(5 * MS, third);
            });
    assertThat(run.log.get(2)).isEqualTo("6000 ends 1");
    String third = run.log.get(3);
    assertThat(third).endsWith("runs 2");
    assertThat(Long.parseLong(third.substring(0, third.indexOf(' ')))).isBetween(6_000L, 7_000L);
  }

  /** The first thread has 1 ms left when it hands its core over, which takes 5 us. */
  @Test
  void aThreadThatHandsItsCoreOverSavesTheOtherAWakeUp() {
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS
                .with(Cost.OS_WAKE, 59_000)
                .with(Cost.OS_WAKE_MAX, 300_000)
                .with(Cost.OS_HAND_OVER, 5_000),
            60 * MS,
            harness -> {
              CpuThread from = harness.thread(10 * MS);
              CpuThread to = harness.thread(2 * MS);
              harness.wakeAt(0, from);
              harness.at(
                  MS,
                  () -> {
                    harness.cpu.interruptBurst(from);
                    harness.cpu.handOver(from, to);
                  });
            });
    assertThat(run.log).containsExactly("59 runs 0", "1005 runs 1", "3005 ends 1");
    assertThat(run.cpu.wakeUps()).isEqualTo(2);
  }

  /**
   * The one that hands over has preempted another, which takes the core at once; the third is woken
   * as usual, which takes 20 us, and waits until the other has used its slice at a tick.
   */
  @Test
  void aCoreThatOthersWaitForIsNotHandedOver() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.OS_WAKE_BUSY, 20_000).with(Cost.OS_HAND_OVER, 5_000),
            60 * MS,
            harness -> {
              CpuThread from = harness.thread(9 * MS);
              CpuThread to = harness.thread(MS);
              harness.wakeAt(0, harness.thread(10 * MS));
              harness.wakeAt(2_980_000, from);
              harness.at(
                  3_500_000,
                  () -> {
                    harness.cpu.interruptBurst(from);
                    harness.cpu.handOver(from, to);
                  });
            });
    assertThat(run.log)
        .containsExactly(
            "0 runs 2",
            "3000 stops 2",
            "3000 runs 0",
            "3500 goes on 2",
            "8000 stops 2",
            "8000 runs 1",
            "9000 ends 1",
            "9000 goes on 2",
            "11500 ends 2");
  }
}
