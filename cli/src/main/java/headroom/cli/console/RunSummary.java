package headroom.cli.console;

import static headroom.experiments.result.FigureText.count;
import static headroom.experiments.result.FigureText.number;
import static headroom.experiments.result.FigureText.percent;
import static headroom.experiments.result.FigureText.roughPercent;
import static headroom.experiments.result.FigureText.size;
import static headroom.experiments.result.FigureText.time;

import headroom.experiments.result.Crash;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.RequestTimes;
import headroom.experiments.result.Result;
import headroom.experiments.result.Theory;
import headroom.reports.table.TextTable;
import headroom.reports.table.TimeTables;
import headroom.reports.words.CollectorWords;
import headroom.reports.words.Delivery;
import headroom.reports.words.FindingWords;
import headroom.reports.words.Settling;
import headroom.reports.words.TheoryWords;
import headroom.reports.words.Throttled;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The figures of one run on about ten lines. */
public final class RunSummary {
  private static final double MS_PER_S = 1e3;

  /** Components below this share of the latency are not named. */
  private static final double SHOWN_SHARE = 0.005;

  /** Rows of a table; the report has them all. */
  private static final int MOST_ROWS = 8;

  private final PrintWriter out;
  private final Ansi ansi;

  /** A summary on {@code out}, coloured by {@code ansi}. */
  public RunSummary(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /** Prints the only point of {@code result}. */
  public void print(Result result) {
    PointResult point = result.points().get(0);
    out.println();
    out.println(ansi.string("  @|bold " + result.experiment() + "|@") + "   " + setting(point));
    out.println();
    if (!point.stability().stationary()) {
      String reason = point.stability().reason();
      out.println(ansi.string("  @|red,bold not steady|@  ") + (reason == null ? "" : reason));
      out.println();
    }
    String wide = point.stability().wideInterval();
    if (wide != null) {
      out.println(ansi.string("  @|yellow,bold uncertain|@  ") + wide);
      out.println();
    }
    crash(point.crash());
    latency(point);
    throughput(point);
    theory(point);
    row(
        "cpu",
        number(point.cpu().coresUsed())
            + cores(cpuInterval(point, "cores_used"), point.cpu().coresUsed())
            + " cores used, "
            + percent(point.cpu().utilization())
            + " of what it may use");
    row(
        "runtime",
        "goroutines up to "
            + count(point.runtime().goroutinesMax())
            + ", threads up to "
            + count(point.runtime().threadsMax())
            + ", scheduling delay p50 "
            + time(point.runtime().schedLatencyMs().p50())
            + "  p99 "
            + time(point.runtime().schedLatencyMs().p99()));
    String throttled = Throttled.row(point);
    if (throttled != null) {
      row("throttled", throttled);
    }
    collector(point);
    breakdowns(point);
    FindingWords.rows(point).forEach(finding -> row("diagnosis", finding));
    slo(point);
    out.println();
    table(TimeTables.steps(result));
    table(TimeTables.resources(result));
  }

  /** What the collector takes; nothing if nothing allocates. */
  private void collector(PointResult point) {
    ProcessFigures.Collection collection = point.runtime().collection();
    double share = CollectorWords.cpuShare(point);
    Double cycles = collection.gcCycles();
    Long goal = collection.heapGoalMaxBytes();
    Long resident = collection.rssMaxBytes();
    Double longest = collection.gcPauseMaxMs();
    if (cycles == null || goal == null || resident == null || longest == null) {
      return;
    }
    row(
        "collector",
        percent(share)
            + percentagePoints(cpuInterval(point, "gc_share"), share)
            + " of the CPU, "
            + number(cycles)
            + " cycles, longest stop "
            + time(longest)
            + ", heap goal up to "
            + size(goal)
            + ", resident up to "
            + size(resident));
    String stops = CollectorWords.ofStops(point);
    if (stops != null) {
      row("gc stops", stops);
    }
    String tail = CollectorWords.ofTail(point);
    if (tail != null) {
      row("gc at the p99", tail);
    }
  }

  /** The first rows, indented; one row says no more than the lines above. */
  private void table(TextTable table) {
    if (table.rows().size() < 2) {
      return;
    }
    int shown = Math.min(MOST_ROWS, table.rows().size());
    TextTable first = new TextTable(table.header(), table.rows().subList(0, shown), table.words());
    first.aligned().lines().forEach(line -> out.println("  " + line));
    int more = table.rows().size() - shown;
    if (more > 0) {
      out.println("  and " + count(more) + " more in the report");
    }
    out.println();
  }

  /** What the process would have printed last. */
  private void crash(@Nullable Crash crash) {
    if (crash == null) {
      return;
    }
    crash
        .message()
        .lines()
        .forEach(line -> out.println(ansi.string("  @|red,bold " + line + "|@")));
    StringBuilder line = new StringBuilder();
    crash
        .goroutines()
        .forEach(
            (reason, number) -> {
              line.append(line.isEmpty() ? "" : ", ")
                  .append(count(number))
                  .append(" [")
                  .append(reason)
                  .append(']');
            });
    out.println("  after " + time(crash.atS() * MS_PER_S) + ", goroutines: " + line);
    out.println();
  }

  private static String setting(PointResult point) {
    String replications =
        point.replications() == 1
            ? "1 replication (no intervals)"
            : point.replications() + " replications";
    return replications
        + " of "
        + time(point.durationS() * MS_PER_S)
        + " after "
        + time(point.warmupS() * MS_PER_S)
        + " of warm-up, GOMAXPROCS "
        + point.effective().gomaxprocs()
        + (point.effective().profile() == null ? "" : ", profile " + point.effective().profile());
  }

  private void latency(PointResult point) {
    RequestTimes.Latency latency = point.latencyMs();
    if (point.completed() == 0) {
      row("latency", "no request completed, so there is none");
      return;
    }
    boolean steady = point.stability().stationary();
    StringBuilder line = new StringBuilder(steady ? "" : "of this window, not steady: ");
    figure(line, "mean", latency.mean(), point);
    figure(line, "p50", latency.p50(), point);
    figure(line, "p90", latency.p90(), point);
    figure(line, "p99", latency.p99(), point);
    line.append("p99.9 ").append(time(latency.p999()));
    line.append(steady ? halfWidth(latency.ci95(), "p999", latency.p999()) : "");
    row("latency", line + "  max " + time(latency.max()));
  }

  /** With its interval, which a run that is not steady does not have. */
  private static void figure(StringBuilder line, String name, double ms, PointResult point) {
    boolean steady = point.stability().stationary();
    line.append(name).append(' ').append(time(ms));
    line.append(steady ? halfWidth(point.latencyMs().ci95(), name, ms) : "").append("  ");
  }

  /** What formulas say of the same; nothing if none does. */
  private void theory(PointResult point) {
    String model = TheoryWords.model(point);
    if (model != null) {
      row("theory", model);
    }
    String bounds = TheoryWords.bounds(point);
    if (bounds != null) {
      row("bounds", bounds);
    }
    if (point.theory() != null) {
      for (Theory.Finding finding : point.theory().findings()) {
        row("off theory", ansi.string("@|yellow !|@ ") + finding.text());
      }
    }
  }

  private static String halfWidth(
      @Nullable Map<String, Interval> intervals, String name, double value) {
    Interval interval = intervals == null ? null : intervals.get(name);
    return interval == null ? "" : " ± " + time(interval.halfWidth(value));
  }

  private static @Nullable Interval cpuInterval(PointResult point, String name) {
    Map<String, Interval> intervals = point.cpu().ci95();
    return intervals == null ? null : intervals.get(name);
  }

  private static String cores(@Nullable Interval interval, double value) {
    return interval == null ? "" : " ± " + number(interval.halfWidth(value));
  }

  private static String percentagePoints(@Nullable Interval interval, double share) {
    return interval == null ? "" : " ± " + percent(interval.halfWidth(share));
  }

  private void throughput(PointResult point) {
    row("throughput", Delivery.throughput(point) + "; " + Delivery.ends(point));
    String lastTenth = Delivery.lastTenth(point);
    if (lastTenth != null) {
      row("at the end", lastTenth);
    }
  }

  /** Of those that completed, of those that did not, and of those that are still inside. */
  private void breakdowns(PointResult point) {
    if (point.completed() > 0) {
      row("time goes to", breakdown(point.breakdownMs()));
      row("at the p99", breakdown(point.breakdownP99Ms()));
    }
    if (point.breakdownFailedMs() != null) {
      row("of the failed", inAll(point.breakdownFailedMs()));
    }
    if (point.breakdownUnfinishedMs() != null && Delivery.unfinishedMatter(point)) {
      String many = point.unfinished() == null ? "" : count(point.unfinished()) + ": ";
      row("still inside", many + inAll(point.breakdownUnfinishedMs()));
    }
  }

  private static String inAll(Map<String, Double> partsMs) {
    return breakdown(partsMs) + ", " + time(sum(partsMs)) + " on average";
  }

  private static String breakdown(Map<String, Double> partsMs) {
    double wholeMs = sum(partsMs);
    StringBuilder line = new StringBuilder();
    partsMs.forEach(
        (name, ms) -> {
          if (ms > SHOWN_SHARE * wholeMs) {
            line.append(line.isEmpty() ? "" : "  ")
                .append(name)
                .append(' ')
                .append(roughPercent(ms / wholeMs));
          }
        });
    return line.isEmpty() ? "nothing" : line.toString();
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private void slo(PointResult point) {
    SloVerdict verdict = point.slo();
    if (verdict == null) {
      return;
    }
    List<Objective> objectives = verdict.objectives();
    if (objectives == null) {
      if (verdict.met()) {
        row("SLO", ansi.string("@|green ✓|@ met"));
      }
      verdict.misses().forEach(miss -> row("SLO", ansi.string("@|red ✗|@ ") + miss));
      return;
    }
    for (Objective objective : objectives) {
      row("SLO", ansi.string(objective.met() ? "@|green ✓|@ " : "@|red ✗|@ ") + objective.text());
    }
    if (point.crash() != null) {
      row("SLO", ansi.string("@|red ✗|@ ") + "the process ended before its time");
    } else if (Settling.isUnsettledMiss(point)) {
      row("SLO", ansi.string("@|red ✗|@ ") + "the run does not settle: " + Settling.LATER);
    }
  }

  private void row(String name, String value) {
    out.println("  " + name + " " + ".".repeat(Math.max(1, 14 - name.length())) + " " + value);
  }
}
