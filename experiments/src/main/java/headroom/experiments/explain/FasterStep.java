package headroom.experiments.explain;

import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.Finding;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What no setting changes, but work on the program would: the step to blame as if it took half as
 * long.
 */
final class FasterStep {
  private static final double HALF = 0.5;

  private final PointResult point;
  private final List<StepTime> times;

  FasterStep(PointResult point, List<StepTime> times) {
    this.point = point;
    this.times = times;
  }

  /** The change; null if the finding is not about a step, or the file has none that is its own. */
  @Nullable Map<String, Object> of(Finding finding) {
    String subject = finding.subject();
    Map<String, StepResult> steps = point.byStep();
    FailureMode mode = FailureMode.of(finding.id());
    if (subject == null || steps == null || mode == null) {
      return null;
    }
    return switch (mode) {
      case SLOW_DEPENDENCY, SLOW_COMPUTATION -> halved(subject, steps.get(subject), "");
      case LOCK_CONTENTION -> {
        String held = longestInside(subject, steps);
        yield held == null ? null : halved(held, steps.get(held), ".lock.");
      }
      default -> null;
    };
  }

  /** The step that takes most of the time in which the lock is held; null if none is known. */
  private static @Nullable String longestInside(String lock, Map<String, StepResult> steps) {
    String longest = null;
    double most = 0;
    for (Map.Entry<String, StepResult> entry : steps.entrySet()) {
      StepResult outer =
          entry.getValue().inside() == null ? null : steps.get(entry.getValue().inside());
      double ms = entry.getValue().serviceMs().mean();
      if (outer != null && outer.kind().startsWith(lock) && ms > most) {
        longest = entry.getKey();
        most = ms;
      }
    }
    return longest;
  }

  /** The only time of the file that can be the step's, halved; null if there are several. */
  private @Nullable Map<String, Object> halved(
      String name, @Nullable StepResult step, String within) {
    if (step == null) {
      return null;
    }
    String kind = step.kind().split(" ", 2)[0];
    List<StepTime> possible =
        times.stream()
            .filter(time -> time.name().endsWith("." + kind) && time.name().contains(within))
            .filter(time -> isOf(name, kind, time))
            .toList();
    if (possible.size() != 1) {
      return null;
    }
    StepTime time = possible.get(0);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put(time.key(), time.scaled(HALF));
    return change;
  }

  /** By its id, or by its class where it has none. */
  private static boolean isOf(String name, String kind, StepTime time) {
    String bare = name.substring(name.lastIndexOf(": ") + 1).strip();
    String outer = name.contains(": ") ? name.substring(0, name.indexOf(": ")) : "";
    boolean named = time.name().contains("." + bare + ".");
    boolean inClass = outer.isEmpty() || time.name().contains("." + outer + ".");
    return named || (bare.startsWith(kind) && inClass);
  }
}
