package headroom.model.go;

import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import org.jspecify.annotations.Nullable;

/**
 * GOMAXPROCS where nobody sets it. Up to Go 1.24 it is the number of cores. Since 1.25 a CPU limit,
 * rounded up, lowers it, but not below 2. Source: Go 1.26 {@code
 * runtime/cgroup_linux.go:adjustCgroupGOMAXPROCS}, {@code proc.go:defaultGOMAXPROCS}; Go 1.25
 * release notes.
 *
 * <p>Left out: a {@code go.mod} or a GODEBUG that asks for the rule of an older version.
 */
public final class DefaultProcessors {
  /** Source: {@code cgroup_linux.go:adjustCgroupGOMAXPROCS}. */
  private static final int LEAST_UNDER_A_LIMIT = 2;

  /** Source: Go 1.25 release notes, "Container-aware GOMAXPROCS". */
  private static final int FIRST_MINOR_WITH_LIMIT = 25;

  private DefaultProcessors() {}

  /** Whether Go {@code version}, such as 1.26, looks at the container's CPU limit. */
  public static boolean followLimit(String version) {
    return Integer.parseInt(version.substring(version.indexOf('.') + 1)) >= FIRST_MINOR_WITH_LIMIT;
  }

  /**
   * Whether the program changes GOMAXPROCS as the limit of {@code machine} changes. Source: Go 1.26
   * {@code proc.go:sysmonUpdateGOMAXPROCS}.
   */
  public static boolean follows(RuntimeSettings runtime, MachineSettings machine) {
    return runtime.automatic()
        && followLimit(runtime.version())
        && !machine.quotaChanges().isEmpty();
  }

  /** The largest GOMAXPROCS that the program comes to have on {@code machine}. */
  public static int most(RuntimeSettings runtime, MachineSettings machine) {
    int most = runtime.gomaxprocs();
    if (follows(runtime, machine)) {
      for (QuotaChange change : machine.quotaChanges()) {
        most = Math.max(most, of(runtime.version(), machine, change.quota()));
      }
    }
    return most;
  }

  /** GOMAXPROCS with which Go {@code version} starts on {@code machine}. */
  public static int of(String version, MachineSettings machine) {
    return of(version, machine, machine.quota());
  }

  /** GOMAXPROCS of Go {@code version} on {@code machine} under the limit {@code quota}. */
  public static int of(String version, MachineSettings machine, @Nullable Quota quota) {
    if (quota == null || !followLimit(version)) {
      return machine.cores();
    }
    int limit = (int) Math.ceil(quota.cores());
    return Math.min(machine.cores(), Math.max(LEAST_UNDER_A_LIMIT, limit));
  }
}
