package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import org.junit.jupiter.api.Test;

class SharedCoresTest {
  private static final long MS = 1_000_000;
  private static final CostProfile IDEAL = CostProfile.ideal();

  @Test
  void twoThreadsOnOneCoreProceedAtHalfTheRate() {
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(3 * MS));
              harness.wakeAt(0, harness.thread(5 * MS));
            });
    // both at 1/2 until the short one has its 3 ms, at 6 ms; then 2 ms more at full rate
    assertThat(run.log).containsExactly("0 runs 0", "0 runs 1", "6000 ends 0", "8000 ends 1");
    assertThat(run.cpu.busyNs()).isEqualTo(8 * MS);
  }

  @Test
  void asManyThreadsAsCoresDoNotDisturbEachOther() {
    CoresHarness run =
        CoresHarness.run(
            2,
            IDEAL,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(3 * MS));
              harness.wakeAt(MS, harness.thread(5 * MS));
            });
    assertThat(run.log).containsExactly("0 runs 0", "1000 runs 1", "3000 ends 0", "6000 ends 1");
  }

  @Test
  void threeThreadsShareTwoCoresEqually() {
    CoresHarness run =
        CoresHarness.run(
            2,
            IDEAL,
            100 * MS,
            harness -> {
              for (int i = 0; i < 3; i++) {
                harness.wakeAt(0, harness.thread(4 * MS));
              }
            });
    // each at 2/3: 4 ms take 6 ms
    assertThat(run.log)
        .containsExactly(
            "0 runs 0", "0 runs 1", "0 runs 2", "6000 ends 0", "6000 ends 1", "6000 ends 2");
    assertThat(run.cpu.busyNs()).isEqualTo(12 * MS);
  }

  @Test
  void laterThreadSlowsTheOthersFromItsArrivalOn() {
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              harness.wakeAt(0, harness.thread(4 * MS));
              harness.wakeAt(3 * MS, harness.thread(2 * MS));
            });
    // 1 ms left at 3 ms, at 1/2 until 5 ms; the other has had 1 of its 2 ms then
    assertThat(run.log).containsExactly("0 runs 0", "3000 runs 1", "5000 ends 0", "6000 ends 1");
  }

  @Test
  void interruptedBurstSaysWhatIsLeft() {
    long[] left = new long[1];
    CoresHarness run =
        CoresHarness.run(
            1,
            IDEAL,
            100 * MS,
            harness -> {
              CpuThread first = harness.thread(4 * MS);
              harness.wakeAt(0, first);
              harness.wakeAt(0, harness.thread(4 * MS));
              harness.at(2 * MS, () -> left[0] = harness.cpu.interruptBurst(first));
            });
    // 1 ms each at half the rate until 2 ms; the other then has 3 ms left at full rate
    assertThat(left[0]).isEqualTo(3 * MS);
    assertThat(run.log).contains("5000 ends 1");
  }
}
