package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnobStopsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"20ms", "7us", "512KiB", "250/s", "0.8", "16", "1", "80%", "3s", "100000"})
  void valuesRiseAndHoldTheFilesOwn(String value) {
    List<String> stops = KnobStops.around(value);
    assertThat(stops).contains(value).hasSizeBetween(15, 45);
    List<BigDecimal> amounts =
        stops.stream().map(each -> new BigDecimal(each.replaceAll("[^0-9.].*", ""))).toList();
    for (int i = 1; i < amounts.size(); i++) {
      assertThat(amounts.get(i)).isGreaterThan(amounts.get(i - 1));
    }
    String unit = value.replaceAll("^[0-9.]+", "");
    assertThat(stops).allMatch(each -> each.endsWith(unit));
  }

  @Test
  void aTimeReachesFromATenthToTenTimes() {
    assertThat(KnobStops.around("20ms"))
        .startsWith("2ms", "2.5ms", "3ms")
        .contains("15ms", "20ms", "25ms")
        .endsWith("150ms", "200ms");
  }

  @Test
  void sizesDoubleInFourSteps() {
    assertThat(KnobStops.between("64", "128", "MiB"))
        .containsExactly("64MiB", "80MiB", "96MiB", "112MiB", "128MiB");
  }

  @Test
  void aDurationOfSeveralPartsKeepsThem() {
    assertThat(KnobStops.around("1m30s")).contains("1m30s", "2m60s", "0.5m15s");
  }
}
