package headroom.experiments.diagnosis;

import headroom.experiments.result.Crash;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernel has killed the process. */
final class OutOfMemory implements Rule {
  private static final double MS_PER_S = 1e3;
  private static final double TWICE = 2;
  private static final String LIVE = "/gc/heap/live:bytes";

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    Crash crash = point.figures().crash();
    if (crash == null || !HeapLimit.isKilled(point.figures())) {
      return null;
    }
    double[] live = WindowSeries.of(point.figures(), LIVE);
    double from = WindowSeries.begin(live);
    double to = WindowSeries.end(live);
    boolean grows = to > TWICE * from;
    boolean limited = Double.isFinite(HeapLimit.bytes(point.figures()));
    String evidence =
        new Evidence(point)
            .say(
                "killed after "
                    + FigureText.time(crash.atS() * MS_PER_S)
                    + " with "
                    + FigureText.size(HeapLimit.residentBytes(point.figures()))
                    + " resident (rss)")
            .say(
                "the container has "
                    + FigureText.size((double) point.scenario().memory().containerBytes())
                    + ", GOMEMLIMIT is "
                    + (limited ? FigureText.size(HeapLimit.bytes(point.figures())) : "off"))
            .sayIf(
                Double.isFinite(from),
                LIVE + " from " + FigureText.size(from) + " to " + FigureText.size(to))
            .metric("/sched/goroutines:goroutines", "max")
            .text();
    return new Suspect(
        FailureMode.OUT_OF_MEMORY,
        null,
        1,
        evidence,
        advice(grows, limited),
        changes(point, limited));
  }

  private static String advice(boolean grows, boolean limited) {
    String first =
        grows
            ? "What stays alive grows: bound it (maxEntries and ttl of caches, a bounded queue,"
                + " goroutines that end), since no limit holds what is alive. "
            : "";
    return first
        + (limited
            ? "GOMEMLIMIT is soft: leave more room above what is alive, or raise machine.memory."
            : "Set GOMEMLIMIT (runtime.gomemlimit) a tenth below the container's memory, so that"
                + " the collector runs before it is used up, or raise machine.memory.");
  }

  private static List<Map<String, Object>> changes(DiagnosedPoint point, boolean limited) {
    List<Map<String, Object>> changes = new ArrayList<>();
    if (!limited) {
      changes.add(Changes.limitBelowMemory(point));
    }
    changes.add(Changes.moreMemory(point, TWICE));
    return changes;
  }
}
