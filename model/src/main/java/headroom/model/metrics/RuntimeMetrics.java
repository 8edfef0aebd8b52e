package headroom.model.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** The table of all figures of a replication. All are registered before the first is read. */
public final class RuntimeMetrics {
  private final Map<MetricName, Consumer<MetricReader>> figures = new LinkedHashMap<>();
  private boolean isRead;

  /** A level, of which nothing is known between two readings. */
  public void gauge(MetricName name, LongSupplier level) {
    watchedGauge(name, level, level);
  }

  /**
   * A level whose peaks are kept.
   *
   * @param takePeak gives the highest level since it was last asked, which becomes the present one
   */
  public void watchedGauge(MetricName name, LongSupplier level, LongSupplier takePeak) {
    Metric metric = new Metric(name, MetricKind.GAUGE);
    add(name, reader -> reader.gauge(metric, level, takePeak));
  }

  /** What is counted from the start of the run. */
  public void counter(MetricName name, LongSupplier count) {
    Metric metric = new Metric(name, MetricKind.COUNTER);
    add(name, reader -> reader.counter(metric, count));
  }

  /** Time, in ns, that adds up from the start of the run; said in seconds. */
  public void timeCounter(MetricName name, LongSupplier ns) {
    Metric metric = new Metric(name, MetricKind.TIME_COUNTER);
    add(name, reader -> reader.counter(metric, ns));
  }

  /** Times, in ns, that their owner records inside the measured window; said in seconds. */
  public void timeHistogram(MetricName name, Histogram ns) {
    Metric metric = new Metric(name, MetricKind.TIME_HISTOGRAM);
    add(name, reader -> reader.histogram(metric, ns));
  }

  /** Tells {@code reader} of all figures; none can be registered from now on. */
  public void readBy(MetricReader reader) {
    isRead = true;
    figures.values().forEach(figure -> figure.accept(reader));
  }

  private void add(MetricName name, Consumer<MetricReader> figure) {
    if (isRead) {
      throw new IllegalStateException(name + " is registered after the figures have been read");
    }
    boolean known = figures.keySet().stream().anyMatch(other -> other.text().equals(name.text()));
    if (known) {
      throw new IllegalArgumentException(name + " is registered twice");
    }
    figures.put(name, figure);
  }
}
