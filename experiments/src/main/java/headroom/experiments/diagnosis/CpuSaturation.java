package headroom.experiments.diagnosis;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.List;
import java.util.Map;

/** The CPU is full: the cores, the CPU limit, what neighbours leave, or the Ps on all of them. */
final class CpuSaturation extends CpuRule {
  private static final String CPU = "CPU";

  CpuSaturation() {
    super(FailureMode.CPU_SATURATION, "a core");
  }

  @Override
  List<String> figures(DiagnosedPoint point) {
    CpuRoom room = point.room();
    return List.of(
        FigureText.number(room.used())
            + " cores used, "
            + FigureText.percent(room.utilization())
            + " of what it may use ("
            + bound(room)
            + ")");
  }

  @Override
  String advice(DiagnosedPoint point) {
    return point.room().whereMoreComesFrom()
        + " or less CPU for each request (pprof says where it goes) helps; more workers"
        + " do not.";
  }

  @Override
  List<Map<String, Object>> changes(DiagnosedPoint point) {
    return Changes.moreCpu(point, needed(point));
  }

  /** Cores that the load needs, or that are used if that is more. */
  static double needed(DiagnosedPoint point) {
    return Math.max(
        point.room().used(),
        Ceilings.of(point.scenario()).stream()
            .filter(ceiling -> ceiling.resource().equals(CPU))
            .mapToDouble(Ceiling::needed)
            .max()
            .orElse(0));
  }

  private static String bound(CpuRoom room) {
    String left = FigureText.number(room.left());
    return switch (room.bound()) {
      case CORES -> "machine.cores " + left;
      case QUOTA -> "the CPU limit leaves " + left;
      case NEIGHBOURS -> "the neighbours leave " + left;
      case GOMAXPROCS -> "GOMAXPROCS " + room.gomaxprocs();
    };
  }
}
