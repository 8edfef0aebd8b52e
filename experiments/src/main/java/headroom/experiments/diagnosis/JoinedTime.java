package headroom.experiments.diagnosis;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goroutines do that requests start and wait for, by component of a breakdown: a request is in
 * {@code join} meanwhile, whatever they do. Means over all requests, so that those of the slowest
 * may differ.
 */
final class JoinedTime {
  private static final String SPAWN = "spawn";

  private JoinedTime() {}

  /** Time by component, ms over all executions; empty if no goroutine is waited for. */
  static Map<String, Double> of(PointResult point) {
    Map<String, StepResult> steps = point.byStep() == null ? Map.of() : point.byStep();
    Map<String, Double> times = new LinkedHashMap<>();
    for (StepResult step : steps.values()) {
      if (step.beside() == null && isSpawned(step, steps)) {
        String kind = word(step);
        add(times, waiting(kind), step.count(), step.waitMs().mean());
        add(times, working(kind), step.count(), step.serviceMs().mean());
      }
    }
    return times;
  }

  private static boolean isSpawned(StepResult step, Map<String, StepResult> steps) {
    StepResult outer = step.inside() == null ? null : steps.get(step.inside());
    for (int depth = 0; outer != null && depth < steps.size(); depth++) {
      if (word(outer).equals(SPAWN)) {
        return true;
      }
      outer = outer.inside() == null ? null : steps.get(outer.inside());
    }
    return false;
  }

  private static String word(StepResult step) {
    return step.kind().split(" ", 2)[0];
  }

  private static void add(
      Map<String, Double> times, @Nullable String component, long count, double ms) {
    if (component != null && count > 0 && ms > 0) {
      times.merge(component, count * ms, Double::sum);
    }
  }

  /** The component of a step's wait; null of steps that hold others, which have it. */
  private static @Nullable String waiting(String kind) {
    return switch (kind) {
      case "call" -> "pool";
      case "lock" -> "mutex";
      case "send", "recv" -> "channel";
      case "log" -> "log";
      case "repeat", "choice", "spawn", "within", "cache" -> null;
      default -> "runnable";
    };
  }

  /** The component of a step's own time; null of steps that hold others. */
  private static @Nullable String working(String kind) {
    return switch (kind) {
      case "call", "io" -> "io";
      case "sleep" -> "sleep";
      case "syscall", "cgo" -> "syscall";
      case "lock", "repeat", "choice", "spawn", "within", "cache" -> null;
      default -> "running";
    };
  }
}
