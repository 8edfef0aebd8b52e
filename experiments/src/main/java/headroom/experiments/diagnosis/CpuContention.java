package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests wait for a P or a core that is busy with others, though the CPU is not full on average:
 * arrivals come together, or some compute for long.
 */
final class CpuContention implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.CPU_CONTENTION);
    if (!point.isWorthNaming(share, Thresholds.WAKE_UP_MS)) {
      return null;
    }
    CpuRoom room = point.room();
    String evidence =
        new Evidence(point)
            .say("waiting for a P or a core is " + point.explained(share))
            .say(
                FigureText.number(room.used())
                    + " cores used on average, "
                    + FigureText.percent(room.utilization())
                    + " of what it may use")
            .sayIf(
                point.scenario().machine().cores() < room.gomaxprocs(),
                "GOMAXPROCS "
                    + room.gomaxprocs()
                    + " on "
                    + point.scenario().machine().cores()
                    + " cores")
            .runQueues()
            .text();
    return new Suspect(
        FailureMode.CPU_CONTENTION,
        null,
        share,
        evidence,
        CpuSaturation.key(room)
            + ", shorter computations, or arrivals that come more evenly. More workers only move"
            + " the wait from the queue to the Ps.",
        changes(point));
  }

  /** More CPU; under a limit also more Ps, which use the limit of a period sooner. */
  private static List<Map<String, Object>> changes(DiagnosedPoint point) {
    List<Map<String, Object>> changes =
        new ArrayList<>(Changes.moreCpu(point, CpuSaturation.needed(point)));
    int cores = point.scenario().machine().cores();
    int gomaxprocs = point.room().gomaxprocs();
    if (point.room().bound() == CpuRoom.Bound.QUOTA && gomaxprocs < cores) {
      changes.add(Changes.one(Changes.GOMAXPROCS, Math.min(cores, 2L * gomaxprocs)));
    }
    return changes;
  }
}
