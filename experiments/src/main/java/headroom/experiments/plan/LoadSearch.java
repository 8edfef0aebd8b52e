package headroom.experiments.plan;

import headroom.experiments.file.InvalidExperimentException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest load that meets the SLO by bisection: more load never makes the figures of an
 * SLO better. Below the highest it looks at a few more loads for the shape of the curve, which also
 * shows where that is not so.
 */
final class LoadSearch {
  /** Relative distance of the loads between which the search ends. */
  private static final double RESOLUTION = 0.01;

  /** The format knows no higher load. */
  private static final double HIGHEST_LOAD = 1000;

  /** A load so far below what was asked about is no answer to it. */
  private static final double LOWEST_SHARE = 1.0 / 256;

  /** Where the curve is looked at, as parts of the highest load, and once beyond it. */
  private static final double[] CURVE = {0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.1};

  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private final Trials trials;
  private final NavigableMap<BigDecimal, Trial> byLoad = new TreeMap<>();

  LoadSearch(Trials trials) {
    this.trials = trials;
  }

  /** The trials by load, the lowest first. */
  NavigableMap<BigDecimal, Trial> byLoad() {
    return byLoad;
  }

  /**
   * Searches.
   *
   * @param asked the load to begin with
   * @param full where a resource is full by means alone; infinite if that is not known
   * @return the highest load that meets the SLO; null if none does
   */
  @Nullable BigDecimal run(double asked, double full)
      throws InvalidExperimentException, InterruptedException {
    BigDecimal low = null;
    BigDecimal high = null;
    BigDecimal next = BigDecimal.valueOf(asked);
    while (next != null) {
      if (at(next).met()) {
        low = next;
      } else {
        high = next;
      }
      next = next(low, high, asked, full);
    }
    if (low != null) {
      for (double part : CURVE) {
        double load = part * low.doubleValue();
        if (part < 1 || (high != null && load > high.doubleValue() && load <= HIGHEST_LOAD)) {
          at(new BigDecimal(load).round(DIGITS));
        }
      }
    }
    return low;
  }

  /** The load to try next; null if the search is over. */
  private static @Nullable BigDecimal next(
      @Nullable BigDecimal low, @Nullable BigDecimal high, double asked, double full) {
    if (low == null && high != null) {
      double least = high.doubleValue();
      double lower = least > full ? 0.9 * full : least / 2;
      return lower < LOWEST_SHARE * asked ? null : rounded(lower);
    }
    if (high == null && low != null) {
      double most = low.doubleValue();
      double higher = Double.isFinite(full) && full > most ? full : 2 * most;
      return most >= HIGHEST_LOAD ? null : rounded(Math.min(HIGHEST_LOAD, higher));
    }
    if (low == null || high == null) {
      return null;
    }
    BigDecimal middle = rounded((low.doubleValue() + high.doubleValue()) / 2);
    boolean near = high.doubleValue() <= (1 + RESOLUTION) * low.doubleValue();
    return near || middle.compareTo(low) <= 0 || middle.compareTo(high) >= 0 ? null : middle;
  }

  private static BigDecimal rounded(double load) {
    return new BigDecimal(load).round(DIGITS);
  }

  private Trial at(BigDecimal load) throws InvalidExperimentException, InterruptedException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(Trials.LOAD, percent(load));
    Trial trial = trials.decided(settings);
    byLoad.put(load, trial);
    return trial;
  }

  /** As it is written in a file: {@code 120%}. */
  static String percent(BigDecimal load) {
    return load.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
