package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  private static final int VALUES = 300_000;

  @Test
  void writesWhatPeopleWouldWrite() {
    assertThat(Decimals.text(0)).isEqualTo("0.0");
    assertThat(Decimals.text(-0.0)).isEqualTo("0.0");
    assertThat(Decimals.text(2)).isEqualTo("2.0");
    assertThat(Decimals.text(-250)).isEqualTo("-250.0");
    assertThat(Decimals.text(0.1)).isEqualTo("0.1");
    assertThat(Decimals.text(1.0 / 3)).isEqualTo("0.333333333333");
    assertThat(Decimals.text(123_456.7890125)).isEqualTo("123456.789012");
    assertThat(Decimals.text(999_999_999_999.75)).isEqualTo("1000000000000.0");
    assertThat(Decimals.text(1e-9)).isEqualTo("0.000000001");
  }

  /** Of any size, and of few binary places, where ties are frequent. */
  @Test
  void theDigitsAreThoseOfDecimalArithmetic() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < VALUES; i++) {
      agrees(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
      agrees(-random.nextInt(1_000_000) / 1000.0);
      agrees(random.nextLong(1L << 42) / 32.0);
      agrees(Double.longBitsToDouble(random.nextLong()));
    }
  }

  @Test
  void theDigitsAreRightBesideEveryPowerOfTen() {
    for (int exponent = -30; exponent < 30; exponent++) {
      double power = Double.parseDouble("1e" + exponent);
      double value = power;
      double below = power;
      for (int i = 0; i < 1000; i++) {
        agrees(value);
        agrees(below);
        value = Math.nextUp(value);
        below = Math.nextDown(below);
      }
      agrees(power * (1 - 4.9e-13));
      agrees(power * (1 - 5e-13));
      agrees(power * (1 - 5.1e-13));
    }
  }

  private static void agrees(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    String expected = Decimals.exactText(value);
    if (!Decimals.text(value).equals(expected)) {
      assertThat(Decimals.text(value)).as("%s", value).isEqualTo(expected);
    }
    for (int digits = 6; digits <= 10; digits += 4) {
      double kept = Decimals.exactlyRounded(value, digits);
      if (Decimals.rounded(value, digits) != kept) {
        assertThat(Decimals.rounded(value, digits)).as("%s", value).isEqualTo(kept);
      }
    }
  }
}
