package headroom.experiments.explain;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.Explanation.Outcome;
import headroom.experiments.result.Explanation.Tried;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.run.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says whether a change helps, by the figures that compare judges and by the same rule. */
final class EffectWords {
  private static final List<String> SHOWN =
      List.of(
          Metric.P99.path(),
          Metric.P50.path(),
          Metric.THROUGHPUT.path(),
          Metric.REJECTED_SHARE.path(),
          "timed_out");

  private final PointResult before;
  private final PointResult after;
  private final List<MetricDifference> metrics;
  private final Map<String, Object> change;

  private EffectWords(PointResult before, Variant variant) {
    this.before = before;
    this.after = variant.point();
    this.change = variant.change();
    this.metrics =
        SHOWN.stream()
            .flatMap(path -> variant.metrics().stream().filter(m -> m.metric().equals(path)))
            .toList();
  }

  /**
   * What {@code variant} does to the service at {@code before}.
   *
   * @param note what the change is, where its keys do not say it
   */
  static Tried of(PointResult before, Variant variant, @Nullable String note) {
    EffectWords words = new EffectWords(before, variant);
    return new Tried(words.change, words.outcome(), words.notes(note), words.metrics);
  }

  /** What ends the process or has requests pile up counts before every figure, then the SLO. */
  private Outcome outcome() {
    int grave = Integer.compare(grave(before), grave(after));
    if (grave != 0) {
      return grave > 0 ? Outcome.HELPS : Outcome.HARMS;
    }
    boolean worse = has(Effect.WORSE);
    return has(Effect.BETTER)
        ? (worse ? Outcome.TRADE : Outcome.HELPS)
        : (worse ? Outcome.HARMS : Outcome.NO_DIFFERENCE);
  }

  private static int grave(PointResult point) {
    return ends(point) ? 3 : piles(point) ? 2 : misses(point) ? 1 : 0;
  }

  /** Whether the process lives to the end and no requests pile up after a change. */
  static boolean isOrderly(PointResult after) {
    return !ends(after) && !piles(after);
  }

  private boolean has(Effect effect) {
    return metrics.stream().anyMatch(metric -> metric.effect() == effect);
  }

  private List<String> notes(@Nullable String note) {
    List<String> said = new ArrayList<>(note == null ? List.of() : List.of(note));
    if (ends(before) != ends(after)) {
      said.add(ends(before) ? "the process lives to the end" : "the process ends before its time");
    }
    if (piles(before) != piles(after) && !ends(after)) {
      said.add(piles(before) ? "requests no longer pile up" : "requests pile up");
    }
    if (after.slo() != null && misses(before) != misses(after)) {
      said.add("the SLO is " + (misses(after) ? "missed" : "met"));
    } else if (after.slo() != null && misses(after)) {
      said.add("the SLO is still missed");
    }
    if (metrics.isEmpty()) {
      said.add("too few requests complete to compare their latencies");
    }
    return said;
  }

  private static boolean ends(PointResult point) {
    return point.crash() != null;
  }

  private static boolean piles(PointResult point) {
    return point.stability().queueGrowthPerS() != null;
  }

  private static boolean misses(PointResult point) {
    return point.slo() != null && !point.slo().met();
  }
}
