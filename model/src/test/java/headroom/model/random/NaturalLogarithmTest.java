package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bit for bit what the JDK's strict logarithm is. */
class NaturalLogarithmTest {
  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        1,
        2,
        0.5,
        1e300,
        1e-300,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN,
        1.0000000000000002,
        0.9999999999999999,
        1.4142135623730951,
        0.7071067811865476
      })
  void ends(double x) {
    assertSame(x);
  }

  @Test
  void drawsAndWhatIsNearOneAndOfAnySize() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500_000; i++) {
      assertSame(random.nextDouble());
      assertSame(1 + (random.nextDouble() - 0.5) * StrictMath.pow(2, -random.nextInt(50)));
      assertSame(Double.longBitsToDouble(random.nextLong()));
    }
  }

  private static void assertSame(double x) {
    long expected = Double.doubleToLongBits(StrictMath.log(x));
    if (Double.doubleToLongBits(NaturalLogarithm.of(x)) != expected) {
      assertThat(NaturalLogarithm.of(x)).as("of %s", x).isEqualTo(StrictMath.log(x));
    }
  }
}
