package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests wait for a mutex or an RWMutex. */
final class LockContention implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.LOCK_CONTENTION);
    MostWaitedFor lock = MostWaitedFor.of(point, "lock");
    if (lock == null || !point.isWorthNaming(share, Thresholds.HANDOVER_MS)) {
      return null;
    }
    String longest = heldLongest(point, lock.bareName());
    String evidence =
        new Evidence(point)
            .say("waiting for " + lock.name() + " is " + point.explained(share))
            .sayIf(
                Double.isFinite(lock.figures().utilization()),
                "somebody holds it "
                    + FigureText.percent(lock.figures().utilization())
                    + " of the time")
            .sayIf(longest != null, longest == null ? "" : longest)
            .say("up to " + FigureText.count(lock.figures().waitersMax()) + " goroutines wait")
            .metric("/sync/mutex/wait/total:seconds", "per_s")
            .cores()
            .text();
    return new Suspect(
        FailureMode.LOCK_CONTENTION,
        lock.name(),
        share,
        evidence,
        "Hold it for less time: nothing that waits (a query, a write, a channel) inside the lock,"
            + " and no computing that can be done before; or split the lock by key. An RWMutex"
            + " helps only readers that hold it for long, and a writer stops them all.",
        List.of());
  }

  /** The step that holds the lock for longest, in words; null if none is known. */
  private static @Nullable String heldLongest(DiagnosedPoint point, String lock) {
    Map.Entry<String, StepResult> longest = null;
    for (Map.Entry<String, StepResult> step : point.steps().entrySet()) {
      StepResult figures = step.getValue();
      if (figures.kind().matches("lock " + Pattern.quote(lock) + "( .*)?")
          && (longest == null
              || figures.serviceMs().mean() > longest.getValue().serviceMs().mean())) {
        longest = step;
      }
    }
    return longest == null
        ? null
        : "step \""
            + longest.getKey()
            + "\" holds it for "
            + FigureText.time(longest.getValue().serviceMs().mean())
            + " each time";
  }
}
