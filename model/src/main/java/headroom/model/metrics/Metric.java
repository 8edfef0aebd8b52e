package headroom.model.metrics;

/** A figure that somebody keeps. */
public record Metric(MetricName name, MetricKind kind) {
  /** A value as it is registered, in the unit of the figure. */
  public double inUnit(long registered) {
    return registered * kind.factor();
  }
}
