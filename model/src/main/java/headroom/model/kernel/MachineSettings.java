package headroom.model.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine, or the container on it.
 *
 * @param cores hardware threads the process may run on, at least 1
 * @param quota the container's CPU limit; null without
 * @param sidecars other processes of the same container, which draw from the same limit
 */
public record MachineSettings(int cores, @Nullable Quota quota, List<SidecarSettings> sidecars) {
  public MachineSettings {
    sidecars = List.copyOf(sidecars);
  }

  /** A machine without a CPU limit. */
  public MachineSettings(int cores) {
    this(cores, null, List.of());
  }

  /** A machine, or a container on it, that the process has for itself. */
  public MachineSettings(int cores, @Nullable Quota quota) {
    this(cores, quota, List.of());
  }

  /** Cores that the container may use in the mean. */
  public double usableCores() {
    return quota == null ? cores : Math.min(cores, quota.cores());
  }

  /**
   * A limit of CPU bandwidth. Source: Linux {@code Documentation/scheduler/sched-bwc.rst}.
   *
   * @param cores quota over period
   * @param periodNs usually 100 ms
   * @param burstCores what may be saved of it for later periods, over period; at most {@code
   *     cores}: {@code cpu.cfs_burst_us}
   */
  public record Quota(double cores, long periodNs, double burstCores) {
    /** A limit without bursts. */
    public Quota(double cores, long periodNs) {
      this(cores, periodNs, 0);
    }

    /** CPU time of one period, ns. */
    public long perPeriodNs() {
      return Math.round(cores * periodNs);
    }

    /** CPU time that may be saved, ns. */
    public long burstNs() {
      return Math.round(burstCores * periodNs);
    }
  }

  /**
   * Another process of the container.
   *
   * @param cores CPU that it wants in the mean
   * @param burstNs CPU that it wants at a time
   */
  public record SidecarSettings(double cores, long burstNs) {
    /** Mean time from one burst to the next, ns. */
    public double meanGapNs() {
      return burstNs / cores;
    }
  }
}
