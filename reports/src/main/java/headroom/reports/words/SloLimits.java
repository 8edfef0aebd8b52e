package headroom.reports.words;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits that a service level objective sets, as far as a result names them. */
public final class SloLimits {
  private SloLimits() {}

  /** The limit under {@code name}, such as {@code p99_ms}, or null if there is none. */
  public static @Nullable Double of(Result result, String name) {
    for (PointResult point : result.points()) {
      if (point.slo() != null) {
        Map<String, Double> limits = point.slo().limits();
        if (limits != null && limits.containsKey(name)) {
          return limits.get(name);
        }
      }
    }
    return null;
  }
}
