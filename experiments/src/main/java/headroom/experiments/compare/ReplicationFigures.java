package headroom.experiments.compare;

import headroom.experiments.run.Metric.Better;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.experiments.statistics.ReplicatedTimes;
import headroom.model.Scenario;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ClassObservation;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.observe.Observation.Times;
import headroom.model.observe.TimeComponent;
import headroom.model.observe.WindowFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What each replication says of the collector, the quota, memory, every class and every step: the
 * figures that only a comparison takes apart by replication.
 */
final class ReplicationFigures {
  private static final double NS_PER_MS = 1e6;

  private final Scenario scenario;
  private final Map<ComparedFigure, List<Double>> values = new LinkedHashMap<>();

  /** Percentiles are of all replications pooled; {@link #values} has their places. */
  private final Map<ComparedFigure, Percentile> percentiles = new LinkedHashMap<>();

  private final Map<String, ReplicatedTimes> timesOf = new LinkedHashMap<>();

  private record Percentile(ReplicatedTimes times, double quantile) {}

  ReplicationFigures(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Adds the next replication. */
  void add(Observation observation) {
    addProcess(observation);
    addBreakdown(observation.breakdown());
    if (scenario.classes().size() > 1) {
      observation.classes().forEach(this::addClass);
    }
    observation.steps().forEach(this::addStep);
  }

  /** By replication; NaN where one has no value. */
  Map<ComparedFigure, double[]> values() {
    Map<ComparedFigure, double[]> all = new LinkedHashMap<>();
    values.forEach(
        (figure, each) -> {
          Percentile percentile = percentiles.get(figure);
          all.put(
              figure,
              percentile == null
                  ? each.stream().mapToDouble(Double::doubleValue).toArray()
                  : percentile.times.pseudoValuesMs(percentile.quantile));
        });
    return all;
  }

  private void addProcess(Observation observation) {
    WindowFigures figures = observation.metrics().figures();
    double cpuNs = figures.total(MetricNames.CPU_TIME);
    Observation.Counts counts = observation.counts();
    add(
        "timed_out",
        "failed",
        "share",
        Better.LOWER,
        share((double) counts.timedOut(), (double) counts.offered()));
    if (scenario.allocates()) {
      addShare("cpu.gc_share", "GC share", figures, MetricNames.GC_CPU, cpuNs);
      addShare("cpu.gc_computed_share", "GC computed", figures, MetricNames.GC_COMPUTED, cpuNs);
      double resident = figures.max(MetricNames.RESIDENT_MEMORY);
      add("runtime.rss_max_bytes", "resident memory", "bytes", Better.LOWER, resident);
    }
    if (scenario.machine().isLimited()) {
      double throttled = figures.total(MetricNames.THROTTLED_PERIODS);
      double periods = figures.total(MetricNames.QUOTA_PERIODS);
      add("cpu.throttled_share", "throttled", "share", Better.LOWER, share(throttled, periods));
    }
  }

  /** Where the mean latency goes; time that moves from one component to another is no merit. */
  private void addBreakdown(LatencyBreakdown breakdown) {
    for (TimeComponent component : TimeComponent.values()) {
      String name = component.name().toLowerCase(Locale.ROOT);
      double ms = breakdown.meanNs(component) / NS_PER_MS;
      add("breakdown_ms." + name, "time " + name.replace('_', ' '), "ms", Better.NEITHER, ms);
    }
  }

  /** More or less of the collector is neither good nor bad in itself. */
  private void addShare(
      String path, String label, WindowFigures figures, MetricName part, double whole) {
    add(path, label, "share", Better.NEITHER, share((double) figures.total(part), whole));
  }

  private void addClass(ClassObservation seen) {
    String path = "by_class." + seen.name() + ".latency_ms.";
    String label = seen.name() + " ";
    add(path + "mean", label + "mean", LatencyQuantiles.meanMs(seen.latencyNs()));
    ReplicatedTimes times = pooled(path + "p50", seen.latencyNs());
    addPercentile(path + "p50", label + "p50", times, 0.5);
    addPercentile(path + "p90", label + "p90", times, 0.9);
    addPercentile(path + "p95", label + "p95", times, 0.95);
    addPercentile(path + "p99", label + "p99", times, 0.99);
    addPercentile(path + "p999", label + "p99.9", times, 0.999);
  }

  private void addStep(StepObservation seen) {
    addTimes(seen.name(), "wait", seen.waits());
    addTimes(seen.name(), "service", seen.services());
  }

  private void addTimes(String step, String part, Times times) {
    String path = "by_step." + step + "." + part + "_ms.";
    String label = step + " " + part;
    double count = times.histogramNs().getTotalCount();
    add(path + "mean", label + " mean", times.sumNs() / count / NS_PER_MS);
    addPercentile(path + "p99", label + " p99", pooled(path + "p99", times.histogramNs()), 0.99);
  }

  /** The times whose percentile has that path so far, and those of the next replication. */
  private ReplicatedTimes pooled(String path, Histogram timesNs) {
    ReplicatedTimes times = timesOf.computeIfAbsent(path, key -> new ReplicatedTimes());
    times.add(timesNs, 0); // means are taken elsewhere
    return times;
  }

  private void addPercentile(String path, String label, ReplicatedTimes times, double quantile) {
    ComparedFigure figure = new ComparedFigure(path, label, "ms", Better.LOWER);
    values.computeIfAbsent(figure, key -> new ArrayList<>());
    percentiles.put(figure, new Percentile(times, quantile));
  }

  private void add(String path, String label, double ms) {
    add(path, label, "ms", Better.LOWER, ms);
  }

  private void add(String path, String label, String unit, Better better, double value) {
    values
        .computeIfAbsent(new ComparedFigure(path, label, unit, better), key -> new ArrayList<>())
        .add(value);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
