package headroom.experiments.run;

import headroom.experiments.result.PointResult;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A point's pooled figures, and what each replication adds to them: its own mean or rate, or the
 * pseudo-value of a percentile.
 *
 * @param replicationValues by metric, indexed by replication; NaN where a replication completed no
 *     request
 */
public record PointRun(PointResult result, Map<Metric, double[]> replicationValues) {
  public PointRun {
    replicationValues = Collections.unmodifiableMap(new EnumMap<>(replicationValues));
  }

  /** The values of {@code metric}, indexed by replication. */
  public double[] values(Metric metric) {
    double[] values = replicationValues.get(metric);
    if (values == null) {
      throw new IllegalStateException("no values of " + metric);
    }
    return values.clone();
  }
}
