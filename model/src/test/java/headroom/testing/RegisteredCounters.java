package headroom.testing;

import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricReader;
import headroom.model.metrics.RuntimeMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** The counters that a mechanism registers, to be read at any time. */
public final class RegisteredCounters implements MetricReader {
  private final Map<String, LongSupplier> counters = new LinkedHashMap<>();

  /** What {@code register} registers. */
  public static RegisteredCounters of(Consumer<RuntimeMetrics> register) {
    RuntimeMetrics metrics = new RuntimeMetrics();
    register.accept(metrics);
    RegisteredCounters counters = new RegisteredCounters();
    metrics.readBy(counters);
    return counters;
  }

  /** What the counter says now. */
  public long count(MetricName name) {
    return count(name.text());
  }

  /** What the counter of that name says now. */
  public long count(String name) {
    LongSupplier counter = counters.get(name);
    if (counter == null) {
      throw new IllegalArgumentException("no counter is named " + name);
    }
    return counter.getAsLong();
  }

  @Override
  public void gauge(Metric metric, LongSupplier level, LongSupplier takePeak) {}

  @Override
  public void counter(Metric metric, LongSupplier count) {
    counters.put(metric.name().text(), count);
  }

  @Override
  public void histogram(Metric metric, Histogram recorded) {}
}
