package headroom.reports.words;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the collector takes and how near its limits it is, in sentences. */
public final class CollectorWords {
  /** A part of the collector's CPU that is worth a word. */
  private static final double MUCH_IDLE = 0.25;

  /** What tells all of it. */
  private static final String MEASURED_BY =
      "headroom compare FILE --set runtime.collector=free measures it.";

  private CollectorWords() {}

  /** Sentences; none if nothing allocates, or if it takes little and is far from its limits. */
  static List<String> of(PointResult point) {
    List<String> sentences = new ArrayList<>();
    CollectorPart part = CollectorPart.of(point);
    if (part != null && part.matters()) {
      sentences.add(takes(part));
    }
    CollectorStops stops = CollectorStops.of(point);
    if (stops != null && stops.matter()) {
      sentences.add("It stops the world for " + stops.words() + ".");
    }
    if (part != null && part.isCountedHigher()) {
      sentences.add(counted(part, stops, processors(point)));
    }
    limits(point, sentences);
    return sentences;
  }

  /** In a few words, for the terminal; null if it hardly matters to the tail. */
  public static @Nullable String ofTail(PointResult point) {
    CollectorPart part = CollectorPart.of(point);
    return part == null || !part.isInTail()
        ? null
        : "at least "
            + FigureText.time(part.addedMs())
            + " of the p99 of "
            + FigureText.time(part.p99Ms())
            + "; "
            + met(part, "a cycle");
  }

  /** Its stops of the world in a few words, for the terminal; null if they hardly matter. */
  public static @Nullable String ofStops(PointResult point) {
    CollectorStops stops = CollectorStops.of(point);
    return stops == null || !stops.matter() ? null : stops.words();
  }

  /** The share of the CPU that the collector computes; NaN if nothing allocates. */
  public static double cpuShare(PointResult point) {
    return CollectorPart.cpuShare(point);
  }

  /** Why the runtime's own figure is higher. */
  private static String counted(
      CollectorPart part, @Nullable CollectorStops stops, String processors) {
    return "Go's metrics say "
        + FigureText.percent(part.countedShare())
        + " of the CPU (/cpu/classes/gc/total): they also count marking while its thread has no core"
        + (stops == null || !stops.matter()
            ? "."
            : ", and each stop on "
                + processors
                + " ("
                + FigureText.percent(stops.countedShare())
                + "), though nothing computes then.");
  }

  private static String processors(PointResult point) {
    String name = "/sched/gomaxprocs:threads";
    int gomaxprocs = point.effective().gomaxprocs();
    boolean changes =
        MetricResult.value(point, name, "mean") < MetricResult.value(point, name, "max");
    return changes ? "all Ps" : gomaxprocs == 1 ? "the P" : "all " + gomaxprocs + " Ps";
  }

  private static String takes(CollectorPart part) {
    String cpu =
        "The collector takes "
            + FigureText.percent(part.cpuShare())
            + " of the CPU that the process uses"
            + (part.idleShare() >= MUCH_IDLE
                ? " ("
                    + FigureText.roughPercent(part.idleShare())
                    + " of that on Ps with nothing else to run)"
                : "");
    if (!part.isTold()) {
      return cpu
          + "; "
          + FigureText.roughPercent(part.metShare())
          + " of the requests meet a cycle, so many that what this adds to the P99 can't be told.";
    }
    if (!part.isInTail()) {
      return cpu
          + ", but hardly anything of the P99: requests that meet no cycle are about as slow ("
          + FigureText.time(part.withoutMs())
          + ").";
    }
    return cpu
        + " and at least "
        + FigureText.time(part.addedMs())
        + " of the P99, which would be "
        + FigureText.time(part.withoutMs())
        + " if no request met a cycle, and less without the queues that cycles leave; "
        + met(part, "one")
        + ". "
        + MEASURED_BY;
  }

  private static String met(CollectorPart part, String cycle) {
    return FigureText.roughPercent(part.metShare())
        + " of the requests meet "
        + cycle
        + ", "
        + FigureText.roughPercent(part.metShareOfSlowest())
        + " of the slowest 1%";
  }

  private static void limits(PointResult point, List<String> sentences) {
    double limit = HeapLimit.bytes(point);
    if (HeapLimit.limiterHasBeenOn(point)) {
      sentences.add(
          "The collector reached half of the CPU and its limiter came on: requests then no longer"
              + " help to mark, and the heap may outgrow its goal"
              + (Double.isFinite(limit) ? " and GOMEMLIMIT." : "."));
    }
    if (HeapLimit.isReached(point)) {
      sentences.add(
          "GOMEMLIMIT ("
              + FigureText.size(limit)
              + ") sets the heap's goal: up to "
              + FigureText.size(HeapLimit.residentBytes(point))
              + " are resident, of which up to "
              + FigureText.size(HeapLimit.liveBytes(point))
              + " are live after a cycle; the less room there is above that, the more often cycles"
              + " run.");
    }
    if (HeapLimit.isKilled(point)) {
      sentences.add(
          Double.isFinite(limit)
              ? "GOMEMLIMIT ("
                  + FigureText.size(limit)
                  + ") is soft: what it could not hold, the container did not allow."
              : "No GOMEMLIMIT was set: with one a little below the container's memory, the collector"
                  + " runs more often before memory is used up.");
    }
  }
}
