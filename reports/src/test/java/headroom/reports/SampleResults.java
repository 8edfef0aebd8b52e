package headroom.reports;

import headroom.experiments.result.Conduct;
import headroom.experiments.result.Conduct.Effective;
import headroom.experiments.result.Curves;
import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.ProcessFigures.Levels;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.result.RequestCounts;
import headroom.experiments.result.RequestTimes;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.RequestTimes.Percentiles;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.StepFailures;
import headroom.experiments.result.RequestTimes.StepPlace;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.result.RequestTimes.Times;
import headroom.experiments.result.Result;
import headroom.experiments.result.Stability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results made up from formulas of an M/M/c-like service, so that pages and charts have something
 * to show.
 */
public final class SampleResults {
  private static final double SLO_P99_MS = 100;

  private SampleResults() {}

  /** A sweep over {@code server.workers}: more workers help until the cores are busy. */
  public static Result workers(int... workers) {
    List<PointResult> points = new ArrayList<>();
    for (int count : workers) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("server.workers", (long) count);
      points.add(
          point(
              parameters, Math.min(0.93, 0.4 + 0.9 / count), 4.0 + 200.0 / (count * count), count));
    }
    return result("checkout", points);
  }

  /** A sweep over the arrival rate, up to a point that is not stationary. */
  public static Result load(double... perSecond) {
    List<PointResult> points = new ArrayList<>();
    for (double rate : perSecond) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("arrivals", "poisson(" + (long) rate + "/s)");
      double load = Math.min(0.999, rate / 400);
      points.add(point(parameters, load, 5 / (1 - Math.min(load, 0.995)), 8));
    }
    return result("latency over load", points);
  }

  /** A sweep over two keys. */
  public static Result grid(int rows) {
    List<PointResult> points = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int workers : new int[] {1, 2, 4, 8, 16}) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("server.workers", (long) workers);
        parameters.put("runtime.gogc", row == rows - 1 ? "off" : (Object) (50L << row));
        points.add(point(parameters, 0.5 + 0.02 * row, 6 + row + 60.0 / workers, workers));
      }
    }
    return result("two axes", points);
  }

  /** The same point with other accounts of steps and resources. */
  public static PointResult withAccounts(
      PointResult p, Map<String, StepResult> steps, Map<String, ResourceResult> resources) {
    RequestTimes times =
        new RequestTimes(
            p.latencyMs(), p.byClass(), p.requests().times().breakdowns(), steps, resources);
    return new PointResult(
        p.parameters(),
        new PointResult.Requests(times, p.requests().counts()),
        p.process(),
        p.curves(),
        p.verdict(),
        p.conduct());
  }

  /** A plain run. */
  public static Result single() {
    return result("checkout", List.of(point(Map.of(), 0.7, 12, 8)));
  }

  /** A run in which no request completed: latencies are not numbers. */
  public static Result nothingCompleted() {
    PointResult p = point(Map.of(), 0.7, 12, 8);
    Latency none =
        new Latency(
            Double.NaN,
            new Percentiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
            Double.NaN,
            null);
    return result(
        "idle",
        List.of(
            new PointResult(
                p.parameters(),
                new PointResult.Requests(
                    new RequestTimes(
                        none,
                        null,
                        new RequestTimes.Breakdowns(Map.of(), Map.of(), null, null),
                        null,
                        null),
                    new RequestCounts(
                        new RequestCounts.Rates(0, null, Double.NaN, Double.NaN),
                        new RequestCounts.Outcomes(0, 0, 0, null, null, null),
                        0,
                        null)),
                new ProcessFigures(new Cpu(0, 0), p.runtime(), new Levels(0, 0, 0), null),
                new Curves(
                    new Spectrum(List.of(), List.of()),
                    new Series(List.of(), Map.of()),
                    null,
                    null),
                new PointResult.Verdict(p.stability(), null, null, null),
                new Conduct(p.effective(), 1, null, 0, 60, 0))));
  }

  public static Result result(String name, List<PointResult> points) {
    return new Result(1, name, "headroom 0.1.0", 1, points);
  }

  /** A point whose latency has the given mean, with plausible figures for everything else. */
  public static PointResult point(
      Map<String, Object> parameters, double load, double meanMs, int workers) {
    boolean stationary = load < 0.99;
    double throughput = 400 * load;
    Latency latency = latency(meanMs, true);
    Map<String, ClassResult> classes = new LinkedHashMap<>();
    classes.put("read", new ClassResult(latency(meanMs * 0.8, false), 9000, 3));
    classes.put("write <b>", new ClassResult(latency(meanMs * 1.8, false), 2250, 1));
    RequestTimes times =
        new RequestTimes(
            latency,
            classes,
            new RequestTimes.Breakdowns(
                breakdown(meanMs, load),
                breakdown(latency.p99(), Math.min(1, load * 1.1)),
                null,
                null),
            steps(meanMs, load),
            Map.of(
                "pool db",
                new ResourceResult(load, new Times(meanMs * load, meanMs), 12, null, null)));
    RequestCounts counts =
        new RequestCounts(
            new RequestCounts.Rates(
                throughput,
                new Interval(throughput * 0.99, throughput * 1.01),
                throughput,
                throughput),
            new RequestCounts.Outcomes(12000, 11250, 4, null, Map.of("rejected", 4L), null),
            0,
            3L);
    Levels levels =
        new Levels(
            throughput * meanMs / 1000,
            throughput * meanMs / 3000,
            Math.min(workers, load * workers));
    return new PointResult(
        parameters,
        new PointResult.Requests(times, counts),
        new ProcessFigures(
            new Cpu(load * 2, load),
            new Runtime(workers + 12, 9, null, new Runtime.SchedLatency(0.012, 1.9), 41.5, 880),
            levels,
            metrics(workers)),
        new Curves(
            spectrum(meanMs),
            series(workers, load),
            null,
            Map.of("/sched/goroutines:goroutines", peaks(workers, load))),
        new PointResult.Verdict(stability(stationary), null, null, slo(latency.p99())),
        new Conduct(new Effective(2, "2 cores, no CPU quota", "linux"), 5, null, 3, 60, 1234567));
  }

  private static Map<String, MetricResult> metrics(int workers) {
    Map<String, MetricResult> metrics = new LinkedHashMap<>();
    metrics.put(
        "/sched/goroutines:goroutines",
        new MetricResult(
            "gauge", "goroutines", values("mean", workers + 8.5, "max", workers + 12.0)));
    metrics.put(
        "/sched/latencies:seconds",
        new MetricResult("histogram", "seconds", values("count", 3000, "p99", 0.0019)));
    metrics.put(
        "steals", new MetricResult("counter", "goroutines", values("total", 12300, "per_s", 41)));
    return metrics;
  }

  private static Map<String, Double> values(
      String name, double value, String nextName, double nextValue) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(name, value);
    values.put(nextName, nextValue);
    return values;
  }

  private static Stability stability(boolean stationary) {
    return stationary
        ? new Stability(true, null, null)
        : new Stability(false, "the queue kept growing by 12.3 requests/s", 12.3);
  }

  private static @Nullable SloVerdict slo(double p99Ms) {
    List<String> misses = p99Ms <= SLO_P99_MS ? List.of() : List.of("p99 is above 100 ms");
    boolean met = misses.isEmpty();
    String text = met ? "p99 is fine, 12% to spare" : "p99 is bad, 12% over";
    Objective objective = new Objective("p99", met, p99Ms, SLO_P99_MS, null, text);
    return new SloVerdict(met, misses, Map.of("p99_ms", SLO_P99_MS), List.of(objective));
  }

  private static Latency latency(double meanMs, boolean intervals) {
    double p50 = meanMs * 0.69;
    double p99 = meanMs * 4.6;
    Map<String, Interval> ci = new LinkedHashMap<>();
    ci.put("mean", new Interval(meanMs * 0.96, meanMs * 1.04));
    ci.put("p50", new Interval(p50 * 0.95, p50 * 1.05));
    ci.put("p99", new Interval(p99 * 0.86, p99 * 1.14));
    return new Latency(
        meanMs,
        new Percentiles(p50, meanMs * 2.3, meanMs * 3, p99, meanMs * 6.9),
        meanMs * 9.8,
        intervals ? ci : null);
  }

  private static Map<String, Double> breakdown(double totalMs, double load) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("queue", totalMs * load * 0.6);
    parts.put("runnable", totalMs * 0.08);
    parts.put("running", totalMs * 0.2);
    parts.put("descheduled", 0.0);
    parts.put("io", totalMs * (0.72 - load * 0.6));
    parts.put("sleep", 0.0);
    return parts;
  }

  private static Map<String, StepResult> steps(double meanMs, double load) {
    Map<String, StepResult> steps = new LinkedHashMap<>();
    steps.put(
        "db",
        new StepResult(
            StepPlace.of("call db"),
            11250,
            new Times(meanMs * load * 0.6, meanMs * 3),
            new Times(meanMs * 0.3, meanMs),
            new StepFailures(5L, null, null)));
    steps.put(
        "cpu",
        new StepResult(
            StepPlace.of("cpu"),
            11250,
            new Times(0, 0.1),
            new Times(meanMs * 0.1, 1),
            StepFailures.NONE));
    return steps;
  }

  private static List<Double> peaks(int workers, double load) {
    return java.util.Objects.requireNonNull(
            series(workers, load).values().get("/sched/goroutines:goroutines"))
        .stream()
        .map(goroutines -> goroutines + 20)
        .toList();
  }

  private static Spectrum spectrum(double meanMs) {
    List<Double> quantiles = new ArrayList<>();
    List<Double> latencies = new ArrayList<>();
    for (double nines = 0; nines <= 4.01; nines += 0.1) {
      double quantile = 1 - Math.pow(10, -nines);
      quantiles.add(quantile);
      latencies.add(0.2 * meanMs + meanMs * nines * 2.3);
    }
    quantiles.add(1.0);
    latencies.add(meanMs * 12);
    return new Spectrum(quantiles, latencies);
  }

  private static Series series(int workers, double load) {
    List<Double> time = new ArrayList<>();
    List<Double> goroutines = new ArrayList<>();
    List<Double> inSystem = new ArrayList<>();
    List<Double> inQueue = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      time.add(i * 0.5);
      double wave = 1 + 0.3 * Math.sin(i / 7.0) + 0.1 * Math.sin(i * 1.7);
      goroutines.add(workers + 5 + 4 * load * wave);
      inSystem.add(workers * load * wave);
      inQueue.add(Math.max(0, workers * load * wave - workers * 0.6));
    }
    Map<String, List<Double>> values = new LinkedHashMap<>();
    values.put("/sched/goroutines:goroutines", goroutines);
    values.put("in_system", inSystem);
    values.put("in_queue", inQueue);
    return new Series(time, values);
  }
}
