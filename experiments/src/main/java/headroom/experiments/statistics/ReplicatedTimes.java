package headroom.experiments.statistics;

import headroom.experiments.result.PointResult.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Times (latencies, waits) of independent replications, and intervals for the figures of all of
 * them pooled: the mean, a {@link RatioEstimate} of the sum of the times over their number, and
 * quantiles.
 *
 * <p>The interval of a quantile holds every time x of which the replications do not say, beyond
 * chance, that more or fewer requests take longer than the quantile allows: the test of the share
 * beyond x is inverted (Woodruff, Confidence intervals for medians and other position measures,
 * JASA 47, 1952; with the variance taken at each x: Francisco and Fuller, Quantile estimation with
 * a complex survey design, Annals of Statistics 19, 1991, §3). The share is a ratio over
 * replications, so that correlation within one does no harm. A mean of the replications' own
 * quantiles is not used: where busy periods are long it is too low, and more replications only make
 * its interval narrower about the wrong value (Nakayama, Confidence intervals for quantiles using
 * sectioning, ACM TOMACS 24, 2014, takes the pooled quantile for that reason; but its symmetric
 * interval from the spread of the replications' quantiles is still too narrow above).
 *
 * <p>Times far out come in few long bursts, so that most replications show less of them than the
 * mean does. The upper end of a high quantile is therefore where two tests say that fewer requests
 * take longer: the one of the ratio, and one that allows for the skewness of the replications
 * ({@link SkewedMean}).
 */
public final class ReplicatedTimes {
  private static final double NS_PER_MS = 1e6;

  /** Shares beyond a quantile that are skewed: from the P95 on. */
  private static final double SKEWED = 0.0501;

  /** Quantiles above it say nothing where hardly a time lies beyond them. */
  private static final double FAR_OUT = 0.99;

  private final List<RecordedTimes> replications = new ArrayList<>();
  private final List<Double> sumsNs = new ArrayList<>();
  private final List<Double> controls = new ArrayList<>();

  /** All times that were recorded, each once, ascending. */
  private long[] timesNs = new long[0];

  /** Adds a replication, whose times add up to {@code sumNs}. */
  public void add(Histogram histogramNs, double sumNs) {
    add(RecordedTimes.of(histogramNs), sumNs);
  }

  /** Adds a replication, whose times add up to {@code sumNs}. */
  public void add(RecordedTimes times, double sumNs) {
    replications.add(times);
    timesNs = merged(timesNs, times.timesNs());
    sumsNs.add(sumNs);
  }

  /**
   * The next replication has drawn, of what its mean hangs on, {@code control} times as much as it
   * was to be expected. Where one does not, as its process was killed before it had drawn what
   * others have, no mean is read off by them.
   */
  public void addControl(double control) {
    controls.add(control);
  }

  /** The interval of the mean, ms; null if there is none. */
  public @Nullable Interval mean() {
    double[] sumsMs = sumsNs.stream().mapToDouble(sumNs -> sumNs / NS_PER_MS).toArray();
    Interval controlled = controls.size() == sumsMs.length ? controlledMean(sumsMs) : null;
    return controlled == null ? RatioEstimate.ofBusyPeriods(sumsMs, counts()) : controlled;
  }

  private @Nullable Interval controlledMean(double[] sumsMs) {
    double[] counts = counts();
    double[] means = new double[counts.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sumsMs[i] / counts[i];
    }
    double pooled = Arrays.stream(sumsMs).sum() / Arrays.stream(counts).sum();
    return ControlledMean.interval(
        means, controls.stream().mapToDouble(Double::doubleValue).toArray(), pooled);
  }

  /**
   * The interval of a quantile (0..1), ms; null if there is none: with one replication, or if so
   * few times lie beyond the quantile that nothing limits it from above.
   */
  public @Nullable Interval quantile(double quantile) {
    if (replications.size() < 2 || timesNs.length == 0) {
      return null;
    }
    double[] counts = counts();
    double beyond = 1 - quantile;
    int last = timesNs.length - 1;
    int low =
        first(
            0,
            last,
            index -> !RatioEstimate.of(longerThan(timesNs[index]), counts).isAbove(beyond));
    if (low == last) {
      return interval(timesNs[low], timesNs[low]);
    }
    // Nothing lies beyond the longest time, which says nothing of times that were not seen.
    int high = first(low, last, index -> isBelow(timesNs[index], counts, beyond));
    return high == last ? null : interval(timesNs[low], timesNs[high]);
  }

  /**
   * What each replication adds to a quantile (0..1), ms: values whose mean is the quantile of all,
   * and whose scatter is that of the estimate by the jackknife (Miller, The jackknife: a review,
   * Biometrika 61, 1974). They are its pseudo-values {@code n · q - (n - 1) · q without it}, all
   * moved by its correction of bias, which is erratic far out. Those of two systems on common
   * random numbers are pairs. The mean of the replications' own quantiles would be that of short
   * runs. NaN where a replication has no times, and for all of a quantile above the P99 that the
   * replications do not reach in the mean.
   */
  public double[] pseudoValuesMs(double quantile) {
    int n = replications.size();
    if (quantile > FAR_OUT && Arrays.stream(counts()).sum() * (1 - quantile) < n) {
      double[] none = new double[n];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    double[] without = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      without[i] = n == 1 ? 0 : quantileNs(quantile, replications.get(i));
      sum += without[i];
    }
    double all = quantileNs(quantile, null);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double added = all + (n - 1) * (sum / n - without[i]);
      values[i] = replications.get(i).count() == 0 ? Double.NaN : added / NS_PER_MS;
    }
    return values;
  }

  /** Inside a band that a histogram cannot tell apart times lie evenly; whole ns are exact. */
  private double quantileNs(double quantile, @Nullable RecordedTimes without) {
    double count = 0;
    for (RecordedTimes times : replications) {
      count += times == without ? 0 : times.count();
    }
    if (count == 0) {
      return Double.NaN;
    }
    double whole = count;
    double rank = quantile * count;
    int found =
        first(0, timesNs.length - 1, index -> whole - longerThan(timesNs[index], without) >= rank);
    double bandNs = RecordedTimes.bandNs(timesNs[found]);
    if (bandNs <= 1) {
      return timesNs[found];
    }
    double upTo = count - longerThan(timesNs[found], without);
    double before = found == 0 ? 0 : count - longerThan(timesNs[found - 1], without);
    double part = upTo > before ? Math.min(1, (rank - before) / (upTo - before)) : 0.5;
    return timesNs[found] + (part - 0.5) * bandNs;
  }

  private double longerThan(long timeNs, @Nullable RecordedTimes without) {
    double longer = 0;
    for (RecordedTimes times : replications) {
      longer += times == without ? 0 : times.longerThan(timeNs);
    }
    return longer;
  }

  /** How many times of each replication are longer than {@code timeNs}. */
  private double[] longerThan(long timeNs) {
    return replications.stream().mapToDouble(times -> times.longerThan(timeNs)).toArray();
  }

  /** Whether the share of the times longer than {@code timeNs} is less than {@code share}. */
  private boolean isBelow(long timeNs, double[] counts, double share) {
    double[] longer = longerThan(timeNs);
    if (!RatioEstimate.of(longer, counts).isBelow(share)) {
      return false;
    }
    double[] surplus = new double[counts.length];
    for (int i = 0; i < surplus.length; i++) {
      surplus[i] = longer[i] - share * counts[i];
    }
    return share > SKEWED || SkewedMean.upperEnd(surplus) < 0;
  }

  private double[] counts() {
    return replications.stream().mapToDouble(RecordedTimes::count).toArray();
  }

  /** The times of both, each once, ascending. */
  private static long[] merged(long[] left, long[] right) {
    long[] all = new long[left.length + right.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      boolean fromLeft = j == right.length || (i < left.length && left[i] <= right[j]);
      long next = fromLeft ? left[i++] : right[j++];
      if (count == 0 || all[count - 1] != next) {
        all[count++] = next;
      }
    }
    return Arrays.copyOf(all, count);
  }

  private interface Condition {
    boolean holds(int index);
  }

  /**
   * The first of {@code from} to {@code last} at which the condition holds; {@code last} if none.
   */
  private static int first(int from, int last, Condition condition) {
    int below = from - 1;
    int found = last;
    while (found - below > 1) {
      int middle = (below + found) / 2;
      if (condition.holds(middle)) {
        found = middle;
      } else {
        below = middle;
      }
    }
    return found;
  }

  private static Interval interval(long lowNs, long highNs) {
    return new Interval(lowNs / NS_PER_MS, highNs / NS_PER_MS);
  }
}
