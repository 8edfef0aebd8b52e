package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.model.workload.Arrivals;
import java.util.List;
import java.util.Objects;

/** A setting that was simulated, held against the SLO. */
record Trial(Experiment experiment, PointResult result) {
  private static final String THROUGHPUT = "throughput";

  /**
   * Whether every limit is met, the process lives and its figures do not depend on how long it ran.
   * A throughput that is not offered cannot be wanted of the service.
   */
  boolean met() {
    return lives() && objectives().stream().allMatch(Objective::met);
  }

  /** Whether no 95 % interval leaves open if the SLO is met. */
  boolean sure() {
    if (!lives()) {
      return true;
    }
    return met()
        ? objectives().stream().noneMatch(Trial::isOpen)
        : objectives().stream().anyMatch(o -> !o.met() && !isOpen(o));
  }

  /** The limits that are missed, what is missed most first. */
  List<Objective> misses() {
    return objectives().stream()
        .filter(o -> !o.met())
        .sorted((a, b) -> Double.compare(excess(b), excess(a)))
        .toList();
  }

  /** Arrivals that change by plan make no steady state, and are not meant to. */
  boolean lives() {
    return result.crash() == null
        && result.completed() > 0
        && (result.stability().stationary()
            || experiment.scenario().arrivals() instanceof Arrivals.Phases);
  }

  private List<Objective> objectives() {
    SloVerdict verdict = Objects.requireNonNull(result.slo(), "only with an SLO");
    List<Objective> all = Objects.requireNonNull(verdict.objectives());
    return all.stream()
        .filter(o -> !o.name().equals(THROUGHPUT) || result.offeredPerS() >= o.limit())
        .toList();
  }

  private static boolean isOpen(Objective objective) {
    Interval interval = objective.ci95();
    return interval != null
        && interval.low() <= objective.limit()
        && interval.high() >= objective.limit();
  }

  /** By how many times the limit is passed. */
  private static double excess(Objective objective) {
    double ratio = objective.value() / objective.limit();
    return objective.name().equals(THROUGHPUT) ? 1 / ratio : ratio;
  }
}
