package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests wait for a P or a core that is busy with others, though the CPU is not full on average:
 * arrivals come together, or some compute for long.
 */
final class CpuContention extends CpuRule {
  CpuContention() {
    super(FailureMode.CPU_CONTENTION, "a P or a core");
  }

  @Override
  List<String> figures(DiagnosedPoint point) {
    CpuRoom room = point.room();
    int cores = point.scenario().machine().cores();
    List<String> figures = new ArrayList<>();
    figures.add(
        FigureText.number(room.used())
            + " cores used on average, "
            + FigureText.percent(room.utilization())
            + " of what it may use");
    if (cores < room.gomaxprocs()) {
      figures.add("GOMAXPROCS " + room.gomaxprocs() + " on " + cores + " cores");
    }
    return figures;
  }

  @Override
  String advice(DiagnosedPoint point) {
    return point.room().whereMoreComesFrom()
        + ", shorter computations, or arrivals that come more evenly. More workers only move"
        + " the wait from the queue to the Ps.";
  }

  /** More CPU; under a limit also more Ps, which use the limit of a period sooner. */
  @Override
  List<Map<String, Object>> changes(DiagnosedPoint point) {
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
