package headroom.experiments.diagnosis;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What would make the collector take less, each with the figure that speaks for it. */
final class CollectorAdvice {
  /** A larger value of GOGC means off. */
  private static final double GOGC_OFF = 1e9;

  /** From this share of the live heap on, fewer pointers make a cycle shorter. */
  private static final double MUCH_TO_SCAN = 0.5;

  /** Below this there is little to scan, whatever points to whatever. */
  private static final double LARGE_HEAP = 32 << 20;

  /** Below this, GOGC makes room for less than the runtime's least heap of 4 MiB. */
  private static final double SMALL_HEAP = 4 << 20;

  private CollectorAdvice() {}

  /** A sentence; null where nothing is to be said. */
  static @Nullable String of(PointResult point) {
    List<String> means = new ArrayList<>();
    means.add(room(point));
    means.add(allocations(point));
    means.add(pointers(point));
    means.removeIf(Objects::isNull);
    return means.isEmpty() ? null : "It would take less with " + String.join("; or ", means) + ".";
  }

  /** More room for the heap. */
  private static @Nullable String room(PointResult point) {
    double live = HeapLimit.liveBytes(point);
    if (HeapLimit.isReached(point)) {
      return "a higher GOMEMLIMIT, or less than the " + FigureText.size(live) + " that stay alive";
    }
    double gogc = MetricResult.value(point, "/gc/gogc:percent", "max");
    double goal = MetricResult.value(point, "/gc/heap/goal:bytes", "max");
    if (!(gogc < GOGC_OFF) || !(goal > live)) {
      return null;
    }
    double more = live < SMALL_HEAP ? goal : goal - live;
    double limit = HeapLimit.bytes(point);
    if (HeapLimit.residentBytes(point) + more > limit) {
      return "a higher GOGC (now "
          + FigureText.number(gogc)
          + "), as far as GOMEMLIMIT ("
          + FigureText.size(limit)
          + ") leaves room";
    }
    return "GOGC "
        + FigureText.number(2 * gogc)
        + " in place of "
        + FigureText.number(gogc)
        + ": about half of the cycles, for about "
        + FigureText.size(more)
        + " more memory";
  }

  private static @Nullable String allocations(PointResult point) {
    Double bytes = point.runtime().collection().allocsBytes();
    Double objects = point.runtime().collection().allocsObjects();
    double requests = (double) point.completed() / point.replications();
    if (bytes == null || objects == null || requests == 0) {
      return null;
    }
    return "fewer bytes allocated ("
        + FigureText.size(bytes / requests)
        + " in "
        + FigureText.number(objects / requests)
        + " objects for each request): half of them make half of the cycles";
  }

  private static @Nullable String pointers(PointResult point) {
    double live = HeapLimit.liveBytes(point);
    double scanned = MetricResult.value(point, "/gc/scan/heap:bytes", "max");
    if (!(live >= LARGE_HEAP) || !(scanned >= MUCH_TO_SCAN * live)) {
      return null;
    }
    return "fewer pointers in what stays alive: "
        + FigureText.roughPercent(Math.min(1, scanned / live))
        + " of it has to be looked through";
  }
}
