package headroom.experiments.notes;

import headroom.experiments.result.FigureText;
import headroom.model.Scenario;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time in which the CPU limit is lowest: what a note on too little CPU is about.
 *
 * @param machine as it is then, for ever
 * @param gomaxprocs as it is then
 * @param since when that begins, in words, with a blank before them; empty if it is so from the
 *     start
 */
record LowestLimit(MachineSettings machine, int gomaxprocs, String since) {
  private static final double NS_PER_MS = 1e6;

  /** The lowest limit of {@code scenario}, the first of equal ones. */
  static LowestLimit of(Scenario scenario) {
    MachineSettings machine = scenario.machine();
    Quota lowest = machine.quota();
    String since = "";
    int gomaxprocs = scenario.runtime().gomaxprocs();
    boolean follows = DefaultProcessors.follows(scenario.runtime(), machine);
    for (QuotaChange change : machine.quotaChanges()) {
      if (cores(change.quota()) < cores(lowest) && change.atNs() < scenario.window().endNs()) {
        lowest = change.quota();
        since = " from " + FigureText.time(change.atNs() / NS_PER_MS) + " on";
        gomaxprocs =
            follows
                ? DefaultProcessors.of(scenario.runtime().version(), machine, lowest)
                : gomaxprocs;
      }
    }
    MachineSettings then =
        new MachineSettings(
            machine.cores(),
            lowest,
            machine.sidecars(),
            machine.cpuWeight(),
            machine.neighbours(),
            List.of());
    return new LowestLimit(then, gomaxprocs, since);
  }

  private static double cores(@Nullable Quota quota) {
    return quota == null ? Double.POSITIVE_INFINITY : quota.cores();
  }
}
