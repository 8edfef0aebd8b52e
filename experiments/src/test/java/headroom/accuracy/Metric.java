package headroom.accuracy;

/** A figure that is compared. */
enum Metric {
  MEAN("mean", "ms"),
  P50("P50", "ms"),
  P90("P90", "ms"),
  P99("P99", "ms"),
  THROUGHPUT("throughput", "1/s"),
  CORES("cores used", "cores");

  /** The name in the tables. */
  final String label;

  final String unit;

  Metric(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }
}
