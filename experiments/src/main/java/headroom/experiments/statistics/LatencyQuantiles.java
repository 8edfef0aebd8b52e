package headroom.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Quantiles of recorded times by nearest rank: the smallest recorded time that at least that share
 * of the requests did not exceed. A histogram tells times apart to its number of significant
 * digits; the middle of the range it cannot tell apart stands for all of it, so that the error is
 * at most half the range (with three digits 0.05 %) and has no direction.
 */
public final class LatencyQuantiles {
  private static final double NS_PER_MS = 1e6;

  /** Steps by which the axis of the spectrum halves the distance to 1. */
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  /** The spectrum ends at 1 - 2^-40 at the latest, far beyond any number of requests. */
  private static final int MOST_HALVINGS = 40;

  private LatencyQuantiles() {}

  /** The {@code quantile} (0..1) of {@code timesNs} in ms; NaN if nothing was recorded. */
  public static double ms(Histogram timesNs, double quantile) {
    long count = timesNs.getTotalCount();
    if (count == 0) {
      return Double.NaN;
    }
    // A hair is taken off so that 0.07 * 100 = 7.000000000000001 is rank 7; the histogram rounds up
    // to a rank itself, so
    // it is asked for the middle of the step that leads to ours.
    long rank = Math.min(count, Math.max(1, (long) Math.ceil(quantile * count * (1 - 1e-12))));
    long valueNs = timesNs.getValueAtPercentile(100.0 * (rank - 0.5) / count);
    return timesNs.medianEquivalentValue(valueNs) / NS_PER_MS;
  }

  /** The mean of {@code timesNs} in ms; NaN if nothing was recorded. */
  public static double meanMs(Histogram timesNs) {
    return timesNs.getTotalCount() == 0 ? Double.NaN : timesNs.getMean() / NS_PER_MS;
  }

  /** The longest of {@code timesNs} in ms; NaN if nothing was recorded. */
  public static double maxMs(Histogram timesNs) {
    return ms(timesNs, 1);
  }

  /**
   * The {@code quantile} in ns, as the histogram's bands count it: the lowest time that it cannot
   * tell from it.
   */
  public static long lowestEquivalentNs(Histogram timesNs, double quantile) {
    double valueMs = ms(timesNs, quantile);
    return Double.isNaN(valueMs) ? 0 : timesNs.lowestEquivalentValue((long) (valueMs * NS_PER_MS));
  }

  /**
   * The quantiles of an HDR axis that {@code count} requests can tell apart: from 0 on, five steps
   * to each halving of the distance to 1, and 1 at the end.
   */
  public static List<Double> spectrumAxis(long count) {
    List<Double> axis = new ArrayList<>();
    double distance = 1;
    for (int halving = 0; halving < MOST_HALVINGS && distance * count >= 1; halving++) {
      for (int tick = 0; tick < TICKS_PER_HALF_DISTANCE; tick++) {
        axis.add(1 - distance * (1 - 0.5 * tick / TICKS_PER_HALF_DISTANCE));
      }
      distance /= 2;
    }
    if (count > 0) {
      axis.add(1.0);
    }
    return axis;
  }
}
