package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarmUpTruncationTest {
  /**
   * Batch means 0, 10, 9, 11, 9, 11, 9, 11. Squares about the mean over count squared: cutting none
   * 93.5 / 64, cutting one batch 6 / 49, two 6 / 36, more with each further one. So the five
   * samples of one batch go.
   */
  @Test
  void mserCutsTheTransientOfAHandWorkedSeries() {
    double[] batches = {0, 10, 9, 11, 9, 11, 9, 11};
    double[] series = new double[40];
    for (int i = 0; i < series.length; i++) {
      series[i] = batches[i / 5];
    }
    assertThat(WarmUpTruncation.mser5(series)).isEqualTo(5);
  }

  @Test
  void aConstantSeriesKeepsEverything() {
    assertThat(WarmUpTruncation.mser5(new double[100])).isZero();
    assertThat(WarmUpTruncation.warmUpNs(new double[100], 1_000_000)).isEqualTo(10_000);
  }

  @Test
  void aRampIsCutToTheLimit() {
    double[] series = new double[200];
    for (int i = 0; i < series.length; i++) {
      series[i] = i;
    }
    assertThat(WarmUpTruncation.mser5(series)).isEqualTo(100);
    assertThat(WarmUpTruncation.warmUpNs(series, 2_000)).isEqualTo(1_000);
  }

  /**
   * An exponential approach with a time constant of 50 samples and noise: e^-5 is reached after 250
   * of 2000.
   */
  @Test
  void anExponentialApproachIsCutAfterSeveralTimeConstants() {
    SplittableRandom random = new SplittableRandom(11);
    double[] series = new double[2000];
    for (int i = 0; i < series.length; i++) {
      series[i] = 100 * (1 - StrictMath.exp(-i / 50.0)) + random.nextDouble(-5, 5);
    }
    assertThat(WarmUpTruncation.mser5(series)).isBetween(100, 300);
    assertThat(WarmUpTruncation.warmUpNs(series, 2000)).isBetween(200L, 620L);
  }

  /**
   * x' = 0.9 x + noise has an autocorrelation of 0.9^k, whose sum from 1 is 9; the half of lag 0 is
   * added.
   */
  @Test
  void theRelaxationTimeIsThatOfAnAutoregressiveSeries() {
    SplittableRandom random = new SplittableRandom(5);
    double[] series = new double[200_000];
    for (int i = 1; i < series.length; i++) {
      series[i] = 0.9 * series[i - 1] + random.nextDouble(-1, 1);
    }
    assertThat(WarmUpTruncation.relaxationSamples(series, 0)).isCloseTo(9.5, within(0.8));
  }
}
