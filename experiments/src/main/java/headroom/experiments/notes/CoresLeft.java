package headroom.experiments.notes;

import headroom.model.Window;
import headroom.model.kernel.MachineSettings;

/** What others leave of the cores to the process. */
public final class CoresLeft {
  private CoresLeft() {}

  /** What the sidecars leave of the CPU limit, or of all cores without one, in cores. */
  public static double bySidecars(MachineSettings machine) {
    return bySidecars(machine, machine.usableCores());
  }

  /** The same in the mean of {@code window}, in which the limit may change. */
  public static double bySidecars(MachineSettings machine, Window window) {
    return bySidecars(machine, machine.usableCores(window.warmUpNs(), window.endNs()));
  }

  private static double bySidecars(MachineSettings machine, double usableCores) {
    double taken = 0;
    for (MachineSettings.SidecarSettings sidecar : machine.sidecars()) {
      taken += sidecar.cores();
    }
    return usableCores - taken;
  }

  /** What the neighbours leave to the container: its share by weight, or what they do not want. */
  public static double byNeighbours(MachineSettings machine) {
    double wanted = 0;
    double weight = machine.cpuWeight();
    for (MachineSettings.NeighbourSettings neighbour : machine.neighbours()) {
      wanted += neighbour.cores();
      weight += neighbour.weight();
    }
    return Math.max(machine.cores() - wanted, machine.cores() * machine.cpuWeight() / weight);
  }
}
