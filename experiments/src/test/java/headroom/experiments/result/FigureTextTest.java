package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTextTest {
  @ParameterizedTest(name = "{0} ms is {1}")
  @CsvSource({
    "131.4, 131 ms",
    "100, 100 ms",
    "86.123, 86.1 ms",
    "0.8504, 850 µs",
    "1204, 1.2 s",
    "0, 0 ms",
    "0.0000005, 0.5 ns",
    "-2.5, -2.5 ms",
    "NaN, ? ms",
    "123456, 123 s"
  })
  void timesTakeTheUnitThatReadsBest(double ms, String expected) {
    assertThat(FigureText.time(ms)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0.001, 0.1%", "0.02549, 2.55%", "1, 100%", "0, 0%"})
  void sharesArePerCent(double share, String expected) {
    assertThat(FigureText.percent(share)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"-0.5214, -52.1%", "0.02, +2.0%", "0, +0.0%", "-0.00001, +0.0%", "NaN, ?"})
  void changesCarryTheirSign(double share, String expected) {
    assertThat(FigureText.signedPercent(share)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"123456, 123456", "999.6, 1000", "0.0012345, 0.00123", "1e-9, 0.000000001"})
  void numbersHaveNoExponent(double value, String expected) {
    assertThat(FigureText.number(value)).isEqualTo(expected);
  }
}
