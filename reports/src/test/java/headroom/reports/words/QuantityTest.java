package headroom.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 ms",
        "0.0123 | 12.3 µs",
        "0.9994 | 999 µs",
        "0.9996 | 1 ms",
        "12.34 | 12.3 ms",
        "100 | 100 ms",
        "999.4 | 999 ms",
        "999.6 | 1 s",
        "1500 | 1.5 s",
        "60000 | 60 s",
        "720000 | 12 min"
      })
  void durationsHaveThreeDigitsAndAUnit(double ms, String text) {
    assertThat(Quantity.duration(ms)).isEqualTo(text);
  }

  @Test
  void whatIsNotANumberIsADash() {
    assertThat(Quantity.duration(Double.NaN)).isEqualTo("–");
    assertThat(Quantity.rate(Double.POSITIVE_INFINITY)).isEqualTo("–");
    assertThat(Quantity.share(Double.NaN)).isEqualTo("–");
  }

  @Test
  void wholeNumbersKeepAllDigits() {
    assertThat(Quantity.number(12345)).isEqualTo("12,345");
    assertThat(Quantity.rate(1234.5)).isEqualTo("1,235/s");
    assertThat(Quantity.share(0.12345)).isEqualTo("12.3%");
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Quantity.number(1234567.8)).isEqualTo("1,234,568");
      assertThat(Quantity.duration(1.5)).isEqualTo("1.5 ms");
    } finally {
      Locale.setDefault(before);
    }
  }
}
