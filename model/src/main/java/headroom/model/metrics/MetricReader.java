package headroom.model.metrics;

import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Told of every registered figure, in the order in which they were registered. */
public interface MetricReader {
  /**
   * A level.
   *
   * @param takePeak the highest level since the last time it was asked for, now included; the level
   *     itself where nobody watches in between
   */
  void gauge(Metric metric, LongSupplier level, LongSupplier takePeak);

  /** What never falls. */
  void counter(Metric metric, LongSupplier count);

  /** What is recorded inside the measured window only. */
  void histogram(Metric metric, Histogram recorded);
}
