package headroom.model.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The machine, or the container on it.
 *
 * @param cores hardware threads the process may run on, at least 1
 * @param quota the container's CPU limit; null without
 * @param coTenantCores what other processes of the same container use of the limit, in cores
 */
public record MachineSettings(int cores, @Nullable Quota quota, double coTenantCores) {
  /** A machine without a CPU limit. */
  public MachineSettings(int cores) {
    this(cores, null, 0);
  }

  /**
   * A limit of CPU bandwidth. Source: Linux {@code Documentation/scheduler/sched-bwc.rst}.
   *
   * @param cores quota over period
   * @param periodNs usually 100 ms
   */
  public record Quota(double cores, long periodNs) {
    /** CPU time of one period, ns. */
    public long perPeriodNs() {
      return Math.round(cores * periodNs);
    }
  }
}
