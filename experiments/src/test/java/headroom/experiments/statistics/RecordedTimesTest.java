package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTimesTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void areThoseOfTheHistogramsOwnIterator(int digits) {
    SplittableRandom random = new SplittableRandom(7);
    for (int count : new int[] {1, 3, 1_000}) {
      Histogram histogram = new Histogram(digits);
      for (int i = 0; i < count; i++) {
        histogram.recordValue((long) Math.scalb(random.nextDouble(), random.nextInt(34)));
      }
      RecordedTimes times = RecordedTimes.of(histogram);
      List<Long> expected = new ArrayList<>();
      long longer = count;
      for (HistogramIterationValue value : histogram.recordedValues()) {
        long middle = histogram.medianEquivalentValue(value.getValueIteratedTo());
        expected.add(middle);
        longer -= value.getCountAtValueIteratedTo();
        assertThat(times.longerThan(middle)).isEqualTo(longer);
      }
      assertThat(times.timesNs()).containsExactly(expected.toArray(Long[]::new));
      assertThat(times.count()).isEqualTo(count);
      assertThat(times.meanNs()).isEqualTo(histogram.getMean());
    }
  }

  @Test
  void noneHaveNoMean() {
    RecordedTimes none = RecordedTimes.of(new Histogram(3));
    assertThat(none.timesNs()).isEmpty();
    assertThat(none.longerThan(5)).isZero();
    assertThat(none.meanNs()).isZero();
  }
}
