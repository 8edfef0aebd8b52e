package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's strict logarithm, which is within one unit in the last place. */
class NaturalLogarithmTest {
  private static final double UNITS = 2;

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        1,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void isExactAtItsEndsAndAtOne(double x) {
    assertThat(Double.compare(NaturalLogarithm.of(x), StrictMath.log(x))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        2,
        0.5,
        1e300,
        1e-300,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        1.0000000000000002,
        0.9999999999999999,
        1.4142135623730951,
        0.7071067811865476
      })
  void isNear(double x) {
    assertNear(x);
  }

  @Test
  void isNearForDrawsAndBesideOneAndForAnySize() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500_000; i++) {
      assertNear(random.nextDouble());
      assertNear(1 + (random.nextDouble() - 0.5) * StrictMath.pow(2, -random.nextInt(50)));
      assertNear(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE));
    }
  }

  @Test
  void fallsByNoMoreThanAUnitFromOneIntervalOfTheTableToTheNext() {
    for (double x = 0.25; x < 4; x += 1.0 / 256) {
      double below = NaturalLogarithm.of(Math.nextDown(x));
      assertThat(below).isLessThanOrEqualTo(NaturalLogarithm.of(x) + Math.ulp(below));
    }
  }

  private static void assertNear(double x) {
    double expected = StrictMath.log(x);
    double error = NaturalLogarithm.of(x) - expected;
    double allowed = UNITS * Math.max(Math.ulp(expected), Math.ulp(1e-3));
    if (Math.abs(error) > allowed) {
      assertThat(NaturalLogarithm.of(x)).as("of %s", x).isEqualTo(expected);
    }
  }
}
