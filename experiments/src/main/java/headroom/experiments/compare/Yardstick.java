package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.statistics.PairedDifference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which differences matter, and which of them are good or bad.
 *
 * @param threshold relative change below which a difference does not matter
 * @param sameLoad whether both sides are asked the same; if not, no figure is better or worse
 */
record Yardstick(double threshold, boolean sameLoad) {
  static final String COMPONENT = "breakdown_ms.";

  private static final String STEP = "by_step.";

  /** What the difference says; its size counts before whether it can be told from chance. */
  Effect effect(ComparedFigure figure, PairedDifference pair, double leastAmount) {
    if (!pair.isSignificant()) {
      return Effect.NONE;
    }
    Double relative = pair.relativeChange();
    if ((relative != null && Math.abs(relative) < threshold)
        || Math.abs(pair.difference().mean()) < leastAmount) {
      return Effect.NEGLIGIBLE;
    }
    if (!sameLoad) {
      return Effect.CHANGED;
    }
    boolean lower = pair.difference().mean() < 0;
    return switch (figure.better()) {
      case LOWER -> lower ? Effect.BETTER : Effect.WORSE;
      case HIGHER -> lower ? Effect.WORSE : Effect.BETTER;
      case NEITHER -> Effect.CHANGED;
    };
  }

  /**
   * The amount below which a difference of {@code figure} does not matter, in its unit: a part of
   * the mean latency must change by the threshold of it, and so must a step's time, times its
   * executions in a request; 0 for all other figures.
   */
  double leastAmount(ComparedFigure figure, PointResult base) {
    if (figure.path().startsWith(COMPONENT) && base.completed() > 0) {
      return threshold * base.latencyMs().mean();
    }
    StepResult step = step(figure, base.byStep());
    if (step == null || base.completed() == 0) {
      return 0;
    }
    double perRequest = Math.max(1, (double) step.count() / base.completed());
    boolean mean = figure.path().endsWith(".mean");
    double latencyMs = mean ? base.latencyMs().mean() : base.latencyMs().p99();
    return threshold * latencyMs / perRequest;
  }

  private static @Nullable StepResult step(
      ComparedFigure figure, @Nullable Map<String, StepResult> steps) {
    if (steps == null || !figure.path().startsWith(STEP)) {
      return null;
    }
    String part = figure.path().contains(".wait_ms.") ? ".wait_ms." : ".service_ms.";
    return steps.get(figure.path().substring(STEP.length(), figure.path().lastIndexOf(part)));
  }
}
