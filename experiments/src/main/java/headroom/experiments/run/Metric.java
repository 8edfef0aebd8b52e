package headroom.experiments.run;

/**
 * A figure that has one value per replication, so that intervals and paired differences can be
 * taken.
 */
public enum Metric {
  /** Mean latency, ms. */
  MEAN("latency_ms.mean", "mean", "ms", Better.LOWER),
  /** Median latency, ms. */
  P50("latency_ms.p50", "p50", "ms", Better.LOWER),
  /** 90th percentile of latency, ms. */
  P90("latency_ms.p90", "p90", "ms", Better.LOWER),
  /** 95th percentile of latency, ms. */
  P95("latency_ms.p95", "p95", "ms", Better.LOWER),
  /** 99th percentile of latency, ms. */
  P99("latency_ms.p99", "p99", "ms", Better.LOWER),
  /** 99.9th percentile of latency, ms. */
  P999("latency_ms.p999", "p99.9", "ms", Better.LOWER),
  /** Completions per second. */
  THROUGHPUT("throughput_per_s", "throughput", "/s", Better.HIGHER),
  /** CPU, in cores. */
  CORES_USED("cpu.cores_used", "cores used", "cores", Better.NEITHER),
  /** Rejected over offered requests. */
  REJECTED_SHARE("rejected", "rejected", "share", Better.LOWER);

  /** Which direction is good. */
  public enum Better {
    LOWER,
    HIGHER,
    NEITHER
  }

  private final String path;
  private final String label;
  private final String unit;
  private final Better better;

  Metric(String path, String label, String unit, Better better) {
    this.path = path;
    this.label = label;
    this.unit = unit;
    this.better = better;
  }

  /** Its path in a point of {@code result.json}. */
  public String path() {
    return path;
  }

  /** The last part of its path, by which a file has its interval. */
  public String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** Its name in tables and sentences. */
  public String label() {
    return label;
  }

  /** {@code ms}, {@code /s}, {@code cores} or {@code share}. */
  public String unit() {
    return unit;
  }

  /** Which direction is good. */
  public Better better() {
    return better;
  }
}
