package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.statistics.GrowthTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goroutines, or memory, that pile up though requests do not. */
final class Growth implements Rule {
  private static final String GOROUTINES = "/sched/goroutines:goroutines";
  private static final String IN_SYSTEM = "in_system";
  private static final double MS_PER_S = 1e3;

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    PointResult figures = point.figures();
    if (figures.stability().queueGrowthPerS() != null || figures.crash() != null) {
      return null;
    }
    double[] beside = goroutinesBesideRequests(figures);
    GrowthTest.Growth growth = GrowthTest.test(new double[][] {beside}, figures.durationS());
    Double bytesPerS = figures.stability().memoryGrowthBytesPerS();
    if (!growth.growing() && bytesPerS == null) {
      return null;
    }
    Evidence evidence =
        new Evidence(point)
            .sayIf(
                growth.growing(),
                GOROUTINES
                    + " grows by "
                    + FigureText.number(growth.perSecond())
                    + " a second, requests do not")
            .sayIf(growth.growing(), "at the end " + mostWait(figures))
            .sayIf(
                bytesPerS != null,
                "resident memory (rss) grows by "
                    + FigureText.size(bytesPerS == null ? 0 : bytesPerS)
                    + " a second")
            .metric("/gc/heap/live:bytes", "max");
    Double fullS = fullAfterS(figures);
    if (fullS != null) {
      evidence.say("the container's memory is full after " + FigureText.time(fullS * MS_PER_S));
    }
    return new Suspect(
        growth.growing() ? FailureMode.GOROUTINE_LEAK : FailureMode.MEMORY_GROWTH,
        null,
        fullS == null ? 0 : 1,
        evidence.text(),
        growth.growing()
            ? "Let goroutines end: stop tickers, cancel contexts, give channels a reader or a"
                + " buffer (the goroutine profile of pprof says where they wait)."
            : "Bound what stays alive: maxEntries and ttl of caches, copies in place of slices of"
                + " large arrays (the heap profile of pprof says what is in use).",
        List.of());
  }

  /** Null if memory does not reach a limit. */
  private static @Nullable Double fullAfterS(PointResult figures) {
    Map<String, Double> full = figures.stability().fullAfterS();
    return full == null ? null : full.get("memory");
  }

  private static double[] goroutinesBesideRequests(PointResult figures) {
    double[] goroutines = WindowSeries.of(figures, GOROUTINES);
    double[] requests = WindowSeries.of(figures, IN_SYSTEM);
    for (int i = 0; i < Math.min(goroutines.length, requests.length); i++) {
      goroutines[i] -= requests[i];
    }
    return goroutines;
  }

  private static String mostWait(PointResult figures) {
    Map<String, Integer> atEnd = figures.runtime().goroutinesAtEnd();
    return atEnd == null || atEnd.isEmpty()
        ? FigureText.count(figures.runtime().goroutinesMax()) + " live"
        : atEnd.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(e -> FigureText.count(e.getValue()) + " wait in [" + e.getKey() + "]")
            .orElseThrow();
  }
}
