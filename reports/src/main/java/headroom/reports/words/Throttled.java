package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the CPU quota does to requests, in words. */
public final class Throttled {
  /** Below this share of the P99 the quota is not what makes it. */
  private static final double WORTH_A_SENTENCE = 0.05;

  private Throttled() {}

  /** A sentence; null if there is no quota, or the slowest requests do not meet it. */
  static @Nullable String sentence(PointResult point) {
    Double share = point.cpu().throttledShare();
    double frozenMs = frozenMs(point, "p99");
    double latencyMs = point.breakdownP99Ms().values().stream().mapToDouble(v -> v).sum();
    if (share == null || share == 0 || !(frozenMs > WORTH_A_SENTENCE * latencyMs)) {
      return null;
    }
    return "The CPU quota throttled the container in "
        + FigureText.percent(share)
        + " of the periods: the slowest 1% stood still for "
        + FigureText.time(frozenMs)
        + " of their "
        + FigureText.time(latencyMs)
        + ", whatever they were waiting for.";
  }

  /** A few words for a row; null if there is no quota. */
  public static @Nullable String row(PointResult point) {
    Double share = point.cpu().throttledShare();
    if (share == null) {
      return null;
    }
    return "in "
        + FigureText.percent(share)
        + " of the periods; an average request stood still for "
        + FigureText.time(frozenMs(point, "mean"))
        + ", the slowest 1% for "
        + FigureText.time(frozenMs(point, "p99"));
  }

  private static double frozenMs(PointResult point, String which) {
    Map<String, Double> frozen = point.requests().times().breakdowns().frozenMs();
    return frozen == null ? 0 : frozen.getOrDefault(which, 0.0);
  }
}
