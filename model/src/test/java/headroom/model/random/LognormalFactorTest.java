package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the quantile function that the table is made from. */
class LognormalFactorTest {
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.25, 1})
  void isTheQuantile(double cv) {
    LognormalFactor factor = new LognormalFactor(cv);
    LognormalSampler exact = new LognormalSampler(new Distribution.Lognormal(1, cv));
    double deviation = Math.sqrt(StrictMath.log1p(cv * cv));
    KeyedStream stream = KeyedStream.of(1, 0, "factor");
    for (int i = 0; i < DRAWS; i++) {
      long bits = stream.numbered(i);
      double expected = exact.quantile(KeyedStream.open(bits));
      assertThat(factor.of(bits) / expected).isCloseTo(1, within(3e-4 * deviation));
    }
  }

  @Test
  void isExactInTheTails() {
    LognormalFactor factor = new LognormalFactor(0.5);
    LognormalSampler exact = new LognormalSampler(new Distribution.Lognormal(1, 0.5));
    for (long bits : new long[] {0, 1L << 40, 1L << 57, -1, -1L << 40, -1L << 57}) {
      assertThat(factor.of(bits)).isEqualTo(exact.quantile(KeyedStream.open(bits)));
    }
  }

  @Test
  void growsWithTheBits() {
    LognormalFactor factor = new LognormalFactor(0.25);
    double before = 0;
    for (long step = 0; step < 1 << 16; step++) {
      double now = factor.of(step << 48);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void hasMeanOneAndItsCoefficientOfVariation() {
    LognormalFactor factor = new LognormalFactor(0.25);
    KeyedStream stream = KeyedStream.of(2, 0, "factor");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double drawn = factor.of(stream.numbered(i));
      sum += drawn;
      squares += drawn * drawn;
    }
    double mean = sum / DRAWS;
    assertThat(mean).isCloseTo(1, within(0.003));
    assertThat(Math.sqrt(squares / DRAWS - mean * mean)).isCloseTo(0.25, within(0.003));
  }
}
