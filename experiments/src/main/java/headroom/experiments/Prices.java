package headroom.experiments;

/**
 * What a service costs, in any currency for any time.
 *
 * @param perCore of the CPU limit, or of the machine without one
 * @param perGib of the memory limit; memory without a limit is not priced
 * @param perReplica of each copy, whatever its size
 */
public record Prices(double perCore, double perGib, double perReplica) {
  private static final double GIB = 1 << 30;

  /**
   * The price of {@code replicas} copies of the process of {@code experiment}.
   *
   * @param replicas at least 1
   */
  public double of(Experiment experiment, int replicas) {
    double each = perCore * cores(experiment) + perGib * gib(experiment) + perReplica;
    return replicas * each;
  }

  /** Cores that are paid for. */
  public static double cores(Experiment experiment) {
    return experiment.scenario().machine().usableCores();
  }

  /** GiB that are paid for; 0 without a limit. */
  public static double gib(Experiment experiment) {
    long bytes = experiment.scenario().memory().containerBytes();
    return bytes == Long.MAX_VALUE ? 0 : bytes / GIB;
  }
}
