package headroom.experiments.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.PointResult.Interval;
import org.junit.jupiter.api.Test;

class RatioEstimateTest {
  /**
   * 10 / 1 and 30 / 3 and 50 / 6: ratio 9; residuals 1, 3 and -4, so the standard error of the mean
   * numerator of 30 is sqrt(26 / 2 / 3).
   */
  @Test
  void theErrorIsThatOfTheRatioEstimator() {
    RatioEstimate estimate = RatioEstimate.of(new double[] {10, 30, 50}, new double[] {1, 3, 6});
    assertThat(estimate.value()).isCloseTo(9, within(1e-12));
    assertThat(estimate.relativeError()).isCloseTo(Math.sqrt(26.0 / 6) / 30, within(1e-12));
  }

  /** Three replications: Student's factor is 4.303. */
  @Test
  void theIntervalIsSymmetricOnTheScaleOfTheLogarithm() {
    RatioEstimate estimate = RatioEstimate.of(new double[] {10, 30, 50}, new double[] {1, 3, 6});
    Interval interval = requireNonNull(estimate.interval());
    double factor = Math.exp(4.303 * estimate.relativeError());
    assertThat(interval.high()).isCloseTo(9 * factor, within(0.001));
    assertThat(interval.low()).isCloseTo(9 / factor, within(0.001));
  }

  /** The second four are 10 and the values 0, 0, 0 and 4 of {@code SkewedMeanTest}. */
  @Test
  void skewedReplicationsMoveTheUpperEndOnly() {
    double[] ones = {1, 1, 1, 1};
    double[] even = {1, 2, 3, 4};
    assertThat(RatioEstimate.ofBusyPeriods(even, ones))
        .isEqualTo(RatioEstimate.of(even, ones).interval());
    double[] skewed = {10, 10, 10, 14};
    Interval student = requireNonNull(RatioEstimate.of(skewed, ones).interval());
    Interval moved = requireNonNull(RatioEstimate.ofBusyPeriods(skewed, ones));
    assertThat(moved.low()).isEqualTo(student.low());
    assertThat(moved.high()).isCloseTo(17.988, within(0.003)).isGreaterThan(student.high());
  }

  /** In proportion to the requests: nothing varies but how many there are. */
  @Test
  void replicationsOfDifferentLengthsDoNotWidenTheInterval() {
    Interval interval =
        requireNonNull(
            RatioEstimate.of(new double[] {2, 8, 20}, new double[] {1, 4, 10}).interval());
    assertThat(interval).isEqualTo(new Interval(2, 2));
  }

  @Test
  void thereIsNoIntervalOfOneReplicationOrOfNothing() {
    assertThat(RatioEstimate.of(new double[] {3}, new double[] {2}).interval()).isNull();
    assertThat(RatioEstimate.of(new double[] {3}, new double[] {2}).value()).isEqualTo(1.5);
    assertThat(RatioEstimate.of(new double[] {0, 0}, new double[] {2, 2}).interval()).isNull();
    assertThat(RatioEstimate.of(new double[] {0, 0}, new double[] {0, 0}).interval()).isNull();
  }
}
