package headroom.audit;

import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.NeighbourSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import java.util.ArrayList;
import java.util.List;

/** Machines with all that one can have, each a pure function of a seed. */
final class RandomMachine {
  private final long seed;

  RandomMachine(long seed) {
    this.seed = seed;
  }

  /** A quarter of the machines have a limit that changes, or that there is for a while. */
  MachineSettings machine(int cores, long durationNs) {
    MachineSettings machine = machine(cores);
    Draws own = new Draws(seed, "quota changes");
    if (!own.chance(0.25)) {
      return machine;
    }
    Quota first = machine.quota();
    long periodNs = first == null ? 100_000_000 : first.periodNs();
    List<QuotaChange> changes = new ArrayList<>();
    long atNs = 0;
    for (int i = own.between(1, 4); i > 0; i--) {
      atNs += 1 + (long) (durationNs * own.uniform(0, 0.6));
      double quota = own.chance(0.5) ? own.uniform(0.1, cores) : own.logUniform(0.05, 2.0 * cores);
      double burst = own.chance(0.6) ? 0 : own.uniform(0, quota);
      Quota limit = new Quota(quota, periodNs, burst);
      changes.add(new QuotaChange(atNs, own.chance(0.2) ? null : limit));
    }
    return machine.withQuotaChanges(changes);
  }

  /** One in eight of the machines has neighbours, one of which may want all of it. */
  private MachineSettings machine(int cores) {
    MachineSettings alone = limited(cores);
    Draws beside = new Draws(seed, "neighbours");
    if (!beside.chance(0.125)) {
      return alone;
    }
    List<NeighbourSettings> neighbours = new ArrayList<>();
    for (int i = beside.between(1, 3); i > 0; i--) {
      neighbours.add(
          new NeighbourSettings(
              (int) beside.logUniform(1, 10_000),
              beside.chance(0.3) ? cores : beside.uniform(0.01, cores),
              (long) beside.logUniform(1e4, 2e7)));
    }
    int weight = (int) beside.logUniform(1, 10_000);
    return new MachineSettings(cores, alone.quota(), alone.sidecars(), weight, neighbours);
  }

  /** A third of the machines have a quota, down to a hundredth of a core, some with sidecars. */
  private MachineSettings limited(int cores) {
    Draws own = new Draws(seed, "cpu quota");
    if (!own.chance(0.33)) {
      return new MachineSettings(cores);
    }
    double quota = own.chance(0.5) ? own.uniform(0.1, cores) : own.logUniform(0.01, 2.0 * cores);
    double burst = own.chance(0.5) ? 0 : own.uniform(0, quota);
    long periodNs = own.chance(0.6) ? 100_000_000 : (long) own.logUniform(1e6, 1e9);
    List<SidecarSettings> sidecars = new ArrayList<>();
    for (int i = own.chance(0.6) ? 0 : own.between(1, 3); i > 0; i--) {
      sidecars.add(
          new SidecarSettings(quota * own.uniform(0.01, 0.3), (long) own.logUniform(1e4, 2e7)));
    }
    Quota limit = new Quota(quota, periodNs, burst);
    return new MachineSettings(cores, limit, sidecars);
  }
}
