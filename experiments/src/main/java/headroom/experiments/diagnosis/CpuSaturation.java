package headroom.experiments.diagnosis;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import org.jspecify.annotations.Nullable;

/** The CPU is full: the cores, the CPU limit, what neighbours leave, or the Ps on all of them. */
final class CpuSaturation implements Rule {
  private static final String CPU = "CPU";

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.CPU_SATURATION);
    if (!point.isWorthNaming(share, Thresholds.WAKE_UP_MS)) {
      return null;
    }
    CpuRoom room = point.room();
    String evidence =
        new Evidence(point)
            .say("waiting for a core is " + point.explained(share))
            .say(
                FigureText.number(room.used())
                    + " cores used, "
                    + FigureText.percent(room.utilization())
                    + " of what it may use ("
                    + bound(room)
                    + ")")
            .runQueues()
            .text();
    return new Suspect(
        FailureMode.CPU_SATURATION,
        null,
        share,
        evidence,
        key(room)
            + " or less CPU for each request (pprof says where it goes) helps; more workers"
            + " do not.",
        Changes.moreCpu(point, needed(point)));
  }

  /** Cores that the load needs, or that are used if that is more. */
  static double needed(DiagnosedPoint point) {
    return Math.max(
        point.room().used(),
        Ceilings.of(point.scenario()).stream()
            .filter(ceiling -> ceiling.resource().equals(CPU))
            .mapToDouble(Ceiling::needed)
            .max()
            .orElse(0));
  }

  private static String bound(CpuRoom room) {
    String left = FigureText.number(room.left());
    return switch (room.bound()) {
      case CORES -> "machine.cores " + left;
      case QUOTA -> "the CPU limit leaves " + left;
      case NEIGHBOURS -> "the neighbours leave " + left;
      case GOMAXPROCS -> "GOMAXPROCS " + room.gomaxprocs();
    };
  }

  /** Where more CPU comes from. */
  static String key(CpuRoom room) {
    return switch (room.bound()) {
      case CORES, GOMAXPROCS -> "More cores (machine.cores)";
      case QUOTA -> "A higher CPU limit (machine.cpuQuota)";
      case NEIGHBOURS -> "A greater machine.cpuWeight, a node with fewer neighbours";
    };
  }
}
