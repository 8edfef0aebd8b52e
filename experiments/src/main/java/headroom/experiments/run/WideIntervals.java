package headroom.experiments.run;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestCounts.Rates;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Stability;
import headroom.experiments.statistics.NeededReplications;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Warns of figures that a run was too short to tell: an interval shrinks with the root of what is
 * simulated, so the warning can say how much would do.
 */
final class WideIntervals {
  /** Half of an interval whose width is a quarter of its figure. */
  static final double WIDEST = 0.125;

  private static final double MS_PER_S = 1e3;

  /** What is known of the half-width of an interval without an upper end. */
  private static final double AT_LEAST = 1;

  private final StringBuilder text = new StringBuilder();
  private double widest;
  private boolean open;

  private WideIntervals() {}

  /**
   * {@code stability} with a warning if intervals are wide, or have no upper end; a run that grows
   * gets none.
   *
   * @param durationS simulated time that each of the replications measured
   */
  static Stability warn(
      Stability stability, Latency latency, Rates rates, int replications, double durationS) {
    if (!stability.stationary() || replications < 2 || Double.isNaN(latency.mean())) {
      return stability;
    }
    Map<String, Interval> intervals = latency.ci95() == null ? Map.of() : latency.ci95();
    WideIntervals wide = new WideIntervals();
    wide.add(Metric.MEAN, latency.mean(), intervals.get(Metric.MEAN.key()));
    wide.add(Metric.P50, latency.p50(), intervals.get(Metric.P50.key()));
    wide.add(Metric.P90, latency.p90(), intervals.get(Metric.P90.key()));
    wide.add(Metric.P95, latency.p95(), intervals.get(Metric.P95.key()));
    wide.add(Metric.P99, latency.p99(), intervals.get(Metric.P99.key()));
    if (rates.throughputPerS() > 0) {
      wide.add(Metric.THROUGHPUT, rates.throughputPerS(), rates.throughputCi95());
    }
    return wide.text.isEmpty()
        ? stability
        : stability.warning(wide.warning(replications, durationS));
  }

  private void add(Metric metric, double value, @Nullable Interval interval) {
    double relative = interval == null ? AT_LEAST : interval.relativeHalfWidth(value);
    if (relative <= WIDEST) {
      return;
    }
    text.append(text.isEmpty() ? "" : ", ").append(metric.label());
    text.append(
        interval == null ? " without an upper end" : " ±" + FigureText.roughPercent(relative));
    open |= interval == null;
    widest = Math.max(widest, relative);
  }

  private String warning(int replications, double durationS) {
    double factor = widest / WIDEST;
    double durationMs = durationS * MS_PER_S;
    return "the 95% intervals are wide: "
        + text
        + "; "
        + (open ? "at least " : "about ")
        + FigureText.count(NeededReplications.of(widest, replications, WIDEST))
        + " replications instead of "
        + FigureText.count(replications)
        + ", or a duration of "
        + FigureText.time(durationMs * factor * factor)
        + " instead of "
        + FigureText.time(durationMs)
        + ", would bring them to ±"
        + FigureText.percent(WIDEST);
  }
}
