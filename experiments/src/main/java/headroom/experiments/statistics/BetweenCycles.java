package headroom.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What quantiles of latency would be if all requests were as those that met no cycle of the
 * collector. Those are short ones above all, as a long life seldom fits between two cycles. So each
 * counts as the inverse of the share of all instants at which a life as long as its own could begin
 * and meet none: in gaps g1, g2, ... it is in proportion to the sum of gi - life over all longer
 * ones. Source: Horvitz and Thompson, A Generalization of Sampling Without Replacement from a
 * Finite Universe, JASA 47 (1952), with the weights' own sum as the size of the population.
 *
 * <p>Exact if cycles come at moments that have nothing to do with the requests. Requests that come
 * when a cycle is over and find the queue that it has left are among those that met none, so that
 * the quantiles are rather too high.
 */
public final class BetweenCycles {
  private static final double NS_PER_MS = 1e6;

  /** Fewer requests as slow as that, or slower, tell nothing. */
  private static final long LEAST_REQUESTS = 30;

  /** The share of the time between cycles at which such a life must find room. */
  private static final double LEAST_ROOM = 0.1;

  private BetweenCycles() {}

  /**
   * The {@code quantile} (0..1) in ms; NaN where it can't be told: too few requests are that slow,
   * or hardly a gap is that long.
   *
   * @param unmetNs latencies of the requests that met no cycle
   * @param gapsNs the times between cycles
   */
  public static double ms(Histogram unmetNs, Histogram gapsNs, double quantile) {
    List<Weighted> requests = weighted(unmetNs, gapsNs);
    double all = requests.stream().mapToDouble(Weighted::weight).sum();
    double slower = 0;
    long count = 0;
    for (Weighted request : requests) {
      slower += request.weight();
      count += request.count;
      if (slower >= (1 - quantile) * all) {
        boolean told = count >= LEAST_REQUESTS && request.room >= LEAST_ROOM;
        return told ? request.lifeNs / NS_PER_MS : Double.NaN;
      }
    }
    return Double.NaN;
  }

  /**
   * Requests of about the same latency.
   *
   * @param room share of the time between cycles at which such a life can begin and meet none
   */
  private record Weighted(double lifeNs, long count, double room) {
    double weight() {
      return count / room;
    }
  }

  /** Recorded values that the histogram can't tell apart, and how many. */
  private record Band(double ns, long count) {}

  /** The slowest first; those for which no gap is long enough (at the window's end) left out. */
  private static List<Weighted> weighted(Histogram unmetNs, Histogram gapsNs) {
    List<Band> gaps = descending(gapsNs);
    double gapsSumNs = gaps.stream().mapToDouble(gap -> gap.ns * gap.count).sum();
    List<Weighted> weighted = new ArrayList<>();
    double longerSumNs = 0;
    long longer = 0;
    int next = 0;
    for (Band life : descending(unmetNs)) {
      while (next < gaps.size() && gaps.get(next).ns > life.ns) {
        Band gap = gaps.get(next++);
        longerSumNs += gap.ns * gap.count;
        longer += gap.count;
      }
      double room = (longerSumNs - longer * life.ns) / gapsSumNs;
      if (room > 0) {
        weighted.add(new Weighted(life.ns, life.count, room));
      }
    }
    return weighted;
  }

  private static List<Band> descending(Histogram histogram) {
    RecordedTimes recorded = RecordedTimes.of(histogram);
    List<Band> bands = new ArrayList<>();
    for (int i = recorded.timesNs().length - 1; i >= 0; i--) {
      bands.add(new Band(recorded.timesNs()[i], recorded.countAt(i)));
    }
    return bands;
  }
}
