package headroom.experiments.diagnosis;

import headroom.experiments.notes.CoresLeft;
import headroom.experiments.result.PointResult;
import headroom.model.Scenario;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;

/**
 * What the process may use of the CPU, and what it does.
 *
 * @param left cores that the machine, the CPU limit, sidecars and neighbours leave it
 * @param gomaxprocs its Ps
 * @param used cores that it uses
 */
record CpuRoom(double left, int gomaxprocs, double used, Bound bound) {
  /** Fewer cores that GOMAXPROCS leaves unused are no reason to change it. */
  private static final double HALF_A_CORE = 0.5;

  /** What bounds it. */
  enum Bound {
    CORES,
    QUOTA,
    NEIGHBOURS,
    GOMAXPROCS
  }

  static CpuRoom of(Scenario scenario, PointResult point) {
    MachineSettings machine = scenario.machine();
    double limit = CoresLeft.bySidecars(machine, scenario.window());
    double shared = CoresLeft.byNeighbours(machine);
    double left = Math.min(limit, shared);
    int gomaxprocs = DefaultProcessors.most(scenario.runtime(), machine);
    Bound bound =
        gomaxprocs + HALF_A_CORE <= left
            ? Bound.GOMAXPROCS
            : machine.isLimited() && limit <= shared
                ? Bound.QUOTA
                : shared < machine.cores() ? Bound.NEIGHBOURS : Bound.CORES;
    return new CpuRoom(left, gomaxprocs, point.cpu().coresUsed(), bound);
  }

  /** Cores that it may use. */
  double usable() {
    return Math.min(left, gomaxprocs);
  }

  /** Whether nothing of it is left. */
  boolean isFull() {
    return !(used < Thresholds.FULL * usable());
  }

  /** What gives it more, as the beginning of a sentence. */
  String whereMoreComesFrom() {
    return switch (bound) {
      case CORES, GOMAXPROCS -> "More cores (machine.cores)";
      case QUOTA -> "A higher CPU limit (machine.cpuQuota)";
      case NEIGHBOURS -> "A greater machine.cpuWeight, a node with fewer neighbours";
    };
  }

  /** Part of it that is used; 1 of nothing. */
  double utilization() {
    return usable() > 0 ? used / usable() : 1;
  }
}
