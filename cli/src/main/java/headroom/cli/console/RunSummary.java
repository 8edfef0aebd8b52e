package headroom.cli.console;

import static headroom.experiments.result.FigureText.count;
import static headroom.experiments.result.FigureText.number;
import static headroom.experiments.result.FigureText.percent;
import static headroom.experiments.result.FigureText.rate;
import static headroom.experiments.result.FigureText.roughPercent;
import static headroom.experiments.result.FigureText.time;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.Result;
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
    row(
        "cpu",
        number(point.cpu().coresUsed())
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
    row("time goes to", breakdown(point.breakdownMs(), point.latencyMs().mean()));
    row("at the p99", breakdown(point.breakdownP99Ms(), sum(point.breakdownP99Ms())));
    slo(point.slo(), point.crash() != null);
    out.println();
  }

  /** What the process would have printed last. */
  private void crash(PointResult.@Nullable Crash crash) {
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
        point.replications() == 1 ? "1 replication" : point.replications() + " replications";
    return replications
        + " of "
        + time(point.durationS() * MS_PER_S)
        + " after "
        + time(point.warmupS() * MS_PER_S)
        + " of warm-up, GOMAXPROCS "
        + point.effective().gomaxprocs();
  }

  private void latency(PointResult point) {
    PointResult.Latency latency = point.latencyMs();
    row(
        "latency",
        "mean "
            + time(latency.mean())
            + "  p50 "
            + time(latency.p50())
            + halfWidth(latency.ci95(), "p50", latency.p50())
            + "  p90 "
            + time(latency.p90())
            + "  p99 "
            + time(latency.p99())
            + halfWidth(latency.ci95(), "p99", latency.p99())
            + "  p99.9 "
            + time(latency.p999())
            + "  max "
            + time(latency.max()));
  }

  private static String halfWidth(
      @Nullable Map<String, Interval> intervals, String name, double value) {
    Interval interval = intervals == null ? null : intervals.get(name);
    return interval == null ? "" : " ± " + time(interval.halfWidth(value));
  }

  private void throughput(PointResult point) {
    double offered = Math.max(1, point.offered());
    long lost = point.rejected() + (point.timedOut() == null ? 0 : point.timedOut());
    row(
        "throughput",
        rate(point.throughputPerS())
            + ", "
            + count(point.completed())
            + " of "
            + count(point.offered())
            + " requests completed"
            + (lost == 0 ? ", none lost" : ", " + percent(lost / offered) + " lost"));
  }

  private static String breakdown(Map<String, Double> partsMs, double wholeMs) {
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
    return line.isEmpty() ? "nothing completed" : line.toString();
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private void slo(@Nullable SloVerdict verdict, boolean crashed) {
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
    if (crashed) {
      row("SLO", ansi.string("@|red ✗|@ ") + "the process ended before its time");
    }
  }

  private void row(String name, String value) {
    out.println("  " + name + " " + ".".repeat(Math.max(1, 14 - name.length())) + " " + value);
  }
}
