package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests wait for the lock of a logger, or for a pipe whose reader does not read. */
final class LogContention implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.LOG_CONTENTION);
    MostWaitedFor sink = MostWaitedFor.of(point, "sink");
    if (sink == null || !point.isWorthNaming(share, Thresholds.HANDOVER_MS)) {
      return null;
    }
    String evidence =
        new Evidence(point)
            .say("waiting for " + sink.name() + " is " + point.explained(share))
            .sayIf(
                Double.isFinite(sink.figures().utilization()),
                "somebody writes to it "
                    + FigureText.percent(sink.figures().utilization())
                    + " of the time")
            .say("up to " + FigureText.count(sink.figures().waitersMax()) + " goroutines wait")
            .metric("/sync/mutex/wait/total:seconds", "per_s")
            .text();
    return new Suspect(
        FailureMode.LOG_CONTENTION,
        sink.name(),
        share,
        evidence,
        "Log fewer lines in the path of requests, or hand them to a goroutine that writes them in"
            + " batches and drops them when its buffer is full; a reader of the pipe that stalls"
            + " then stops nobody (resources.sinks."
            + sink.bareName()
            + ").",
        List.of());
  }
}
