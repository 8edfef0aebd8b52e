package headroom.model.metrics;

/** What the values of a figure mean, and the factor from what is registered to what is said. */
public enum MetricKind {
  /** A level at an instant. */
  GAUGE("gauge", 1),
  /** How often something has happened so far, or how much of it. */
  COUNTER("counter", 1),
  /** Time spent so far: counted in ns, said in seconds. */
  TIME_COUNTER("counter", 1e-9),
  /** Many times: recorded in ns, said in seconds. */
  TIME_HISTOGRAM("histogram", 1e-9);

  private final String word;
  private final double factor;

  MetricKind(String word, double factor) {
    this.word = word;
    this.factor = factor;
  }

  /** {@code gauge}, {@code counter} or {@code histogram}. */
  public String word() {
    return word;
  }

  /** From a value as it is registered to one in the unit of the figure. */
  public double factor() {
    return factor;
  }
}
