package headroom.experiments.openmetrics;

import headroom.experiments.openmetrics.MetricLog.Recorded;
import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricKind;
import headroom.model.metrics.MetricName;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * OpenMetrics 1.0: a family for each figure, all of its points one after another. Names of Go are
 * translated as the Go collector of the Prometheus client does, {@code /gc/heap/live:bytes} to
 * {@code go_gc_heap_live_bytes}; other figures begin with {@code headroom_} and end in their unit.
 * Source: {@code client_golang/prometheus/internal/go_runtime_metrics.go:RuntimeMetricsToProm}.
 */
public final class OpenMetricsText {
  /** Upper bounds of buckets, ns: those to which that client reduces the runtime's, cut. */
  private static final long[] BOUNDS_NS = {
    64, 640, 7_168, 81_920, 917_504, 10_485_760, 117_440_512
  };

  private static final double NS_PER_S = 1e9;

  private final StringBuilder text = new StringBuilder();

  private OpenMetricsText() {}

  /** The text of the file. */
  public static String text(MetricLog log) {
    OpenMetricsText writer = new OpenMetricsText();
    List<Metric> metrics = log.metrics();
    for (int row = 0; row < metrics.size(); row++) {
      writer.series(log, metrics.get(row), row);
    }
    if (log.times() > 0) {
      String end = log.time(log.times() - 1);
      log.histograms().forEach(histogram -> writer.histogram(histogram, end));
    }
    return writer.text.append("# EOF\n").toString();
  }

  /** The name of a family: without {@code _total}. */
  static String family(MetricName name) {
    String key = name.text();
    boolean go = key.startsWith("/");
    String path = go ? "go" + key.substring(0, key.indexOf(':')) : "headroom_" + key;
    return path.replace('/', '_').replace('-', '_') + "_" + unit(name);
  }

  private static String unit(MetricName name) {
    return name.unit().replace('-', '_').replace('*', '_').replace("/", "_per_");
  }

  private void series(MetricLog log, Metric metric, int row) {
    boolean gauge = metric.kind() == MetricKind.GAUGE;
    String family = head(metric, gauge ? "gauge" : "counter");
    String sample = gauge ? family : family + "_total";
    for (int index = 0; index < log.times(); index++) {
      line(sample, log.value(row, index), log.time(index));
    }
  }

  private void histogram(Recorded recorded, String time) {
    String family = head(recorded.metric(), "histogram");
    Histogram values = recorded.values();
    for (long bound : BOUNDS_NS) {
      long count = values.getTotalCount() == 0 ? 0 : values.getCountBetweenValues(0, bound);
      line(bucket(family, MetricLog.seconds(bound)), String.valueOf(count), time);
    }
    line(bucket(family, "+Inf"), String.valueOf(values.getTotalCount()), time);
    line(family + "_count", String.valueOf(values.getTotalCount()), time);
    double sumNs = values.getTotalCount() == 0 ? 0 : values.getMean() * values.getTotalCount();
    line(family + "_sum", String.valueOf(sumNs / NS_PER_S), time);
  }

  private static String bucket(String family, String bound) {
    return family + "_bucket{le=\"" + bound + "\"}";
  }

  private String head(Metric metric, String type) {
    String family = family(metric.name());
    text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    text.append("# UNIT ").append(family).append(' ').append(unit(metric.name())).append('\n');
    return family;
  }

  private void line(String sample, String value, String time) {
    text.append(sample).append(' ').append(value).append(' ').append(time).append('\n');
  }
}
