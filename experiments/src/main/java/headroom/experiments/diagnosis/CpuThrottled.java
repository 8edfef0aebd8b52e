package headroom.experiments.diagnosis;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The CPU limit stops the threads of the container, whatever its requests are waiting for. */
final class CpuThrottled implements Rule {
  /** The Go version whose default is what is advised. */
  private static final String LATEST = "1.26";

  private static final double MS_PER_NS = 1e-6;

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.CPU_THROTTLED);
    Double periods = point.figures().cpu().throttledShare();
    if (periods == null || !point.isWorthNaming(share, 0)) {
      return null;
    }
    Quota quota = point.scenario().machine().quota();
    Evidence evidence =
        new Evidence(point)
            .say("standing still or waiting for a core is " + point.explained(share))
            .throttledPeriods()
            .say(FigureText.percent(periods) + " of the periods throttled")
            .cores();
    if (quota != null && isOverLimit(point)) {
      evidence.say(
          "GOMAXPROCS "
              + point.room().gomaxprocs()
              + " under a limit of "
              + FigureText.number(quota.cores())
              + ": when all Ps are busy, the limit of "
              + FigureText.time(quota.periodNs() * MS_PER_NS)
              + " is used up in "
              + FigureText.time(
                  quota.perPeriodNs()
                      * MS_PER_NS
                      / Math.min(point.room().gomaxprocs(), cores(point))));
    }
    return BackgroundCpu.named(
        point,
        new Suspect(
            FailureMode.CPU_THROTTLED,
            null,
            share,
            evidence.text(),
            advice(point),
            changes(point, quota)));
  }

  private static int cores(DiagnosedPoint point) {
    return point.scenario().machine().cores();
  }

  /** More Ps than Go since 1.25 takes of itself. */
  private static boolean isOverLimit(DiagnosedPoint point) {
    return point.room().gomaxprocs() > advised(point);
  }

  private static int advised(DiagnosedPoint point) {
    MachineSettings machine = point.scenario().machine();
    return DefaultProcessors.of(LATEST, machine);
  }

  private static String advice(DiagnosedPoint point) {
    String lower =
        isOverLimit(point)
            ? "Lower GOMAXPROCS to the limit (runtime.gomaxprocs: "
                + advised(point)
                + "; Go since 1.25 does so itself), or raise"
            : "Raise";
    return lower
        + " the limit (machine.cpuQuota), let it save for bursts (machine.quotaBurst), or take it"
        + " away: a CPU request without a limit stops nobody."
        + (isGcHeavy(point)
            ? " The collector's workers use the limit too: a higher GOGC helps."
            : "");
  }

  private static boolean isGcHeavy(DiagnosedPoint point) {
    CollectorPart part = point.collector();
    return part != null && part.isWorthChange(point.figures().cpu().utilization());
  }

  private static List<Map<String, Object>> changes(DiagnosedPoint point, @Nullable Quota quota) {
    List<Map<String, Object>> changes = new ArrayList<>();
    if (isOverLimit(point)) {
      changes.add(Changes.one(Changes.GOMAXPROCS, (long) advised(point)));
    }
    if (quota != null && point.scenario().machine().quotaChanges().isEmpty()) {
      Map<String, Object> higher = new LinkedHashMap<>();
      double doubled = Math.min(cores(point), 2 * quota.cores());
      if (doubled > quota.cores()) {
        higher.put(
            Changes.QUOTA, doubled == Math.rint(doubled) ? (Object) (long) doubled : doubled);
        changes.add(higher);
      }
    }
    return changes;
  }
}
