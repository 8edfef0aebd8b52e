package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What equal sharing says about its threads while they run, times by hand. */
class SharedCoresContractTest {
  private static final long MS = 1_000_000;
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** Three threads of 6 ms on two cores: at 2/3 each they end at 9 ms. */
  @Test
  void theEndOfABurstIsForeseen() {
    List<Long> ends = new ArrayList<>();
    CoresHarness.run(
        2,
        IDEAL,
        100 * MS,
        harness -> {
          CpuThread thread = harness.thread(6 * MS);
          harness.wakeAt(0, thread);
          harness.at(0, () -> ends.add(harness.cpu.burstEndNs(thread)));
          harness.wakeAt(3 * MS, harness.thread(6 * MS));
          harness.wakeAt(3 * MS, harness.thread(6 * MS));
          // 3 ms left at 2/3 from 3 ms on: 3 + 3 * 3 / 2
          harness.at(4 * MS, () -> ends.add(harness.cpu.burstEndNs(thread)));
        });
    assertThat(ends.get(ends.size() - 1)).isEqualTo(7_500_000);
  }

  @Test
  void busyTimeGrowsWhileABurstLasts() {
    List<Long> busy = new ArrayList<>();
    CoresHarness run =
        CoresHarness.run(
            2,
            IDEAL,
            100 * MS,
            harness -> {
              harness.wakeAt(MS, harness.thread(5 * MS));
              harness.at(3 * MS, () -> busy.add(harness.cpu.busyNs()));
              harness.at(9 * MS, () -> busy.add(harness.cpu.busyNs()));
            });
    assertThat(busy).containsExactly(2 * MS, 5 * MS);
    assertThat(run.cpu.wakeUps()).isEqualTo(1);
  }

  /**
   * One core, a thread of 4 ms and a peer that computes 2 ms from 1 ms on. Both at 1/2 from 1 ms:
   * the peer until 5 ms, the thread has 1 ms left then. Of 6 ms of core time 4 are the process's.
   */
  @Test
  void aPeerTakesItsShareWhichIsNotTheProcesss() {
    List<Long> busy = new ArrayList<>();
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              Peer peer = harness.peer(2 * MS);
              harness.wakeAt(0, harness.thread(4 * MS));
              harness.at(0, () -> peer.message(MS));
              harness.at(3 * MS, () -> busy.add(harness.cpu.busyNs()));
            });
    assertThat(run.log).containsExactly("0 runs 0", "6000 ends 0");
    // 1 ms alone and half of the 2 ms that follow
    assertThat(busy).containsExactly(2 * MS);
    assertThat(run.cpu.busyNs()).isEqualTo(4 * MS);
  }

  /** The other's burst of 8 ms is cut at 2 ms: from then on the thread of 5 ms has the core. */
  @Test
  void anInterruptedForeignThreadTakesNothingMore() {
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              CpuThread[] other = new CpuThread[1];
              other[0] = harness.cpu.newForeignThread(harness, 0);
              harness.at(0, () -> harness.cpu.startBurst(other[0], 8 * MS));
              CpuThread own = harness.thread(5 * MS);
              harness.at(0, () -> harness.cpu.startBurst(own, 5 * MS));
              harness.at(2 * MS, () -> harness.cpu.interruptBurst(other[0]));
              harness.at(4 * MS, () -> harness.cpu.interruptBurst(own));
            });
    // 1 of 2 ms, then 2 of 2
    assertThat(run.cpu.busyNs()).isEqualTo(3 * MS);
  }

  @Test
  void aChangeOfWhatIsStolenIsMade() {
    boolean[] changed = new boolean[1];
    CoresHarness.run(
        1,
        IDEAL,
        100 * MS,
        harness -> harness.at(MS, () -> harness.cpu.stolenTimeChanges(() -> changed[0] = true)));
    assertThat(changed[0]).isTrue();
  }

  /** 3 ms of work, 2 ms of sleep on a timer of the kernel, 3 ms of work. */
  @Test
  void aThreadThatSleepsIsAwakeAfterItsTime() {
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              CpuThread thread = harness.thread(3 * MS);
              harness.wakeAt(0, thread);
              harness.at(4 * MS, () -> harness.cpu.wakeAfter(thread, 2 * MS));
            });
    assertThat(run.log).containsExactly("0 runs 0", "3000 ends 0", "6000 runs 0", "9000 ends 0");
  }

  /** Twenty threads of 1 ms on one core: each at 1/20, all end at 20 ms, in the order of ids. */
  @Test
  void moreThreadsThanItsTablesBeganWith() {
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              for (int i = 0; i < 20; i++) {
                harness.wakeAt(0, harness.thread(MS));
              }
            });
    List<String> ends = run.log.subList(20, 40);
    for (int i = 0; i < 20; i++) {
      assertThat(ends.get(i)).isEqualTo("20000 ends " + i);
    }
  }
}
