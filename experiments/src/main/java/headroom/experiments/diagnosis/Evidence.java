package headroom.experiments.diagnosis;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import java.util.ArrayList;
import java.util.List;

/** Figures that show what is wrong, in the order in which they are said. */
final class Evidence {
  private static final double MS_PER_S = 1e3;

  private final DiagnosedPoint point;
  private final List<String> said = new ArrayList<>();

  Evidence(DiagnosedPoint point) {
    this.point = point;
  }

  /** Adds a figure in words. */
  Evidence say(String figure) {
    said.add(figure);
    return this;
  }

  /** Adds a figure in words if it {@code applies}. */
  Evidence sayIf(boolean applies, String figure) {
    return applies ? say(figure) : this;
  }

  /**
   * Adds a value of a metric under its name: {@code /sched/latencies:seconds p99 4.2 ms}; nothing
   * if the point does not have it.
   */
  Evidence metric(String name, String value) {
    MetricResult figures = point.figures().metrics().get(name);
    double amount = point.metric(name, value);
    if (figures == null || Double.isNaN(amount)) {
      return this;
    }
    return say(
        value.equals("per_s")
            ? name + " " + rate(amount, figures.unit())
            : name + " " + value + " " + text(amount, figures.unit()));
  }

  /** A counter of seconds grows by seconds a second, also where these are hours. */
  private static String rate(double amount, String unit) {
    String s = unit.endsWith("seconds") ? " s" : "";
    return FigureText.number(amount) + s + " per second";
  }

  private static String text(double amount, String unit) {
    return switch (unit) {
      case "seconds" -> FigureText.time(amount * MS_PER_S);
      case "bytes" -> FigureText.size(amount);
      default -> FigureText.number(amount);
    };
  }

  /** Where goroutines wait for a P: in run queues, or as requests that nobody has noticed. */
  Evidence runQueues() {
    boolean queued = point.bad().share("queue") >= Thresholds.WORTH_NAMING_OF_A_MISS;
    metric("/sched/latencies:seconds", "p99");
    metric("/sched/goroutines/runnable:goroutines", "max");
    return queued ? metric("in_queue", "max") : this;
  }

  /** {@code nr_throttled 63 of nr_periods 600}; nothing without a CPU limit. */
  Evidence throttledPeriods() {
    double periods = point.metric("nr_periods", "total");
    return periods > 0
        ? say(
            "nr_throttled "
                + FigureText.number(point.metric("nr_throttled", "total"))
                + " of nr_periods "
                + FigureText.number(periods))
        : this;
  }

  /** {@code 3.7 of 4 cores used}. */
  Evidence cores() {
    CpuRoom room = point.room();
    return say(
        FigureText.number(room.used()) + " of " + FigureText.number(room.usable()) + " cores used");
  }

  /** All that was said. */
  String text() {
    return String.join("; ", said);
  }
}
