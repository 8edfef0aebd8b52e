package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTextTest {
  private static final Pattern SHAPE = Pattern.compile("(-?[0-9,]+(?:\\.[0-9]+)?)(?: ?(\\D.*))?");
  private static final List<String> UNITS = List.of("ns", "µs", "ms", "s", "min", "h");
  private static final List<Double> UNITS_MS = List.of(1e-6, 1e-3, 1.0, 1e3, 6e4, 3.6e6);

  @ParameterizedTest(name = "{0} ms is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "131.4 | 131 ms",
        "100 | 100 ms",
        "86.123 | 86.1 ms",
        "0.8504 | 850 µs",
        "0.9994 | 999 µs",
        "0.9996 | 1 ms",
        "999.4 | 999 ms",
        "999.6 | 1 s",
        "1204 | 1.2 s",
        "0 | 0 ms",
        "0.0000005 | 0.5 ns",
        "-2.5 | -2.5 ms",
        "NaN | –",
        "123456 | 123 s",
        "999600 | 16.7 min",
        "3600000 | 60 min",
        "7.2e9 | 2,000 h"
      })
  void timesTakeTheUnitThatReadsBest(double ms, String expected) {
    assertThat(FigureText.time(ms)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0.001, 0.1%", "0.02549, 2.55%", "1, 100%", "0, 0%", "NaN, –"})
  void sharesArePerCent(double share, String expected) {
    assertThat(FigureText.percent(share)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.5214 | -52.1%",
        "0.02 | +2.0%",
        "0 | +0.0%",
        "-0.00001 | +0.0%",
        "12.345 | +1,234%",
        "NaN | –"
      })
  void changesCarryTheirSign(double share, String expected) {
    assertThat(FigureText.signedPercent(share)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "123456 | 123,456",
        "999.6 | 1,000",
        "-999.6 | -1,000",
        "0.0012345 | 0.00123",
        "1e-9 | 0.000000001",
        "Infinity | –"
      })
  void numbersHaveNoExponent(double value, String expected) {
    assertThat(FigureText.number(value)).isEqualTo(expected);
  }

  @Test
  void countsAreExactAndRatesHaveTheirUnit() {
    assertThat(FigureText.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(FigureText.rate(1234.5)).isEqualTo("1,234/s");
    assertThat(FigureText.rate(Double.NaN)).isEqualTo("–");
    assertThat(FigureText.roughPercent(0.335)).isEqualTo("34%");
  }

  /** Reads back what was written: near the value, three digits, and as many groups as there are. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsTheValueToThreeDigits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = anyMagnitude(random);
      Matcher text = matched(FigureText::number, value);
      assertThat(parsed(text.group(1))).isCloseTo(value, within(0.00501 * Math.abs(value)));
      assertDigits(text.group(1));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void timesStayBelowAThousandOfTheirUnit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double ms = anyMagnitude(random);
      Matcher text = matched(FigureText::time, ms);
      int unit = UNITS.indexOf(text.group(2));
      assertThat(unit).as(text.group()).isNotNegative();
      double figure = parsed(text.group(1));
      assertThat(figure * UNITS_MS.get(unit)).isCloseTo(ms, within(0.00501 * Math.abs(ms)));
      assertThat(Math.abs(figure) < 1000 || unit == UNITS.size() - 1).as(text.group()).isTrue();
      assertThat(Math.abs(figure) >= 1 || unit == 0 || isBelowLargerStep(unit, ms))
          .as(text.group())
          .isTrue();
      assertDigits(text.group(1));
    }
  }

  /** A thousand seconds are 16.7 min, so only steps of 60 can leave less than one unit. */
  private static boolean isBelowLargerStep(int unit, double ms) {
    return Math.abs(ms) >= 0.9995 * UNITS_MS.get(unit);
  }

  @Test
  void largerValuesNeverReadSmaller() {
    double before = 0;
    for (double ms = 1e-7; ms < 1e10; ms *= 1.0007) {
      Matcher text = matched(FigureText::time, ms);
      double read = parsed(text.group(1)) * UNITS_MS.get(UNITS.indexOf(text.group(2)));
      assertThat(read).as(text.group()).isGreaterThanOrEqualTo(before * (1 - 1e-12));
      before = read;
    }
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(FigureText.number(1234567.8)).isEqualTo("1,234,568");
      assertThat(FigureText.count(1234567)).isEqualTo("1,234,567");
      assertThat(FigureText.time(1.5)).isEqualTo("1.5 ms");
      assertThat(FigureText.signedPercent(20.5)).isEqualTo("+2,050%");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static double anyMagnitude(SplittableRandom random) {
    double size = Math.pow(10, random.nextDouble() * 18 - 8);
    return random.nextBoolean() ? size : -size;
  }

  private static Matcher matched(DoubleFunction<String> format, double value) {
    Matcher text = SHAPE.matcher(format.apply(value));
    assertThat(text.matches()).as(format.apply(value)).isTrue();
    return text;
  }

  private static double parsed(String number) {
    return Double.parseDouble(number.replace(",", ""));
  }

  private static void assertDigits(String number) {
    String[] halves = number.replace("-", "").split("\\.", -1);
    if (halves.length == 2) {
      String significant = (halves[0] + halves[1]).replaceFirst("^0+", "");
      assertThat(significant.length()).as(number).isLessThanOrEqualTo(3);
      assertThat(halves[1]).as(number).doesNotEndWith("0");
    }
    assertThat(halves[0]).as(number).matches("[0-9]{1,3}(,[0-9]{3})*");
  }
}
