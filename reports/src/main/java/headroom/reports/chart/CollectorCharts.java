package headroom.reports.chart;

import static headroom.experiments.result.FigureText.number;
import static headroom.experiments.result.FigureText.size;
import static headroom.experiments.result.FigureText.time;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Charts of the heap and the collector of a run in which something allocates. */
final class CollectorCharts {
  private static final String OBJECTS = "/memory/classes/heap/objects:bytes";
  private static final String CPU = "/cpu/classes/gc/%s:cpu-seconds/second";
  private static final String COMPUTED = "gc_cores";
  private static final double MS_PER_S = 1e3;
  private static final double KIBI = 1024;

  /** A limit further above all else would press the heap to the ground. */
  private static final double FARTHEST_LIMIT = 3;

  /** From here on a memory limit is none. */
  private static final double NO_LIMIT = 1L << 60;

  private CollectorCharts() {}

  /** None if nothing allocates. */
  static List<Chart> of(PointResult point) {
    if (CommonCharts.series(point, OBJECTS) == null) {
      return List.of();
    }
    return Stream.of(heap(point), share(point), stops(point), EncounterChart.of(point))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable Chart heap(PointResult point) {
    Map<String, CommonCharts.Samples> lines = new LinkedHashMap<>();
    put(lines, "objects", CommonCharts.series(point, OBJECTS));
    put(lines, "goal", CommonCharts.series(point, "/gc/heap/goal:bytes"));
    put(lines, "trigger", CommonCharts.series(point, "heap_trigger"));
    put(lines, "marked by the last cycle", CommonCharts.series(point, "/gc/heap/live:bytes"));
    put(lines, "resident", CommonCharts.series(point, "rss"));
    double largest =
        lines.values().stream()
            .flatMapToDouble(line -> DoubleStream.of(line.highest()))
            .max()
            .orElse(0);
    if (!(largest > 0)) {
      return null;
    }
    Unit unit = Unit.of(largest);
    double limit = figure(point, "/gc/gomemlimit:bytes", "max");
    boolean limited = limit > 0 && limit < NO_LIMIT;
    boolean drawn = limited && limit <= FARTHEST_LIMIT * largest;
    Axis y =
        Axes.fromZero(
            "memory",
            DoubleStream.of(unit.in(largest), drawn ? unit.in(limit) : 0),
            value -> number(value) + " " + unit.name);
    LineChart drawing = new LineChart("Heap over time", timeAxis(lines.values()), y);
    int index = 0;
    for (Map.Entry<String, CommonCharts.Samples> entry : lines.entrySet()) {
      CommonCharts.Samples line = entry.getValue();
      if (index == 0 && line.vary()) {
        drawing.band(line.timeS(), unit.in(line.least()), unit.in(line.highest()), index);
      }
      drawing.line(entry.getKey(), line.timeS(), unit.in(line.mean()), index++);
    }
    if (drawn) {
      drawing.ceiling(unit.in(limit), "GOMEMLIMIT " + size(limit));
    }
    return new Chart(
        "heap",
        "Heap over time",
        "Objects grow to the trigger, where a cycle starts that should end at the goal; dead ones count until they"
            + " are swept."
            + (point.replications() > 1
                ? " Lines are means over replications, which levels the teeth; shaded: the least to"
                    + " the highest of the objects."
                : "")
            + (limited && !drawn ? " GOMEMLIMIT, " + size(limit) + ", is far above." : ""),
        drawing);
  }

  /** Of what the process uses. */
  private static @Nullable Chart share(PointResult point) {
    CommonCharts.Samples used = CommonCharts.series(point, "cores_used");
    if (used == null) {
      return null;
    }
    Intervals intervals = new Intervals(used.timeS());
    double[] all = intervals.means(used.mean());
    Map<String, double[]> lines = new LinkedHashMap<>();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("collector", COMPUTED);
    parts.put("workers", CPU.replace("%s", "mark/dedicated"));
    parts.put("idle workers", CPU.replace("%s", "mark/idle"));
    parts.put("assists", CPU.replace("%s", "mark/assist"));
    parts.forEach(
        (label, name) -> {
          CommonCharts.Samples part = CommonCharts.series(point, name);
          if (part != null && DoubleStream.of(part.mean()).anyMatch(value -> value > 0)) {
            lines.put(label, quotients(intervals.means(part.mean()), all));
          }
        });
    if (lines.isEmpty()) {
      return null;
    }
    Axis y =
        Axes.fromZero(
            "share of the CPU",
            lines.values().stream().flatMapToDouble(DoubleStream::of),
            FigureText::percent);
    LineChart drawing =
        new LineChart("CPU of the collector over time", timeAxis(intervals.edges()), y);
    int index = 0;
    for (Map.Entry<String, double[]> line : lines.entrySet()) {
      drawing.line(line.getKey(), intervals.middles(), line.getValue(), index++);
    }
    return new Chart(
        "collector-cpu",
        "CPU of the collector over time",
        "Of the CPU that the process uses, "
            + intervals.words()
            + ". Assists are requests that mark to pay for what they allocate. Workers and assists are as"
            + " Go counts them: when their cycle ends, and also while their thread has no core.",
        drawing);
  }

  /** Time for which the world is stopped, ms of a second. */
  private static @Nullable Chart stops(PointResult point) {
    CommonCharts.Samples stopped = CommonCharts.series(point, CPU.replace("%s", "pause"));
    double longest = figure(point, "/sched/pauses/total/gc:seconds", "max");
    if (stopped == null || Double.isNaN(longest)) {
      return null;
    }
    Intervals intervals = new Intervals(stopped.timeS());
    double[] ms = intervals.means(stopped.mean());
    CommonCharts.Samples processors = CommonCharts.series(point, RunCharts.GOMAXPROCS);
    boolean change = processors != null && RunCharts.changes(processors);
    double[] ps = processors != null && change ? intervals.means(processors.mean()) : null;
    for (int i = 0; i < ms.length; i++) {
      ms[i] *= MS_PER_S / (ps == null ? point.effective().gomaxprocs() : ps[i]);
    }
    Axis y = Axes.fromZero("stopped per second", DoubleStream.of(ms), FigureText::time);
    LineChart drawing =
        new LineChart("Stops of the world over time", timeAxis(intervals.edges()), y)
            .area("stopped", intervals.middles(), ms, 0);
    return new Chart(
        "collector-stops",
        "Stops of the world over time",
        "How long the collector stops all goroutines in a second, "
            + intervals.words()
            + ". There are two stops in a cycle: half take up to "
            + time(figure(point, "/sched/pauses/total/gc:seconds", "p50") * MS_PER_S)
            + ", 99% up to "
            + time(figure(point, "/sched/pauses/total/gc:seconds", "p99") * MS_PER_S)
            + ", the longest "
            + time(longest * MS_PER_S)
            + ".",
        drawing);
  }

  private static double[] quotients(double[] parts, double[] wholes) {
    double[] quotients = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      quotients[i] = wholes[i] > 0 ? parts[i] / wholes[i] : Double.NaN;
    }
    return quotients;
  }

  private static void put(
      Map<String, CommonCharts.Samples> lines,
      String label,
      CommonCharts.@Nullable Samples samples) {
    if (samples != null) {
      lines.put(label, samples);
    }
  }

  private static Axis timeAxis(Iterable<CommonCharts.Samples> lines) {
    return timeAxis(lines.iterator().next().timeS());
  }

  private static Axis timeAxis(double[] timeS) {
    double to = timeS[timeS.length - 1];
    return Axes.span("simulated time", timeS[0], to, s -> number(s) + " s");
  }

  /** NaN if the point does not have it. */
  private static double figure(PointResult point, String metric, String value) {
    MetricResult figures = point.metrics().get(metric);
    return figures == null ? Double.NaN : figures.values().getOrDefault(value, Double.NaN);
  }

  /** The binary unit of an axis. */
  private record Unit(String name, double bytes) {
    static Unit of(double largest) {
      return largest < KIBI * KIBI * KIBI
          ? new Unit("MiB", KIBI * KIBI)
          : new Unit("GiB", KIBI * KIBI * KIBI);
    }

    double in(double value) {
      return value / bytes;
    }

    double[] in(double[] values) {
      return DoubleStream.of(values).map(this::in).toArray();
    }
  }
}
