package headroom.reports.table;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.Reuse;
import headroom.experiments.result.RequestTimes.Times;
import headroom.experiments.result.Result;
import headroom.reports.words.ParameterName;
import headroom.reports.words.StepShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the time goes: by step, and by what the steps wait for. */
public final class TimeTables {
  /** A nanosecond, the resolution of simulated time. */
  private static final double CLOCK_MS = 1e-6;

  private TimeTables() {}

  /** The steps, the largest share of the latency first; no rows if no point says them. */
  public static TextTable steps(Result result) {
    return table(
        result,
        List.of(
            "step",
            "share of latency",
            "per request",
            "wait",
            "wait P99",
            "service",
            "service P99",
            "timeouts",
            "errors"),
        TimeTables::stepRows);
  }

  /**
   * Pools, locks, channels, sinks, caches and the cores, the busiest first; no rows if there are
   * none.
   */
  public static TextTable resources(Result result) {
    return table(
        result,
        List.of(
            "resource",
            "in use",
            "wait",
            "wait P99",
            "longest queue",
            "timeouts",
            "opened",
            "found",
            "held at most",
            "evicted",
            "expired",
            "loading one key"),
        TimeTables::resourceRows);
  }

  private static TextTable table(
      Result result, List<String> figures, Function<PointResult, List<List<String>>> rowsOf) {
    boolean varied = result.points().size() > 1;
    List<String> header = new ArrayList<>(varied ? List.of("setting") : List.of());
    header.addAll(figures);
    List<List<String>> rows = new ArrayList<>();
    for (PointResult point : result.points()) {
      for (List<String> cells : rowsOf.apply(point)) {
        List<String> row = new ArrayList<>();
        if (varied) {
          row.add(ParameterName.setting(point.parameters()));
        }
        row.addAll(cells);
        rows.add(row);
      }
    }
    return withoutEmptyColumns(header, rows, varied ? 2 : 1);
  }

  private static TextTable withoutEmptyColumns(
      List<String> header, List<List<String>> rows, int words) {
    int[] kept =
        IntStream.range(0, header.size())
            .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
            .toArray();
    return new TextTable(
        cells(header, kept), rows.stream().map(row -> cells(row, kept)).toList(), words);
  }

  private static List<String> cells(List<String> all, int[] kept) {
    return IntStream.of(kept).mapToObj(all::get).toList();
  }

  private static List<List<String>> stepRows(PointResult point) {
    List<StepShare> steps = StepShare.of(point);
    List<List<String>> rows = new ArrayList<>();
    StepShare.QueueShare queue = StepShare.queue(point);
    if (queue != null && !steps.isEmpty()) {
      String share = FigureText.roughPercent(queue.share());
      String mean = FigureText.time(queue.meanMs());
      rows.add(List.of("waiting for a worker", share, "", mean, "", "", "", "", ""));
    }
    for (StepShare step : steps) {
      boolean beside = Boolean.TRUE.equals(step.result().beside());
      rows.add(
          List.of(
              "  ".repeat(step.depth()) + step.label(),
              beside ? "beside" : FigureText.roughPercent(step.share()),
              FigureText.number(step.perRequest()),
              mean(step.result().waitMs()),
              p99(step.result().waitMs()),
              mean(step.result().serviceMs()),
              p99(step.result().serviceMs()),
              count(step.result().timeouts()),
              count(step.result().errors())));
    }
    return rows;
  }

  private static List<List<String>> resourceRows(PointResult point) {
    Map<String, ResourceResult> byResource =
        point.byResource() == null ? Map.of() : point.byResource();
    if (byResource.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<String, ResourceResult>> resources = new ArrayList<>(byResource.entrySet());
    resources.sort(Comparator.comparingDouble(entry -> -use(entry.getValue())));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, ResourceResult> entry : resources) {
      ResourceResult resource = entry.getValue();
      Reuse reuse = resource.reuse();
      rows.add(
          List.of(
              entry.getKey(),
              FigureText.percent(resource.utilization()),
              mean(resource.waitMs()),
              p99(resource.waitMs()),
              FigureText.count(resource.waitersMax()),
              count(resource.timeouts()),
              count(resource.opened()),
              reuse == null ? "" : FigureText.percent(reuse.hitShare()),
              reuse == null ? "" : FigureText.count(reuse.heldMax()),
              reuse == null ? "" : count(reuse.evictions()),
              reuse == null ? "" : count(reuse.expirations()),
              reuse == null ? "" : count(reuse.stampedeMax())));
    }
    rows.add(
        List.of(
            "cores",
            FigureText.percent(point.cpu().utilization()),
            "",
            FigureText.time(point.runtime().schedLatencyMs().p99()),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            ""));
    return rows;
  }

  private static double use(ResourceResult resource) {
    return Double.isFinite(resource.utilization()) ? resource.utilization() : 0;
  }

  /** Waits of nearly all requests are exactly 0: a mean below what the clock resolves is, too. */
  private static String mean(Times times) {
    double mean = times.mean() < CLOCK_MS ? 0 : times.mean();
    return FigureText.time(mean) + halfWidth(times, "mean", mean);
  }

  private static String p99(Times times) {
    return FigureText.time(times.p99()) + halfWidth(times, "p99", times.p99());
  }

  private static String halfWidth(Times times, String name, double ms) {
    return times.ci95() == null ? "" : PointSummary.halfWidth(times.ci95().get(name), ms);
  }

  private static String count(@Nullable Long number) {
    return number == null ? "" : FigureText.count(number);
  }
}
