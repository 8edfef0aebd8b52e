package headroom.experiments.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.PointResult.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  /** Values of the printed tables of Student's t, for instance Law, table T.1. */
  @ParameterizedTest(name = "{1} degrees of freedom at {0}")
  @CsvSource({
    "0.95, 1, 12.706",
    "0.95, 2, 4.303",
    "0.95, 4, 2.776",
    "0.95, 9, 2.262",
    "0.95, 29, 2.045",
    "0.95, 100, 1.984",
    "0.99, 4, 4.604",
    "0.99, 9, 3.250",
    "0.90, 9, 1.833"
  })
  void factorsAreThoseOfTheTables(double confidence, long degrees, double expected) {
    assertThat(StudentT.factor(confidence, degrees)).isCloseTo(expected, within(0.0006));
  }

  /**
   * Law, example 4.26: ten observations, mean 1.34, variance 0.17, so 90 % gives 1.34 ± 0.24; at 95
   * %, 2.262 * sqrt(0.017).
   */
  @Test
  void theIntervalIsThatOfTheTextbook() {
    double[] values = {1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
    assertThat(Estimate.of(values).mean()).isCloseTo(1.343, within(1e-9));
    assertThat(Estimate.of(values, 0.90).halfWidth()).isCloseTo(0.24, within(0.005));
    assertThat(Estimate.of(values).halfWidth()).isCloseTo(2.262 * Math.sqrt(0.017), within(0.01));
  }

  @Test
  void oneValueAndNaNHaveNoInterval() {
    assertThat(Estimate.of(new double[] {3}).hasInterval()).isFalse();
    assertThat(Estimate.of(new double[] {3}).mean()).isEqualTo(3);
    assertThat(Estimate.of(new double[] {3, Double.NaN, 4}).hasInterval()).isFalse();
    assertThat(Estimate.of(new double[0]).mean()).isNaN();
  }

  /**
   * Differences -5, -6, -7: mean -6, standard deviation 1, half-width 4.303 / sqrt(3). The ratio is
   * 60 / 120.
   */
  @Test
  void pairsCancelWhatTheyShare() {
    PairedDifference pair = PairedDifference.of(new double[] {10, 12, 14}, new double[] {5, 6, 7});
    assertThat(pair.difference().mean()).isEqualTo(-6);
    assertThat(pair.difference().halfWidth()).isCloseTo(4.30265 / Math.sqrt(3), within(1e-4));
    assertThat(pair.relativeChange()).isEqualTo(-0.5);
    // Halved in each pair: the relative change is known without error, though the difference is
    // not.
    assertThat(requireNonNull(pair.relativeInterval()).high()).isCloseTo(-0.5, within(1e-12));
    assertThat(pair.isSignificant()).isTrue();
  }

  /**
   * Nine replications in which nothing changes and one that gains 10: Student's interval is -1 ±
   * 2.262, and the end where the one lies is further out.
   */
  @Test
  void aFewLargeDifferencesWidenTheIntervalOnTheirSide() {
    double[] base = {20, 20, 20, 20, 20, 20, 20, 20, 20, 30};
    double[] changed = {20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
    PairedDifference pair = PairedDifference.of(base, changed);
    assertThat(pair.interval().high()).isCloseTo(1.262, within(0.001));
    assertThat(pair.interval().low()).isLessThan(-4);
    Interval relative = requireNonNull(pair.relativeInterval());
    assertThat(-1 / 21.0 - relative.low()).isGreaterThan(1.2 * (relative.high() + 1 / 21.0));
  }

  @Test
  void noRelativeChangeFromZero() {
    PairedDifference pair = PairedDifference.of(new double[] {0, 0}, new double[] {1, 2});
    assertThat(pair.relativeChange()).isNull();
    assertThat(PairedDifference.of(new double[] {0, 0}, new double[] {0, 0}).isSignificant())
        .isFalse();
  }

  /**
   * Of three differences each has a sixtieth of doubt: Student's factor for ten degrees of freedom
   * is 2.870 then (Bailey, Tables of the Bonferroni t statistic, JASA 72, 1977), not 2.228.
   */
  @Test
  void severalDifferencesShareTheDoubt() {
    double[] base = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    double[] changed = {3, 2, 6, 4, 9, 6, 12, 8, 8, 10, 16};
    PairedDifference alone = PairedDifference.of(base, changed);
    PairedDifference third = PairedDifference.of(base, changed, 3);
    double factor = third.difference().halfWidth() / alone.difference().halfWidth();
    assertThat(factor).isCloseTo(2.870 / 2.228, within(1e-3));
    Interval interval = requireNonNull(alone.relativeInterval());
    Interval wider = requireNonNull(third.relativeInterval());
    double relative = (wider.high() - wider.low()) / (interval.high() - interval.low());
    assertThat(relative).isCloseTo(factor, within(0.01)); // these are a little skewed
    assertThat(alone.isSignificant()).isTrue();
    assertThat(third.isSignificant()).isFalse();
  }
}
