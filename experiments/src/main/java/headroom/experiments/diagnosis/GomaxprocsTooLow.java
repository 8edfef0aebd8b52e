package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goroutines wait for a P, and there are cores that no P uses. */
final class GomaxprocsTooLow implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.GOMAXPROCS_TOO_LOW);
    if (!point.isWorthNaming(share, Thresholds.WAKE_UP_MS)) {
      return null;
    }
    CpuRoom room = point.room();
    long cores = (long) Math.ceil(room.left());
    String evidence =
        new Evidence(point)
            .say("waiting for a P is " + point.explained(share))
            .say(
                "/sched/gomaxprocs:threads "
                    + room.gomaxprocs()
                    + " where "
                    + FigureText.number(room.left())
                    + " cores may be used, of which "
                    + FigureText.number(room.used())
                    + " are")
            .runQueues()
            .text();
    return new Suspect(
        FailureMode.GOMAXPROCS_TOO_LOW,
        null,
        share,
        evidence,
        "Leave GOMAXPROCS to Go (runtime.gomaxprocs: auto), or set it to " + cores + ".",
        List.of(Changes.one(Changes.GOMAXPROCS, cores)));
  }
}
