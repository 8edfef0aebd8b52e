package headroom.experiments.diagnosis;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.RequestTimes.ResourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests wait for workers, which wait for something outside, while there is CPU left. */
final class WorkersExhausted implements Rule {
  private static final String RESOURCE = "server workers";

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.WORKERS_EXHAUSTED);
    ResourceResult workers = point.resources().get(RESOURCE);
    if (workers == null || !point.isWorthNaming(share, Thresholds.WAKE_UP_MS)) {
      return null;
    }
    int count = point.scenario().server().workers();
    String evidence =
        new Evidence(point)
            .say("the queue before the workers is " + point.explained(share))
            .say(
                FigureText.count(count)
                    + " workers, "
                    + FigureText.percent(workers.utilization())
                    + " of them busy")
            .metric("in_queue", "max")
            .cores()
            .text();
    return new Suspect(
        FailureMode.WORKERS_EXHAUSTED,
        RESOURCE,
        share,
        evidence,
        "More workers (server.workers), or less time in which each holds a request: see where an"
            + " average request spends it. What the workers wait for must bear more of them.",
        changes(point, count));
  }

  /** More workers; more cores to show that they are not the reason. */
  private static List<Map<String, Object>> changes(DiagnosedPoint point, int count) {
    double needed =
        Ceilings.of(point.scenario()).stream()
            .filter(ceiling -> ceiling.resource().equals(RESOURCE))
            .mapToDouble(Ceiling::needed)
            .max()
            .orElse(0);
    List<Map<String, Object>> changes = new ArrayList<>();
    changes.add(Changes.one(Changes.WORKERS, Changes.more(count, needed)));
    changes.addAll(Changes.moreCpu(point, CpuSaturation.needed(point)));
    return changes;
  }
}
