package headroom.reports.chart;

import headroom.experiments.result.ChoiceResult;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PlanResult;
import headroom.experiments.result.PlanResult.Knee;
import headroom.experiments.result.PlanResult.Limit;
import headroom.experiments.result.Planned;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Result;
import headroom.reports.words.ParameterValue;
import headroom.reports.words.SloLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The charts of a plan: of loads the tail over them, of settings the region that meets the SLO and
 * what cost buys, with the answer in them; then those of a sweep.
 */
public final class PlanCharts {
  private static final String LOAD = "load";
  private static final double PERCENT = 0.01;

  private final Result result;
  private final PlanResult plan;

  private PlanCharts(Result result, PlanResult plan) {
    this.result = result;
    this.plan = plan;
  }

  /** The charts, the most telling first. */
  public static List<Chart> of(Result result, Planned planned) {
    List<Chart> charts = new ArrayList<>();
    if (planned instanceof PlanResult plan && result.points().size() > 1) {
      charts.add(new PlanCharts(result, plan).tail());
    }
    if (planned instanceof ChoiceResult choice) {
      charts.addAll(ChoiceCharts.of(choice, SloLimits.of(result, "p99_ms")));
    }
    charts.addAll(Charts.of(result));
    return List.copyOf(charts);
  }

  private Chart tail() {
    Map<String, ToDoubleFunction<Latency>> percentiles = new LinkedHashMap<>();
    percentiles.put("p99", Latency::p99);
    percentiles.put("p999", Latency::p999);
    percentiles.put("p95", Latency::p95);
    percentiles.put("p90", Latency::p90);
    percentiles.put("p50", Latency::p50);
    String name = "p99";
    for (String each : percentiles.keySet()) {
      if (SloLimits.of(result, each + "_ms") != null) {
        name = each;
        break;
      }
    }
    return tail(name, percentiles.getOrDefault(name, Latency::p99));
  }

  /** The percentile that the SLO limits, or else the P99. */
  private Chart tail(String key, ToDoubleFunction<Latency> percentile) {
    String label = key.equals("p999") ? "P99.9" : key.replace('p', 'P');
    List<PointResult> points =
        result.points().stream().filter(p -> p.parameters().containsKey(LOAD)).toList();
    double[] x = points.stream().mapToDouble(PlanCharts::load).toArray();
    double[] y =
        points.stream().mapToDouble(p -> percentile.applyAsDouble(p.latencyMs())).toArray();
    double[] low = points.stream().mapToDouble(p -> bound(p, key, true)).toArray();
    double[] high = points.stream().mapToDouble(p -> bound(p, key, false)).toArray();
    Double limit = SloLimits.of(result, key + "_ms");
    DoubleStream values = DoubleStream.concat(DoubleStream.of(y), DoubleStream.of(high));
    if (limit != null) {
      values = DoubleStream.concat(values, DoubleStream.of(limit));
    }
    String title = label + " over the load";
    Axis loads = Axes.over(LOAD, x, PERCENT, v -> FigureText.number(v / PERCENT) + "%");
    LineChart drawing = new LineChart(title, loads, Axes.latency(label, values));
    drawing.band(x, low, high, 0).line(label, x, y, 0);
    if (limit != null) {
      drawing.limit(limit, "SLO: " + label + " ≤ " + FigureText.time(limit));
    }
    String caption = "From intended arrival to completion. Shaded: 95% intervals.";
    Limit highest = plan.highest();
    if (highest != null) {
      mark(drawing, x, y, highest.load(), "highest: " + FigureText.percent(highest.load()));
      caption += " Ringed: the highest load that meets the SLO.";
    }
    Knee knee = plan.knee();
    if (knee != null && (highest == null || knee.load() != highest.load())) {
      mark(drawing, x, y, knee.load(), "knee: " + FigureText.percent(knee.load()));
      caption += " At the knee one per cent more load costs one per cent more P99.";
    }
    return new Chart("load", title, caption, drawing);
  }

  private void mark(LineChart drawing, double[] x, double[] y, double load, String text) {
    Limit highest = plan.highest();
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i] - load) < PERCENT * PERCENT) {
        drawing.mark(x[i], y[i], text, 0, highest != null && highest.load() == load);
        return;
      }
    }
  }

  private static double load(PointResult point) {
    return ParameterValue.of(point.parameters().getOrDefault(LOAD, "100%")).number();
  }

  private static double bound(PointResult point, String key, boolean low) {
    Map<String, Interval> intervals = point.latencyMs().ci95();
    @Nullable Interval interval = intervals == null ? null : intervals.get(key);
    return interval == null ? Double.NaN : low ? interval.low() : interval.high();
  }
}
