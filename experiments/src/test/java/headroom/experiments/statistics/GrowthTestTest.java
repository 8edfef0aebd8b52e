package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.statistics.GrowthTest.Growth;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTestTest {
  private static final int SAMPLES = 200;

  @ParameterizedTest(name = "{0} replications")
  @ValueSource(ints = {1, 2, 5})
  void aGrowingQueueIsFoundWithItsRate(int replications) {
    Growth growth = GrowthTest.test(noisy(replications, i -> 3.0 * i), 100);
    assertThat(growth.growing()).isTrue();
    assertThat(growth.perSecond()).isCloseTo(6, within(0.1));
  }

  @ParameterizedTest(name = "{0} replications")
  @ValueSource(ints = {1, 2, 5})
  void aLevelThatOnlyFluctuatesDoesNotGrow(int replications) {
    assertThat(GrowthTest.test(noisy(replications, i -> 40), 100).growing()).isFalse();
  }

  @Test
  void aQueueThatFilledUpAndStaysFullDoesNotGrow() {
    assertThat(GrowthTest.test(noisy(5, i -> Math.min(600, 20.0 * i)), 100).growing()).isFalse();
  }

  @Test
  void aShrinkingLevelDoesNotGrow() {
    assertThat(GrowthTest.test(noisy(5, i -> 600 - 3.0 * i), 100).growing()).isFalse();
  }

  @Test
  void tooFewSamplesFindNothing() {
    assertThat(GrowthTest.test(new double[][] {{1, 2, 3}}, 100).growing()).isFalse();
    assertThat(GrowthTest.test(new double[0][], 100).growing()).isFalse();
  }

  private static double[][] noisy(int replications, IntToDoubleFunction level) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] levels = new double[replications][SAMPLES];
    for (double[] row : levels) {
      for (int i = 0; i < SAMPLES; i++) {
        row[i] = level.applyAsDouble(i) + random.nextDouble(-10, 10);
      }
    }
    return levels;
  }
}
