package headroom.experiments.diagnosis;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The collector takes much of the CPU or of the tail, with room left under the memory limit. */
final class GcBound implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    CollectorPart part = point.collector();
    if (part == null
        || point.figures().crash() != null
        || MemoryLimit.applies(point)
        || !part.isWorthChange(point.figures().cpu().utilization())) {
      return null;
    }
    double share = CollectorShare.of(point.figures(), point.bad());
    String advice = CollectorAdvice.of(point.figures());
    List<Map<String, Object>> changes = new ArrayList<>();
    changes.addAll(Changes.higherGogc(point, 2));
    changes.addAll(Changes.higherGogc(point, 4));
    return new Suspect(
        FailureMode.GC_BOUND,
        null,
        share,
        evidence(point, part).text(),
        advice == null ? "Allocate less for each request (pprof -alloc_space)." : advice,
        changes);
  }

  static Evidence evidence(DiagnosedPoint point, CollectorPart part) {
    return new Evidence(point)
        .say(
            "the collector computes "
                + FigureText.percent(part.cpuShare())
                + " of the CPU that the process uses")
        .sayIf(
            part.isTold() && part.isInTail(),
            "without cycles the P99 would be "
                + FigureText.time(part.withoutMs())
                + " in place of "
                + FigureText.time(part.p99Ms()))
        .sayIf(
            point.bad().share("gc_assist") >= Thresholds.SOME_ASSISTS,
            "assists are "
                + FigureText.roughPercent(point.bad().share("gc_assist"))
                + " of the time of the slowest")
        .metric("/cpu/classes/gc/total:cpu-seconds", "per_s")
        .metric("/cpu/classes/gc/mark/assist:cpu-seconds", "per_s")
        .metric("/gc/cycles/total:gc-cycles", "per_s")
        .metric("/gc/heap/live:bytes", "max");
  }
}
