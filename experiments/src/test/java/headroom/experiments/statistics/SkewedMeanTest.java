package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.PointResult.Interval;
import org.junit.jupiter.api.Test;

class SkewedMeanTest {
  /** Mean 2, deviation 1, three values: 2 + 4.303 / sqrt(3). */
  @Test
  void withoutSkewnessItIsStudents() {
    assertThat(SkewedMean.upperEnd(new double[] {1, 2, 3})).isCloseTo(4.484, within(0.001));
    assertThat(SkewedMean.upperEnd(new double[] {5, 5, 5})).isEqualTo(5);
  }

  /**
   * 0, 0, 0, 4: mean 1, variance 4, third moment (-1 - 1 - 1 + 27) 4 / 6 = 16, so a = 16 / (6 · 2 ·
   * 8) = 1/6. With t = 3.182, 1 + (-3.182 - 1/6) is -2.349, its cube root -1.329; the end is 1 + 3
   * · 2.329, far above 1 + 3.182.
   */
  @Test
  void skewnessToTheRightMovesItUp() {
    assertThat(SkewedMean.upperEnd(new double[] {0, 0, 0, 4})).isCloseTo(7.988, within(0.003));
  }

  @Test
  void twoValuesHaveNoSkewness() {
    assertThat(SkewedMean.upperEnd(new double[] {1, 3})).isCloseTo(14.706, within(0.001));
  }

  /** Student's: 1 ± 3.182. */
  @Test
  void anIntervalReachesFurtherWhereTheValuesAreSkewed() {
    Interval right = SkewedMean.interval(new double[] {0, 0, 0, 4}, 0.95);
    assertThat(right.low()).isCloseTo(-2.182, within(0.001));
    assertThat(right.high()).isCloseTo(7.988, within(0.003));
    Interval left = SkewedMean.interval(new double[] {0, 0, 0, -4}, 0.95);
    assertThat(left.low()).isEqualTo(-right.high());
    assertThat(left.high()).isEqualTo(-right.low());
  }
}
