package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.List;
import java.util.Map;

/** Goroutines wait for a P, and there are cores that no P uses. */
final class GomaxprocsTooLow extends CpuRule {
  GomaxprocsTooLow() {
    super(FailureMode.GOMAXPROCS_TOO_LOW, "a P");
  }

  @Override
  List<String> figures(DiagnosedPoint point) {
    CpuRoom room = point.room();
    return List.of(
        "/sched/gomaxprocs:threads "
            + room.gomaxprocs()
            + " where "
            + FigureText.number(room.left())
            + " cores may be used, of which "
            + FigureText.number(room.used())
            + " are");
  }

  @Override
  String advice(DiagnosedPoint point) {
    return "Leave GOMAXPROCS to Go (runtime.gomaxprocs: auto), or set it to " + enough(point) + ".";
  }

  @Override
  List<Map<String, Object>> changes(DiagnosedPoint point) {
    return List.of(Changes.one(Changes.GOMAXPROCS, enough(point)));
  }

  /** Ps for all cores that it may use. */
  private static long enough(DiagnosedPoint point) {
    return (long) Math.ceil(point.room().left());
  }
}
