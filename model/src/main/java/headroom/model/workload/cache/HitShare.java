package headroom.model.workload.cache;

import headroom.model.random.KeyDistribution;
import java.util.Arrays;

/**
 * The share of lookups that find their key in a cache of bounded size whose least recently used
 * entry is dropped, in the long run and if entries do not expire. Source: Che, Tung and Wang
 * (2002), "Hierarchical Web caching systems", IEEE JSAC 20(7), equations 3 to 5; the error is
 * mostly below a hundredth (Fricker, Robert and Roberts 2012). The simulation does not use it.
 */
public final class HitShare {
  /** Keys beyond this are taken together: so many that their weights differ by 1 % or so. */
  private static final int ONE_BY_ONE = 100;

  private static final int TURNS = 200;

  private final double[] counts;
  private final double[] shares;

  private HitShare(KeyDistribution keys) {
    double[] groups = new double[4_000];
    double[] weights = new double[4_000];
    int size = 0;
    double sum = 0;
    long from = 1;
    while (from <= keys.keys()) {
      long count = Math.min(keys.keys() - from + 1, Math.max(1, from / ONE_BY_ONE));
      groups[size] = count;
      weights[size] = keys.weight(from + count / 2);
      sum += count * weights[size];
      from += count;
      size++;
    }
    counts = Arrays.copyOf(groups, size);
    shares = Arrays.copyOf(weights, size);
    for (int i = 0; i < size; i++) {
      shares[i] /= sum;
    }
  }

  /** The share for a cache of {@code entries} entries; 1 if all keys fit. */
  public static double of(KeyDistribution keys, long entries) {
    return entries >= keys.keys() ? 1 : new HitShare(keys).of(entries);
  }

  /** A key is there if it was asked for within the time in which a cache's worth of keys is. */
  private double of(long entries) {
    double low = 0;
    double high = 1;
    while (entriesAfter(high) < entries) {
      high *= 2;
    }
    for (int i = 0; i < TURNS && high - low > 1e-9 * high; i++) {
      double middle = low + (high - low) / 2;
      if (entriesAfter(middle) < entries) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double hits = 0;
    for (int i = 0; i < counts.length; i++) {
      hits += counts[i] * shares[i] * -StrictMath.expm1(-shares[i] * high);
    }
    return hits;
  }

  /** Keys asked for in {@code lookups} lookups. */
  private double entriesAfter(double lookups) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * -StrictMath.expm1(-shares[i] * lookups);
    }
    return sum;
  }
}
