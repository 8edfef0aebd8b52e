package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two check values of the paper, tabled quantiles, and the inverse of the error function. */
class NormalQuantileTest {
  @ParameterizedTest
  @CsvSource({
    "0.25, -0.6744897501960817",
    "0.001, -3.090232306167813",
    "0.99, 2.3263478740408408",
    "0.5, 0"
  })
  void knownValues(double p, double quantile) {
    double x = p < 0.5 ? -1 + 2 * p : 2 * p - 1;
    assertThat(NormalQuantile.at(x)).isEqualTo(quantile, within(1e-13));
  }

  @Test
  void isTheInverseOfTheErrorFunction() {
    for (double x = 1; x > 1e-17; x *= 0.83) {
      for (double at : new double[] {x, 1 - x}) {
        if (at > 0 && at < 1) {
          double expected = Math.sqrt(2) * Erf.erfInv(at);
          assertThat(NormalQuantile.at(at)).isEqualTo(expected, within(4e-15 * expected));
          assertThat(NormalQuantile.at(-at)).isEqualTo(-NormalQuantile.at(at));
        }
      }
    }
  }
}
