package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What others take from a burst, times by hand. */
class StretchTest {
  private static final long MS = 1_000_000;
  private static final CostProfile TICKS =
      CostProfile.ideal().with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 1_400_000);

  /** A fifth of the cores is others': the second thread, with no core free, needs 10 / 0.8 ms. */
  @Test
  void othersTakeTheirShareWhileNoCoreIsFree() {
    CoresHarness run = twoThreadsOf10Ms(2, (fromNs, toNs, core, coreFree) -> 0);
    assertThat(run.log).containsExactly("0 runs 0", "0 runs 1", "10000 ends 0", "12500 ends 1");
  }

  @Test
  void onOneCoreOthersTakeNothingByShares() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS.with(Cost.HOST_FOREIGN_SHARE, 0.2),
            100 * MS,
            harness -> harness.wakeAt(0, harness.thread(10 * MS)));
    assertThat(run.log).containsExactly("0 runs 0", "10000 ends 0");
  }

  /** 0.3 stolen and 0.2 of others: 10 / 0.5 ms; beside a free core 10 / 0.7. */
  @Test
  void stolenTimeAndOthersShareAdd() {
    CoresHarness run =
        twoThreadsOf10Ms(2, (fromNs, toNs, core, coreFree) -> Math.round(0.3 * (toNs - fromNs)));
    assertThat(run.log).containsExactly("0 runs 0", "0 runs 1", "14285 ends 0", "20000 ends 1");
  }

  /** 4 ms alone; from then on half is stolen: the 6 ms left take 12, less 1 ns of rounding. */
  @Test
  void aChangeCountsFromItsInstantOn() {
    AtomicInteger percent = new AtomicInteger();
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            (fromNs, toNs, core, coreFree) -> (toNs - fromNs) * percent.get() / 100,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(10 * MS));
              harness.at(4 * MS, () -> harness.cpu.stolenTimeChanges(() -> percent.set(50)));
            });
    assertThat(run.log).containsExactly("0 runs 0", "15999 ends 0");
  }

  /**
   * Half is stolen. At 4 ms a burst of 10 ms has had 2; nobody steals from then on, and 8 are left:
   * it ends at 12 ms.
   */
  @Test
  void whatWasStolenIsStillLeft() {
    AtomicInteger percent = new AtomicInteger(50);
    CoresHarness run =
        CoresHarness.run(
            2,
            TICKS,
            (fromNs, toNs, core, coreFree) -> (toNs - fromNs) * percent.get() / 100,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(10 * MS));
              harness.at(4 * MS, () -> harness.cpu.stolenTimeChanges(() -> percent.set(0)));
            });
    assertThat(run.log).containsExactly("0 runs 0", "12000 ends 0");
  }

  /**
   * Half is stolen from whoever is of the process. The peer's 3 ms take 3; the thread, which is
   * woken then, takes 12 for its 6, less 1 ns of rounding.
   */
  @Test
  void nothingIsStolenFromAPeer() {
    CoresHarness run =
        CoresHarness.run(
            1,
            TICKS,
            (fromNs, toNs, core, coreFree) -> (toNs - fromNs) / 2,
            100 * MS,
            harness -> {
              Peer peer = harness.peer(3 * MS);
              harness.at(0, () -> peer.message(0));
              harness.at(3 * MS, () -> harness.cpu.wake(harness.thread(6 * MS)));
            });
    assertThat(run.log).containsExactly("3000 runs 0", "14999 ends 0");
  }

  private static CoresHarness twoThreadsOf10Ms(int cores, StolenTime stolen) {
    return CoresHarness.run(
        cores,
        TICKS.with(Cost.HOST_FOREIGN_SHARE, 0.2),
        stolen,
        100 * MS,
        harness -> {
          harness.wakeAt(0, harness.thread(10 * MS));
          harness.wakeAt(0, harness.thread(10 * MS));
        });
  }
}
