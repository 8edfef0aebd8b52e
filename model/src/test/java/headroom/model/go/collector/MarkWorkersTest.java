package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand from Go 1.26 {@code runtime/mgcpacer.go:startCycle}. */
class MarkWorkersTest {
  /** P / 4 rounded; where that is more than 30 % off, one less and the rest for every P. */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @CsvSource({
    "1, 0, 0.25",
    "2, 0, 0.25",
    "3, 0, 0.25",
    "4, 1, 0",
    "5, 1, 0",
    "6, 1, 0.083333333333",
    "7, 2, 0",
    "8, 2, 0",
    "9, 2, 0",
    "10, 3, 0",
    "11, 3, 0",
    "12, 3, 0",
    "13, 3, 0",
    "14, 4, 0",
    "15, 4, 0",
    "16, 4, 0",
    "64, 16, 0"
  })
  void aQuarterOfTheProcessors(int gomaxprocs, int dedicated, double fractional) {
    MarkWorkers workers = MarkWorkers.of(gomaxprocs, false);
    assertThat(workers.dedicated()).isEqualTo(dedicated);
    assertThat(workers.fractionalUtilization()).isCloseTo(fractional, within(1e-9));
    assertThat(workers.maxIdle()).isEqualTo(gomaxprocs - dedicated);
  }

  @Test
  void aPeriodicCycleLeavesIdleProcessorsAlone() {
    assertThat(MarkWorkers.of(8, true).maxIdle()).isZero();
    assertThat(MarkWorkers.of(2, true).maxIdle()).isEqualTo(1); // else nobody might mark at all
  }

  /** G7: after t ms a run that starts at 25 % ends at 30 %: (0.3 t - 0.25 t) / 0.7 = t / 14. */
  @ParameterizedTest(name = "after {0} ms")
  @CsvSource({"14, 1", "70, 5", "140, 10"})
  void fractionalRunsGrow(long elapsedMs, long runMs) {
    MarkWorkers workers = MarkWorkers.of(2, false);
    long elapsed = elapsedMs * 1_000_000;
    long had = elapsed / 4;
    assertThat(workers.startsFractional(had, elapsed)).isTrue();
    assertThat(workers.startsFractional(had + 1, elapsed)).isFalse();
    long run = runMs * 1_000_000;
    assertThat(workers.endsFractional(had + run - 1000, elapsed + run - 1000)).isFalse();
    assertThat(workers.endsFractional(had + run + 1000, elapsed + run + 1000)).isTrue();
  }

  @Test
  void thereIsNoFractionalWorkerBesideEnoughDedicatedOnes() {
    assertThat(MarkWorkers.of(4, false).startsFractional(0, 1_000_000)).isFalse();
    assertThat(MarkWorkers.of(2, false).startsFractional(0, 0)).isTrue();
    assertThat(MarkWorkers.of(2, false).endsFractional(0, 0)).isTrue();
  }
}
