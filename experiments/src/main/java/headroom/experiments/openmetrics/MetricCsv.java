package headroom.experiments.openmetrics;

import headroom.model.metrics.Metric;
import java.util.List;

/** Levels and counters as a table, a line for each instant, under the names of the table. */
public final class MetricCsv {
  private MetricCsv() {}

  /** The text of the file. */
  public static String text(MetricLog log) {
    List<Metric> metrics = log.metrics();
    StringBuilder text = new StringBuilder("time_s");
    metrics.forEach(metric -> text.append(',').append(metric.name().text()));
    text.append('\n');
    for (int index = 0; index < log.times(); index++) {
      text.append(log.time(index));
      for (int row = 0; row < metrics.size(); row++) {
        text.append(',').append(log.value(row, index));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
