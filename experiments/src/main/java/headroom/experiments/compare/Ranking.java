package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.PointResult;
import headroom.experiments.run.Metric;
import headroom.experiments.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ranks sides that are asked the same: first those that hold (no crash, a steady run, the SLO met),
 * of these first those that lose fewer requests, where they differ in that by more than the
 * threshold, then by P99. Two whose P99 differ by less than the threshold, or within chance, pair
 * by pair, share a rank; each is held against the best of its rank. Which is the best is seen from
 * the figures, too, so that it is chance for all pairs at once that has to be ruled out (Law,
 * §10.3.2).
 */
final class Ranking {
  private static final ComparedFigure P99 = ComparedFigure.of(Metric.P99);

  private final double threshold;
  private final List<Side> ranked = new ArrayList<>();
  private final Map<Side, Integer> ranks = new LinkedHashMap<>();

  /** The order of {@code sides}, those that are asked something else than the first left out. */
  Ranking(List<Side> sides, double threshold) {
    this.threshold = threshold;
    Side base = sides.get(0);
    for (Side side : sides) {
      if (CommonNumbers.sameLoad(base.experiment().scenario(), side.experiment().scenario())) {
        ranked.add(side);
      }
    }
    Map<Side, Integer> groups = groups();
    ranked.sort(
        Comparator.comparing((Side side) -> groups.getOrDefault(side, 0))
            .thenComparing(Ranking::p99));
    Side leader = ranked.get(0);
    for (int i = 0; i < ranked.size(); i++) {
      Side side = ranked.get(i);
      boolean alike = Objects.equals(groups.get(side), groups.get(leader)) && !differ(leader, side);
      if (!alike) {
        leader = side;
      }
      ranks.put(side, alike && i > 0 ? rankOf(ranked.get(i - 1)) : i + 1);
    }
  }

  /** 1 is the best; null if the side is asked something else. */
  @Nullable Integer rank(Side side) {
    return ranks.get(side);
  }

  /** Those that are ranked, the best first. */
  List<Side> order() {
    return List.copyOf(ranked);
  }

  /** Whether its figures are those of a service that does what it should. */
  static boolean holds(PointResult point) {
    boolean met = point.slo() == null || point.slo().met();
    return met && point.crash() == null && point.stability().stationary();
  }

  /**
   * Sides by what comes before the P99. One that holds and one that does not are in different
   * groups, and so are those of which one loses more requests than the threshold beyond the first
   * of the group.
   */
  private Map<Side, Integer> groups() {
    List<Side> order = new ArrayList<>(ranked);
    order.sort(
        Comparator.comparing((Side side) -> !holds(side.result())).thenComparing(Ranking::lost));
    Map<Side, Integer> groups = new LinkedHashMap<>();
    int group = 0;
    Side first = order.get(0);
    for (Side side : order) {
      if (holds(side.result()) != holds(first.result()) || lost(side) > lost(first) + threshold) {
        group++;
        first = side;
      }
      groups.put(side, group);
    }
    return groups;
  }

  private int rankOf(Side side) {
    Integer rank = ranks.get(side);
    if (rank == null) {
      throw new IllegalStateException("not ranked yet");
    }
    return rank;
  }

  private boolean differ(Side leader, Side side) {
    double[] best = values(leader);
    double[] others = values(side);
    if (Arrays.equals(best, others)) {
      return false;
    }
    int pairs = ranked.size() * (ranked.size() - 1) / 2;
    PairedDifference pair = PairedDifference.of(best, others, pairs);
    if (!pair.difference().hasInterval()) {
      return true; // in some replication nothing completed
    }
    Effect effect = new Yardstick(threshold, true).effect(P99, pair, 0);
    return effect != Effect.NONE && effect != Effect.NEGLIGIBLE;
  }

  /** Infinite where nothing completed. */
  private static double p99(Side side) {
    double p99Ms = Arrays.stream(values(side)).average().orElse(Double.NaN);
    return Double.isNaN(p99Ms) ? Double.POSITIVE_INFINITY : p99Ms;
  }

  private static double[] values(Side side) {
    double[] values = side.values().get(P99);
    if (values == null) {
      throw new IllegalStateException("no P99");
    }
    return values;
  }

  /** The share of requests that did not complete. */
  private static double lost(Side side) {
    PointResult point = side.result();
    return point.offered() == 0 ? 0 : 1 - (double) point.completed() / point.offered();
  }
}
