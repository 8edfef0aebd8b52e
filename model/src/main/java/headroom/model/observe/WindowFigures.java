package headroom.model.observe;

import headroom.model.metrics.MetricName;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What all registered figures came to in the measured window, in one replication or in several.
 *
 * @param all in the order of the table
 */
public record WindowFigures(List<MetricObservation> all) {
  /** Of no replication. */
  public static final WindowFigures NONE = new WindowFigures(List.of());

  public WindowFigures {
    all = List.copyOf(all);
  }

  /** These and those of {@code next}, further replications of the same scenario. */
  public WindowFigures plus(WindowFigures next) {
    if (all.isEmpty()) {
      return next;
    }
    List<MetricObservation> both = new ArrayList<>();
    for (MetricObservation figure : all) {
      both.add(figure.plus(next.figure(figure.metric().name())));
    }
    return new WindowFigures(both);
  }

  /** By how much a counter grew in the window, as it is registered. */
  public long total(MetricName name) {
    return ((MetricObservation.Counter) figure(name)).total();
  }

  /** The highest level in the window. */
  public long max(MetricName name) {
    return ((MetricObservation.Gauge) figure(name)).max();
  }

  /** What was recorded, as it is registered. */
  public Histogram recorded(MetricName name) {
    return ((MetricObservation.Values) figure(name)).recorded();
  }

  private MetricObservation figure(MetricName name) {
    for (MetricObservation figure : all) {
      if (figure.metric().name().equals(name)) {
        return figure;
      }
    }
    throw new IllegalArgumentException("nobody has registered " + name);
  }
}
