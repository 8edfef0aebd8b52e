package headroom.experiments.openmetrics;

import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricKind;
import headroom.model.metrics.MetricReader;
import headroom.model.metrics.RuntimeMetrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Reads all figures of a process now and then, and keeps what it read. */
public final class MetricLog implements MetricReader {
  private static final int DECIMALS_OF_NS = 9;

  private final List<Long> timesNs = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Recorded> histograms = new ArrayList<>();

  /** A figure and its values as registered, one for each time. */
  private record Row(Metric metric, LongSupplier source, List<Long> values) {}

  /** A histogram of the measured window. */
  record Recorded(Metric metric, Histogram values) {}

  /** Reads {@code metrics} from now on; all figures are registered. */
  public void attach(RuntimeMetrics metrics) {
    metrics.readBy(this);
  }

  /** Reads all figures. */
  public void read(long nowNs) {
    timesNs.add(nowNs);
    rows.forEach(row -> row.values.add(row.source.getAsLong()));
  }

  /**
   * The run has ended. It ends with the window, before the last of the instants of the series is
   * told, if no request is left then.
   */
  public void readLast(long[] instantsNs) {
    if (instantsNs.length == timesNs.size() + 1) {
      read(instantsNs[instantsNs.length - 1]);
    }
  }

  @Override
  public void gauge(Metric metric, LongSupplier level, LongSupplier takePeak) {
    rows.add(new Row(metric, level, new ArrayList<>())); // peaks are taken by the series
  }

  @Override
  public void counter(Metric metric, LongSupplier count) {
    rows.add(new Row(metric, count, new ArrayList<>()));
  }

  @Override
  public void histogram(Metric metric, Histogram recorded) {
    histograms.add(new Recorded(metric, recorded));
  }

  int times() {
    return timesNs.size();
  }

  /** The instant {@code index}, seconds since the start of the process. */
  String time(int index) {
    return seconds(timesNs.get(index));
  }

  /** Levels and counters. */
  List<Metric> metrics() {
    return rows.stream().map(Row::metric).toList();
  }

  /** The value of the metric {@code row} at the instant {@code index}, in its unit. */
  String value(int row, int index) {
    Row of = rows.get(row);
    long value = of.values.get(index);
    return of.metric.kind() == MetricKind.TIME_COUNTER ? seconds(value) : String.valueOf(value);
  }

  List<Recorded> histograms() {
    return histograms;
  }

  /** Exact, without an exponent. */
  static String seconds(long ns) {
    BigDecimal seconds = BigDecimal.valueOf(ns, DECIMALS_OF_NS).stripTrailingZeros();
    return seconds.signum() == 0 ? "0" : seconds.toPlainString();
  }
}
