package headroom.experiments.diagnosis;

import headroom.experiments.result.RequestTimes.ResourceResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resource of some kinds that is waited for most.
 *
 * @param name as in {@code by_resource}: {@code pool db}
 */
record MostWaitedFor(String name, ResourceResult figures) {
  /** The one of {@code kinds}, such as {@code pool}; null if nobody waits for any. */
  static @Nullable MostWaitedFor of(DiagnosedPoint point, String... kinds) {
    MostWaitedFor most = null;
    double mostMs = 0;
    for (Map.Entry<String, ResourceResult> entry : point.resources().entrySet()) {
      for (String kind : kinds) {
        if (entry.getKey().startsWith(kind + " ")) {
          double ms = waitedMs(point, entry.getKey(), entry.getValue());
          most = ms > mostMs ? new MostWaitedFor(entry.getKey(), entry.getValue()) : most;
          mostMs = Math.max(ms, mostMs);
        }
      }
    }
    return most;
  }

  /** The name without its kind. */
  String bareName() {
    return name.substring(name.indexOf(' ') + 1);
  }

  boolean isA(String kind) {
    return name.startsWith(kind + " ");
  }

  /** All that requests have waited for it; where no step says how often, what one has. */
  private static double waitedMs(DiagnosedPoint point, String name, ResourceResult figures) {
    String bare = name.substring(name.indexOf(' ') + 1);
    double ms =
        point.steps().values().stream()
            .filter(step -> step.kind().matches("(call|lock|send|recv|log) .*"))
            .filter(step -> step.kind().split(" ", 3)[1].equals(bare))
            .filter(step -> step.count() > 0 && step.waitMs().mean() > 0)
            .mapToDouble(step -> step.count() * step.waitMs().mean())
            .sum();
    double each = figures.waitMs().mean();
    return ms > 0 ? ms : each > 0 ? each : 0;
  }
}
