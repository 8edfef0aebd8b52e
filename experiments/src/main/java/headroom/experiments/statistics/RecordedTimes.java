package headroom.experiments.statistics;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * What a histogram has recorded, without its empty bands, so that the times of many replications
 * can be kept.
 */
public final class RecordedTimes {
  /** Between two powers of two: the least power of two that tells apart three digits. */
  private static final long BANDS = 1024;

  private final long[] timesNs;

  /** How many are longer than the time of the same index. */
  private final long[] longer;

  private final long count;
  private final double sumNs;

  private RecordedTimes(long[] timesNs, long[] longer, long count, double sumNs) {
    this.timesNs = timesNs;
    this.longer = longer;
    this.count = count;
    this.sumNs = sumNs;
  }

  /** Of {@code histogramNs}, whose own iterators look at every band from 0 on. */
  public static RecordedTimes of(Histogram histogramNs) {
    long[] timesNs = new long[16];
    long[] longer = new long[16];
    int bands = 0;
    double sumNs = 0;
    long left = histogramNs.getTotalCount();
    for (long from = histogramNs.getMinValue();
        left > 0;
        from = histogramNs.nextNonEquivalentValue(from)) {
      long inBand = histogramNs.getCountAtValue(from);
      if (inBand > 0) {
        if (bands == timesNs.length) {
          timesNs = Arrays.copyOf(timesNs, 2 * bands);
          longer = Arrays.copyOf(longer, 2 * bands);
        }
        left -= inBand;
        timesNs[bands] = histogramNs.medianEquivalentValue(from);
        sumNs += timesNs[bands] * inBand;
        longer[bands++] = left;
      }
    }
    return new RecordedTimes(
        Arrays.copyOf(timesNs, bands),
        Arrays.copyOf(longer, bands),
        histogramNs.getTotalCount(),
        sumNs);
  }

  /** The mean, ns; 0 without times. */
  public double meanNs() {
    return count == 0 ? 0 : sumNs / count;
  }

  /** The width of the band of times that a histogram of three digits cannot tell from one. */
  static long bandNs(long timeNs) {
    return Math.max(1, Long.highestOneBit(timeNs) / BANDS);
  }

  /** How many times there are. */
  public long count() {
    return count;
  }

  /** The times, each once, ascending. */
  long[] timesNs() {
    return timesNs;
  }

  /** How many there are of {@link #timesNs}'s element {@code index}. */
  long countAt(int index) {
    return (index == 0 ? count : longer[index - 1]) - longer[index];
  }

  /** How many are longer than {@code timeNs}. */
  long longerThan(long timeNs) {
    int index = Arrays.binarySearch(timesNs, timeNs);
    int last = index >= 0 ? index : -index - 2;
    return last < 0 ? count : longer[last];
  }
}
