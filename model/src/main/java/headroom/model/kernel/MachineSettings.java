package headroom.model.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine, or the container on it.
 *
 * @param cores hardware threads the process may run on, at least 1
 * @param quota the container's CPU limit; null without
 * @param sidecars other processes of the same container, which draw from the same limit
 * @param cpuWeight of the container against its neighbours: {@code cpu.weight}, 1 to 10,000
 * @param neighbours other containers on the node
 * @param quotaChanges what becomes of the limit while the program runs, earliest first
 */
public record MachineSettings(
    int cores,
    @Nullable Quota quota,
    List<SidecarSettings> sidecars,
    int cpuWeight,
    List<NeighbourSettings> neighbours,
    List<QuotaChange> quotaChanges) {
  /** Source: Linux {@code include/linux/cgroup.h:CGROUP_WEIGHT_DFL}. */
  public static final int USUAL_WEIGHT = 100;

  public MachineSettings {
    sidecars = List.copyOf(sidecars);
    neighbours = List.copyOf(neighbours);
    quotaChanges = List.copyOf(quotaChanges);
  }

  /** A machine whose CPU limit, if it has one, stays. */
  public MachineSettings(
      int cores,
      @Nullable Quota quota,
      List<SidecarSettings> sidecars,
      int cpuWeight,
      List<NeighbourSettings> neighbours) {
    this(cores, quota, sidecars, cpuWeight, neighbours, List.of());
  }

  /** A machine without neighbours. */
  public MachineSettings(int cores, @Nullable Quota quota, List<SidecarSettings> sidecars) {
    this(cores, quota, sidecars, USUAL_WEIGHT, List.of());
  }

  /** A machine without a CPU limit. */
  public MachineSettings(int cores) {
    this(cores, null, List.of());
  }

  /** A machine, or a container on it, that the process has for itself. */
  public MachineSettings(int cores, @Nullable Quota quota) {
    this(cores, quota, List.of());
  }

  /** The same machine, whose CPU limit changes. */
  public MachineSettings withQuotaChanges(List<QuotaChange> changes) {
    return new MachineSettings(cores, quota, sidecars, cpuWeight, neighbours, changes);
  }

  /** Whether there is a CPU limit at any time. */
  public boolean isLimited() {
    return quota != null || quotaChanges.stream().anyMatch(change -> change.quota() != null);
  }

  /** The CPU limit at {@code timeNs} of simulated time; null if there is none then. */
  public @Nullable Quota quotaAt(long timeNs) {
    Quota now = quota;
    for (QuotaChange change : quotaChanges) {
      if (change.atNs() <= timeNs) {
        now = change.quota();
      }
    }
    return now;
  }

  /** The period of the first CPU limit that there is, ns; 1 without any. */
  public long quotaPeriodNs() {
    Quota first = quota;
    for (QuotaChange change : quotaChanges) {
      first = first == null ? change.quota() : first;
    }
    return first == null ? 1 : first.periodNs();
  }

  /** Cores that the container may use in the mean when the program starts. */
  public double usableCores() {
    return usableCores(quota);
  }

  /** Cores that the container may use in the mean from {@code fromNs} to {@code toNs}. */
  public double usableCores(long fromNs, long toNs) {
    double sum = 0;
    long sinceNs = fromNs;
    Quota now = quotaAt(fromNs);
    for (QuotaChange change : quotaChanges) {
      if (change.atNs() > fromNs && change.atNs() < toNs) {
        sum += usableCores(now) * (change.atNs() - sinceNs);
        sinceNs = change.atNs();
        now = change.quota();
      }
    }
    return sinceNs == fromNs
        ? usableCores(now)
        : (sum + usableCores(now) * (toNs - sinceNs)) / (toNs - fromNs);
  }

  private double usableCores(@Nullable Quota limit) {
    return limit == null ? cores : Math.min(cores, limit.cores());
  }

  /**
   * The CPU limit becomes another one.
   *
   * @param atNs when, since the start of the run, ns, more than 0
   * @param quota the limit from then on; null for none
   */
  public record QuotaChange(long atNs, @Nullable Quota quota) {}

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
  public record SidecarSettings(double cores, long burstNs) {}

  /**
   * Another container on the node.
   *
   * @param weight its {@code cpu.weight}, 1 to 10,000
   * @param cores CPU that it wants in the mean; each of its threads wants at most one core
   * @param burstNs CPU that a thread of it wants at a time
   */
  public record NeighbourSettings(int weight, double cores, long burstNs) {
    /** How many threads it has. */
    public int threads() {
      return (int) Math.ceil(cores);
    }
  }
}
