package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.PointResult.Interval;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ControlledMeanTest {
  /** The means lie on the line 10 + 5 x, whose value is 15 where the control is as expected. */
  @Test
  void readsTheLineWhereTheExpectationIs() {
    double[] controls = {0.2, 0.4, 0.5, 0.9};
    double[] means = {11, 12, 12.5, 14.5};
    Interval interval = interval(means, controls, 12.5);
    assertThat(interval.low()).isEqualTo(12.5);
    assertThat(interval.high()).isCloseTo(15, within(1e-9));
  }

  /**
   * Residuals of 1, -1, -1, 1 about a flat line at 10, read at its middle: each weighs a quarter
   * and is enlarged by 1 - 1/4 - 9/20 = 0.3 at the ends and by 1 - 1/4 - 1/20 = 0.7 between.
   * Student's t of 97.5 % with two degrees of freedom is 4.303.
   */
  @Test
  void scatterAboutTheLineMakesItWide() {
    double[] controls = {-0.5, 0.5, 1.5, 2.5};
    double[] means = {11, 9, 9, 11};
    Interval interval = interval(means, controls, 10);
    double variance = (2 / (0.3 * 0.3) + 2 / (0.7 * 0.7)) / 16;
    assertThat(interval.high()).isCloseTo(10 + 4.302653 * Math.sqrt(variance), within(1e-4));
    assertThat(interval.low()).isCloseTo(10 - 4.302653 * Math.sqrt(variance), within(1e-4));
  }

  @Test
  void saysNothingOfFewReplicationsOrEqualDraws() {
    assertThat(ControlledMean.interval(new double[3], new double[] {1, 2, 3}, 0)).isNull();
    assertThat(ControlledMean.interval(new double[] {1, 2, 3, 4}, new double[4], 0)).isNull();
  }

  /** The slope hangs on the last one alone, so that nothing tells how far off it is. */
  @Test
  void saysNothingIfOneReplicationAloneMakesTheLine() {
    assertThat(
            ControlledMean.interval(new double[] {1, 2, 1, 9}, new double[] {0.5, 0.5, 0.5, 7}, 3))
        .isNull();
  }

  private static Interval interval(double[] means, double[] controls, double pooled) {
    return Objects.requireNonNull(ControlledMean.interval(means, controls, pooled));
  }
}
