package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyQuantilesTest {
  /** 1..100 ns are told apart exactly, so the nearest rank is the number itself. */
  @Test
  void smallTimesAreExact() {
    Histogram times = new Histogram(3);
    for (int ns = 1; ns <= 100; ns++) {
      times.recordValue(ns);
    }
    for (int percent = 1; percent <= 100; percent++) {
      assertThat(LatencyQuantiles.ms(times, percent / 100.0)).isEqualTo(percent / 1e6);
    }
    assertThat(LatencyQuantiles.ms(times, 0.001)).isEqualTo(1 / 1e6);
    assertThat(LatencyQuantiles.ms(times, 0.991)).isEqualTo(100 / 1e6);
    assertThat(LatencyQuantiles.maxMs(times)).isEqualTo(100 / 1e6);
  }

  @Test
  void largeTimesAreWithinHalfTheResolutionAndWithoutDirection() {
    double error = 0;
    for (int i = 0; i < 1000; i++) {
      long ns = 20_000_000L + i * 7_919L;
      Histogram times = new Histogram(3);
      times.recordValue(ns);
      double relative = LatencyQuantiles.ms(times, 0.5) * 1e6 / ns - 1;
      assertThat(relative).isCloseTo(0, within(0.0005));
      error += relative / 1000;
    }
    assertThat(error).isCloseTo(0, within(0.00002));
  }

  @Test
  void nothingRecordedHasNoQuantile() {
    assertThat(LatencyQuantiles.ms(new Histogram(3), 0.5)).isNaN();
    assertThat(LatencyQuantiles.meanMs(new Histogram(3))).isNaN();
    assertThat(LatencyQuantiles.spectrumAxis(0)).isEmpty();
  }

  @Test
  void theAxisHalvesTheDistanceToOne() {
    List<Double> axis = LatencyQuantiles.spectrumAxis(4);
    assertThat(axis)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(
            0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.775, 0.8, 0.825, 0.85, 1.0);
  }
}
