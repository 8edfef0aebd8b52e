package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for cores of every kind; one core, where nothing costs time. */
class CpuContractTest {
  private static final long MS = 1_000_000;

  static Stream<CostProfile> kinds() {
    CostProfile ideal = CostProfile.ideal();
    return Stream.of(
        ideal,
        ideal.with(Cost.OS_SLICE, 10 * MS),
        ideal.with(Cost.OS_TICK, 4 * MS).with(Cost.OS_SLICE, 2 * MS));
  }

  /** 3 ms of its 10 are done when it goes to sleep for 2 ms; then it runs its 10 anew. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aThreadSleepsForItsTimeAndWakesByItself(CostProfile costs) {
    List<Long> left = new ArrayList<>();
    CoresHarness run =
        CoresHarness.run(
            1,
            costs,
            100 * MS,
            harness -> {
              CpuThread thread = harness.thread(10 * MS);
              harness.wakeAt(0, thread);
              harness.at(
                  3 * MS,
                  () -> {
                    assertThat(thread.isRunning()).isTrue();
                    left.add(harness.cpu.burstEndNs(thread));
                    left.add(harness.cpu.interruptBurst(thread));
                    harness.cpu.sleepFor(thread, 2 * MS);
                    assertThat(thread.isRunning()).isFalse();
                  });
            });
    assertThat(left).containsExactly(10 * MS, 7 * MS);
    assertThat(run.log).containsExactly("0 runs 0", "5000 runs 0", "15000 ends 0");
    assertThat(run.cpu.busyNs()).isEqualTo(13 * MS);
    // the kernel's timer wakes nobody for another thread
    assertThat(run.cpu.wakeUps()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aThreadThatHandsOverSleepsAndTheOtherRuns(CostProfile costs) {
    CoresHarness run =
        CoresHarness.run(
            1,
            costs,
            100 * MS,
            harness -> {
              CpuThread from = harness.thread(10 * MS);
              CpuThread to = harness.thread(2 * MS);
              harness.wakeAt(0, from);
              harness.at(
                  3 * MS,
                  () -> {
                    harness.cpu.interruptBurst(from);
                    harness.cpu.handOver(from, to);
                  });
              harness.wakeAt(6 * MS, from);
            });
    assertThat(run.log)
        .containsExactly("0 runs 0", "3000 runs 1", "5000 ends 1", "6000 runs 0", "16000 ends 0");
    assertThat(run.cpu.wakeUps()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aWakeUpWithoutDelayIsOverAtOnce(CostProfile costs) {
    CoresHarness run =
        CoresHarness.run(
            1,
            costs,
            100 * MS,
            harness -> {
              CpuThread thread = harness.thread(MS);
              harness.at(
                  MS,
                  () -> {
                    harness.cpu.wakeAfter(thread, 0);
                    assertThat(thread.isRunning()).isTrue();
                  });
            });
    assertThat(run.log).containsExactly("1000 runs 0", "2000 ends 0");
  }

  /** A thread that has its core and computes nothing would keep it for ever. */
  @ParameterizedTest
  @MethodSource("kinds")
  void whoHoldsACoreWithoutABurstIsFound(CostProfile costs) {
    CoresHarness.run(
        1,
        costs,
        100 * MS,
        harness -> {
          CpuThread thread = harness.thread(10 * MS);
          harness.wakeAt(0, thread);
          harness.at(
              MS,
              () -> {
                assertThat(harness.cpu.everyBurstHasAnEnd()).isTrue();
                harness.cpu.interruptBurst(thread);
                assertThatThrownBy(harness.cpu::everyBurstHasAnEnd)
                    .isInstanceOf(AssertionError.class);
                harness.cpu.startBurst(thread, MS);
                assertThat(harness.cpu.everyBurstHasAnEnd()).isTrue();
              });
        });
  }
}
