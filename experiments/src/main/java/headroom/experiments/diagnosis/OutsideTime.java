package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Most of the time is what the requests are for: waiting for something outside, or computing. Wrong
 * only if it takes too long, so that nothing is said where an SLO is met.
 */
final class OutsideTime implements Rule {
  private static final List<String> OUTSIDE = List.of("io", "call", "sleep");
  private static final List<String> COMPUTING = List.of("cpu", "op", "alloc", "stack");

  private final FailureMode mode;
  private final List<String> kinds;

  private OutsideTime(FailureMode mode, List<String> kinds) {
    this.mode = mode;
    this.kinds = kinds;
  }

  static Rule slowDependency() {
    return new OutsideTime(FailureMode.SLOW_DEPENDENCY, OUTSIDE);
  }

  static Rule slowComputation() {
    return new OutsideTime(FailureMode.SLOW_COMPUTATION, COMPUTING);
  }

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    boolean outside = mode == FailureMode.SLOW_DEPENDENCY;
    Suspect churn = outside ? new ConnectionChurn().of(point) : null;
    double share = point.share(mode) - (churn == null ? 0 : churn.share());
    if (share < Thresholds.MAIN_CAUSE
        || point.meetsSlo()
        || point.figures().crash() != null
        || CacheStampede.explains(point)) {
      return null;
    }
    Map.Entry<String, StepResult> step = longest(point);
    Evidence evidence =
        new Evidence(point)
            .say(
                (outside ? "the network and timers are " : "computing is ")
                    + point.explained(share));
    if (step != null) {
      evidence.say(
          "step \""
              + step.getKey()
              + "\" takes "
              + FigureText.time(step.getValue().serviceMs().mean())
              + " on average, "
              + FigureText.time(step.getValue().serviceMs().p99())
              + " at its own P99");
    }
    return new Suspect(
        mode,
        step == null ? null : step.getKey(),
        share,
        evidence.cores().metric("/sched/latencies:seconds", "p99").text(),
        outside
            ? "Nothing in the process is to blame. Make the other side faster, ask it less often"
                + " (a cache, one call for many), at the same time (spawn), or give up in time (a"
                + " timeout of the step, hedged calls)."
            : "Requests hardly wait: make them compute less (the CPU profile of pprof says where),"
                + " or on several cores at once (spawn).",
        List.of());
  }

  /** The step with the most time of its own; null if none is known. */
  private Map.@Nullable Entry<String, StepResult> longest(DiagnosedPoint point) {
    Map.Entry<String, StepResult> longest = null;
    for (Map.Entry<String, StepResult> entry : point.steps().entrySet()) {
      StepResult step = entry.getValue();
      boolean counts = step.beside() == null && kinds.contains(step.kind().split(" ", 2)[0]);
      if (counts && (longest == null || time(step) > time(longest.getValue()))) {
        longest = entry;
      }
    }
    return longest;
  }

  private static double time(StepResult step) {
    double ms = step.serviceMs().mean();
    return ms > 0 ? step.count() * ms : 0;
  }
}
