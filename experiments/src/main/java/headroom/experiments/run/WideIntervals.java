package headroom.experiments.run;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Stability;
import headroom.experiments.statistics.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warns of figures that a run was too short to tell: an interval shrinks with the root of what is
 * simulated, so the warning can say how much would do.
 */
final class WideIntervals {
  /** Half of an interval whose width is a quarter of its figure. */
  static final double WIDEST = 0.125;

  private static final double NS_PER_MS = 1e6;

  private static final List<Metric> SHOWN =
      List.of(Metric.MEAN, Metric.P50, Metric.P90, Metric.P95, Metric.P99, Metric.THROUGHPUT);

  private WideIntervals() {}

  /** {@code stability} with a warning if intervals are wide; a run that grows gets none. */
  static Stability warn(Stability stability, PointAccumulator pooled) {
    String warning = stability.stationary() ? warning(pooled) : null;
    return warning == null
        ? stability
        : new Stability(true, stability.reason(), stability.queueGrowthPerS(), warning);
  }

  private static @Nullable String warning(PointAccumulator pooled) {
    Estimate worst = null;
    StringBuilder wide = new StringBuilder();
    for (Metric metric : SHOWN) {
      Estimate estimate = Estimate.of(pooled.values(metric));
      if (estimate.relativeHalfWidth() > WIDEST) {
        wide.append(wide.isEmpty() ? "" : ", ").append(metric.label()).append(" ±");
        wide.append(FigureText.roughPercent(estimate.relativeHalfWidth()));
        if (worst == null || estimate.relativeHalfWidth() > worst.relativeHalfWidth()) {
          worst = estimate;
        }
      }
    }
    if (worst == null) {
      return null;
    }
    return "the 95% intervals are wide: " + wide + "; " + remedy(pooled, worst);
  }

  private static String remedy(PointAccumulator pooled, Estimate worst) {
    double factor = worst.relativeHalfWidth() / WIDEST;
    double durationMs = pooled.scenario.window().durationNs() / NS_PER_MS;
    return "about "
        + FigureText.count(worst.replicationsFor(WIDEST))
        + " replications instead of "
        + FigureText.count(worst.count())
        + ", or a duration of "
        + FigureText.time(durationMs * factor * factor)
        + " instead of "
        + FigureText.time(durationMs)
        + ", would bring them to ±"
        + FigureText.percent(WIDEST);
  }
}
