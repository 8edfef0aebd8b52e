package headroom.experiments.run;

import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.statistics.RatioEstimate;
import headroom.model.Scenario;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What replications did per second, and shares of it: kept of each, for intervals. */
final class ReplicatedRates {
  private static final double NS_PER_S = 1e9;

  private final List<Double> completions = new ArrayList<>();
  private final Map<MetricName, List<Double>> totals = new LinkedHashMap<>();

  ReplicatedRates(Scenario scenario) {
    totals.put(MetricNames.CPU_TIME, new ArrayList<>());
    if (scenario.allocates()) {
      totals.put(MetricNames.GC_CPU, new ArrayList<>());
      totals.put(MetricNames.GC_COMPUTED, new ArrayList<>());
    }
    if (scenario.machine().isLimited()) {
      totals.put(MetricNames.THROTTLED_PERIODS, new ArrayList<>());
      totals.put(MetricNames.QUOTA_PERIODS, new ArrayList<>());
    }
  }

  /** Adds the next replication. */
  void add(Observation observation) {
    completions.add((double) observation.completionsInWindow());
    totals.forEach(
        (name, values) -> values.add((double) observation.metrics().figures().total(name)));
  }

  /** Completions per second of a window of {@code windowNs}. */
  RatioEstimate throughput(double windowNs) {
    return RatioEstimate.of(array(completions), constant(windowNs / NS_PER_S));
  }

  /**
   * Intervals of the figures of CPU by their keys in a file; null if there are none.
   *
   * @param usable cores of which the utilization is a share
   */
  @Nullable Map<String, Interval> cpu(double windowNs, double usable) {
    double[] cpuNs = total(MetricNames.CPU_TIME);
    Map<String, Interval> intervals = new LinkedHashMap<>();
    put(intervals, "cores_used", RatioEstimate.of(cpuNs, constant(windowNs)));
    put(intervals, "utilization", RatioEstimate.of(cpuNs, constant(windowNs * usable)));
    put(intervals, "gc_share", RatioEstimate.of(total(MetricNames.GC_CPU), cpuNs));
    put(intervals, "gc_computed_share", RatioEstimate.of(total(MetricNames.GC_COMPUTED), cpuNs));
    double[] periods = total(MetricNames.QUOTA_PERIODS);
    put(
        intervals,
        "throttled_share",
        RatioEstimate.of(total(MetricNames.THROTTLED_PERIODS), periods));
    return intervals.isEmpty() ? null : intervals;
  }

  private static void put(Map<String, Interval> intervals, String name, RatioEstimate estimate) {
    Interval interval = estimate.interval();
    if (interval != null) {
      intervals.put(name, interval);
    }
  }

  /** By replication; all 0 for what this point does not have. */
  private double[] total(MetricName name) {
    List<Double> values = totals.get(name);
    return values == null ? constant(0) : array(values);
  }

  private double[] constant(double value) {
    return completions.stream().mapToDouble(ignored -> value).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
