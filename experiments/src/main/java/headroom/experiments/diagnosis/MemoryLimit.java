package headroom.experiments.diagnosis;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GOMEMLIMIT sets the heap's goal, and what is left above the live heap is used up at once. */
final class MemoryLimit implements Rule {
  private static final double A_QUARTER_MORE = 1.25;
  private static final double TWICE = 2;

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    CollectorPart part = point.collector();
    if (part == null || !applies(point)) {
      return null;
    }
    double share = CollectorShare.of(point.figures(), point.bad());
    boolean limiter = HeapLimit.limiterHasBeenOn(point.figures());
    String evidence =
        GcBound.evidence(point, part)
            .metric("/gc/heap/goal:bytes", "mean")
            .say("/gc/gomemlimit:bytes " + FigureText.size(HeapLimit.bytes(point.figures())))
            .sayIf(
                limiter,
                "the limiter of the collector's CPU came on ("
                    + HeapLimit.LIMITER
                    + " "
                    + FigureText.number(point.metric(HeapLimit.LIMITER, "max"))
                    + ")")
            .text();
    return new Suspect(
        FailureMode.MEMORY_LIMIT,
        null,
        share,
        evidence,
        "A higher GOMEMLIMIT (runtime.gomemlimit, and machine.memory above it), or less than the "
            + FigureText.size(HeapLimit.liveBytes(point.figures()))
            + " that stay alive: with half as much room above them cycles come twice as often."
            + " GOGC does not matter here.",
        List.of(Changes.moreMemory(point, A_QUARTER_MORE), Changes.moreMemory(point, TWICE)));
  }

  /** Whether the limit is what makes the collector take much. */
  static boolean applies(DiagnosedPoint point) {
    CollectorPart part = point.collector();
    return part != null
        && point.figures().crash() == null
        && HeapLimit.isReached(point.figures())
        && (HeapLimit.limiterHasBeenOn(point.figures())
            || part.cpuShare() >= Thresholds.NEAR_LIMITER
            || part.isWorthChange(point.figures().cpu().utilization()));
  }
}
