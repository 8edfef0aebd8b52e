package headroom.experiments.run;

import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.statistics.ReplicatedTimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The intervals of mean and percentiles of times. */
final class LatencyIntervals {
  private static final List<Metric> ALL =
      List.of(Metric.MEAN, Metric.P50, Metric.P90, Metric.P95, Metric.P99, Metric.P999);

  private LatencyIntervals() {}

  /** Those of all figures of latency that have one, by their keys in a file; null if none has. */
  static @Nullable Map<String, Interval> of(ReplicatedTimes times) {
    return of(times, ALL);
  }

  /** Those of {@code metrics}. */
  static @Nullable Map<String, Interval> of(ReplicatedTimes times, List<Metric> metrics) {
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      Interval interval = of(times, metric);
      if (interval != null) {
        intervals.put(metric.key(), interval);
      }
    }
    return intervals.isEmpty() ? null : intervals;
  }

  /** The interval of one figure of latency; null if there is none. */
  static @Nullable Interval of(ReplicatedTimes times, Metric metric) {
    return switch (metric) {
      case MEAN -> times.mean();
      case P50, P90, P95, P99, P999 -> times.quantile(Objects.requireNonNull(quantile(metric)));
      case THROUGHPUT, CORES_USED, REJECTED_SHARE ->
          throw new IllegalArgumentException(metric + " is no latency");
    };
  }

  /** Which quantile of the latencies {@code metric} is; null if none. */
  static @Nullable Double quantile(Metric metric) {
    return switch (metric) {
      case P50 -> 0.5;
      case P90 -> 0.9;
      case P95 -> 0.95;
      case P99 -> 0.99;
      case P999 -> 0.999;
      default -> null;
    };
  }
}
