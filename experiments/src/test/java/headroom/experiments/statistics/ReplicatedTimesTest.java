package headroom.experiments.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.PointResult.Interval;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReplicatedTimesTest {
  private static final double NS_PER_MS = 1e6;

  /**
   * Independent times, so that the share beyond a quantile has the error of the binomial
   * distribution: the interval must be about that wide, and hold the true quantile 95 times of 100.
   */
  @Test
  void ofIndependentTimesItIsTheIntervalOfTheBinomialDistribution() {
    SplittableRandom random = new SplittableRandom(1);
    int repetitions = 400;
    int held = 0;
    double width = 0;
    for (int i = 0; i < repetitions; i++) {
      ReplicatedTimes times = new ReplicatedTimes();
      for (int replication = 0; replication < 10; replication++) {
        add(times, random, 1_000, 1);
      }
      Interval interval = requireNonNull(times.quantile(0.9));
      held += holds(interval, Math.log(10)) ? 1 : 0;
      width += (interval.high() - interval.low()) / repetitions;
    }
    // The share has a deviation of sqrt(0.9 * 0.1 / 10,000), the density at the quantile is 0.1.
    assertThat(width).isCloseTo(2 * 2.262 * 0.003 / 0.1, within(0.015));
    assertThat(held / (double) repetitions).isBetween(0.92, 0.98);
  }

  /**
   * All times of a replication are long or short together, as in a busy period: the binomial
   * interval would hold the truth hardly ever.
   */
  @Test
  void timesThatDependOnEachOtherWidenIt() {
    SplittableRandom random = new SplittableRandom(2);
    int repetitions = 400;
    int held = 0;
    for (int i = 0; i < repetitions; i++) {
      ReplicatedTimes times = new ReplicatedTimes();
      for (int replication = 0; replication < 10; replication++) {
        add(times, random, 1_000, random.nextInt(2) == 0 ? 1 : 2);
      }
      held += holds(requireNonNull(times.quantile(0.5)), medianOfMixture()) ? 1 : 0;
    }
    assertThat(held / (double) repetitions).isBetween(0.92, 0.99);
  }

  /**
   * Medians: of 1 to 3 ms and 11 to 13 ms the third of six, 3 ms; of all but the first 12 ms, of
   * all but the second 2 ms, 7 ms in the mean: 3 + (7 - 12) and 3 + (7 - 2). What a histogram
   * cannot tell apart lies evenly in its band, so that they are off by a few thousandths.
   */
  @Test
  void pseudoValuesSayWhatAReplicationAdds() {
    ReplicatedTimes times = new ReplicatedTimes();
    times.add(of(1e6, 2e6, 3e6), 6e6);
    assertThat(times.pseudoValuesMs(0.5)).hasSize(1);
    times.add(of(11e6, 12e6, 13e6), 36e6);
    assertThat(times.pseudoValuesMs(0.5)[0]).isCloseTo(-2, within(0.03));
    assertThat(times.pseudoValuesMs(0.5)[1]).isCloseTo(8, within(0.03));
    times.add(of(), 0);
    assertThat(times.pseudoValuesMs(0.5)[2]).isNaN();
  }

  /** Nobody waits: the P99 is no half of a nanosecond. */
  @Test
  void wholeNanosecondsAreExact() {
    ReplicatedTimes times = new ReplicatedTimes();
    times.add(of(0, 0, 300), 300);
    times.add(of(0, 300, 300), 600);
    assertThat(times.pseudoValuesMs(0.1)).containsExactly(0, 0);
    assertThat(times.pseudoValuesMs(0.9)).containsExactly(300e-6, 300e-6);
  }

  /**
   * Two systems whose times are those of the same clients, one a tenth slower: the means of the
   * pseudo-values differ by a tenth of the true quantile, and the pairs know it far better than
   * either side alone.
   */
  @Test
  void pseudoValuesOfTwoSystemsArePairs() {
    SplittableRandom random = new SplittableRandom(4);
    ReplicatedTimes fast = new ReplicatedTimes();
    ReplicatedTimes slow = new ReplicatedTimes();
    for (int i = 0; i < 20; i++) {
      long seed = random.nextLong();
      add(fast, new SplittableRandom(seed), 2_000, 1);
      add(slow, new SplittableRandom(seed), 2_000, 1.1);
    }
    PairedDifference pair =
        PairedDifference.of(fast.pseudoValuesMs(0.99), slow.pseudoValuesMs(0.99));
    assertThat(pair.base().mean()).isCloseTo(Math.log(100), within(0.2));
    assertThat(requireNonNull(pair.relativeChange())).isCloseTo(0.1, within(0.003));
    assertThat(pair.difference().halfWidth()).isLessThan(pair.base().halfWidth() / 5);
  }

  /** Halves of exp(-m) and exp(-m / 2) add up to 1/2: exp(-m / 2) is the golden section. */
  private static double medianOfMixture() {
    return -2 * Math.log((Math.sqrt(5) - 1) / 2);
  }

  /** Ten times in all: one per cent of them is nobody. */
  @Test
  void aQuantileThatNothingLimitsFromAboveHasNone() {
    ReplicatedTimes times = new ReplicatedTimes();
    SplittableRandom random = new SplittableRandom(3);
    add(times, random, 5, 1);
    add(times, random, 5, 1);
    assertThat(times.quantile(0.99)).isNull();
    assertThat(times.mean()).isNotNull();
  }

  @Test
  void oneReplicationHasNone() {
    ReplicatedTimes times = new ReplicatedTimes();
    add(times, new SplittableRandom(4), 1_000, 1);
    assertThat(times.quantile(0.5)).isNull();
    assertThat(times.mean()).isNull();
  }

  /** What always takes equally long is known exactly, to the histogram's three digits. */
  @Test
  void equalTimesHaveAnIntervalWithoutWidth() {
    ReplicatedTimes times = new ReplicatedTimes();
    for (int i = 0; i < 3; i++) {
      Histogram histogram = new Histogram(3);
      histogram.recordValueWithCount(5_000_000, 10 + i);
      times.add(histogram, 5e6 * (10 + i));
    }
    Interval p99 = requireNonNull(times.quantile(0.99));
    assertThat(p99.low()).isEqualTo(p99.high()).isCloseTo(5, within(0.005));
    assertThat(times.mean()).isEqualTo(new Interval(5, 5));
  }

  /** A replication that was killed has not drawn what the others have. */
  @Test
  void theMeanIsReadOffByControlsOnlyIfEachReplicationHasOne() {
    double[] meansMs = {20, 31, 42, 27, 36};
    double[] controls = {0.5, 1, 1.5, 0.8, 1.3};
    ReplicatedTimes without = new ReplicatedTimes();
    ReplicatedTimes some = new ReplicatedTimes();
    ReplicatedTimes all = new ReplicatedTimes();
    for (int i = 0; i < meansMs.length; i++) {
      double meanNs = meansMs[i] * NS_PER_MS;
      for (ReplicatedTimes times : new ReplicatedTimes[] {without, some, all}) {
        times.add(of(meanNs), meanNs);
      }
      all.addControl(controls[i]);
      if (i > 0) {
        some.addControl(controls[i]);
      }
    }
    assertThat(some.mean()).isEqualTo(without.mean());
    assertThat(all.mean()).isNotEqualTo(without.mean());
  }

  @Test
  void theFewestReplicationsThatDoAreNamed() {
    // Mean 10, deviation 1: ± 5 % needs t / sqrt(n) of at most 0.5; t is 2.120 with 17 values, so
    // 0.514, and 2.110 with 18, so 0.497 (Law, table T.1). Three values give 4.303 / sqrt(3) / 10.
    double three = 4.303 / Math.sqrt(3) / 10;
    assertThat(NeededReplications.of(three, 3, 0.05)).isEqualTo(18);
    assertThat(NeededReplications.of(three, 3, 0.9)).isEqualTo(3);
  }

  private static boolean holds(Interval interval, double ms) {
    return interval.low() <= ms && ms <= interval.high();
  }

  private static void add(
      ReplicatedTimes times, SplittableRandom random, int count, double meanMs) {
    Histogram histogram = new Histogram(3);
    double sumNs = 0;
    for (int i = 0; i < count; i++) {
      long ns = (long) (-Math.log(1 - random.nextDouble()) * meanMs * NS_PER_MS);
      histogram.recordValue(ns);
      sumNs += ns;
    }
    times.add(histogram, sumNs);
  }

  private static Histogram of(double... timesNs) {
    Histogram histogram = new Histogram(3);
    for (double timeNs : timesNs) {
      histogram.recordValue((long) timeNs);
    }
    return histogram;
  }
}
