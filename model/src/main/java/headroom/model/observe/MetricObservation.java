package headroom.model.observe;

import headroom.model.metrics.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a registered figure came to in the measured window, in one replication or in several. */
public sealed interface MetricObservation {
  /** Which figure. */
  Metric metric();

  /** This and {@code next}, which is of the same figure in further replications. */
  MetricObservation plus(MetricObservation next);

  /**
   * What is said of it, by what it is: in the unit of the figure, or that per second.
   *
   * @param measuredS length of all windows, seconds
   */
  Map<String, Double> said(double measuredS);

  /**
   * A level.
   *
   * @param meanSum mean of the samples in the window, summed over replications; NaN without samples
   * @param replications how many
   * @param max the highest level of all
   */
  record Gauge(Metric metric, double meanSum, int replications, long max)
      implements MetricObservation {
    @Override
    public Gauge plus(MetricObservation next) {
      Gauge other = (Gauge) next;
      return new Gauge(
          metric,
          meanSum + other.meanSum,
          replications + other.replications,
          Math.max(max, other.max));
    }

    @Override
    public Map<String, Double> said(double measuredS) {
      Map<String, Double> said = new LinkedHashMap<>();
      said.put("mean", meanSum / replications);
      said.put("max", (double) max);
      return said;
    }
  }

  /**
   * What never falls.
   *
   * @param total by how much it grew in the window, as registered
   */
  record Counter(Metric metric, long total) implements MetricObservation {
    @Override
    public Counter plus(MetricObservation next) {
      return new Counter(metric, total + ((Counter) next).total);
    }

    @Override
    public Map<String, Double> said(double measuredS) {
      Map<String, Double> said = new LinkedHashMap<>();
      said.put("total", metric.inUnit(total));
      said.put("per_s", metric.inUnit(total) / measuredS);
      return said;
    }
  }

  /**
   * Many values; without any, no quantile is said.
   *
   * @param recorded as registered; not to be changed
   */
  record Values(Metric metric, Histogram recorded) implements MetricObservation {
    @Override
    public Values plus(MetricObservation next) {
      Histogram both = new Histogram(recorded.getNumberOfSignificantValueDigits());
      both.add(recorded);
      both.add(((Values) next).recorded);
      return new Values(metric, both);
    }

    @Override
    public Map<String, Double> said(double measuredS) {
      Map<String, Double> said = new LinkedHashMap<>();
      said.put("count", (double) recorded.getTotalCount());
      if (recorded.getTotalCount() > 0) {
        said.put("p50", metric.inUnit(recorded.getValueAtPercentile(50)));
        said.put("p99", metric.inUnit(recorded.getValueAtPercentile(99)));
        said.put("max", metric.inUnit(recorded.getMaxValue()));
      }
      return said;
    }
  }
}
