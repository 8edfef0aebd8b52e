package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.run.Metric;
import headroom.experiments.run.PointRun;
import headroom.experiments.statistics.Estimate;
import headroom.model.workload.Arrivals;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A setting that was simulated, held against the SLO. */
record Trial(Experiment experiment, PointRun run) {
  private static final String THROUGHPUT = "throughput";
  private static final String ERRORS = "errors";

  /** The pooled figures. */
  PointResult result() {
    return run.result();
  }

  /** The P99 of each replication, ms. */
  double[] p99s() {
    return run.values(Metric.P99);
  }

  /** A replay is the same each time. */
  boolean isReplay() {
    return experiment.scenario().arrivals() instanceof Arrivals.Trace;
  }

  /**
   * Whether every limit is met, the process lives and its figures do not depend on how long it ran.
   * A throughput that is not offered cannot be wanted of the service.
   */
  boolean met() {
    return lives() && objectives().stream().allMatch(Objective::met);
  }

  /**
   * Whether no 95 % interval leaves open if the SLO is met. That a short run seems to grow is not
   * enough.
   */
  boolean sure() {
    if (result().crash() != null || result().completed() == 0) {
      return true;
    }
    return met()
        ? objectives().stream().noneMatch(this::isOpen)
        : objectives().stream().anyMatch(o -> !o.met() && !isOpen(o));
  }

  /** Whether this is nearer to meeting the SLO, or meets it with more to spare. */
  boolean isNearerThan(Trial other) {
    return worst() < other.worst();
  }

  private double worst() {
    return lives()
        ? objectives().stream().mapToDouble(Trial::excess).max().orElse(0)
        : Double.POSITIVE_INFINITY;
  }

  /** The limits that are missed, what is missed most first. */
  List<Objective> misses() {
    return objectives().stream()
        .filter(o -> !o.met())
        .sorted((a, b) -> Double.compare(excess(b), excess(a)))
        .toList();
  }

  /** Arrivals, or a CPU limit, that change by plan make no steady state, and are not meant to. */
  boolean lives() {
    return result().crash() == null
        && result().completed() > 0
        && (result().stability().stationary() || experiment.scenario().changesByPlan());
  }

  private List<Objective> objectives() {
    SloVerdict verdict = Objects.requireNonNull(result().slo(), "only with an SLO");
    List<Objective> all = Objects.requireNonNull(verdict.objectives());
    return all.stream()
        .filter(o -> !o.name().equals(THROUGHPUT) || result().offeredPerS() >= o.limit())
        .toList();
  }

  private boolean isOpen(Objective objective) {
    Interval interval = objective.name().equals(ERRORS) ? rejectedShare() : objective.ci95();
    return interval != null
        && interval.low() <= objective.limit()
        && interval.high() >= objective.limit();
  }

  /** Null where requests are lost otherwise too, or there is one replication. */
  private @Nullable Interval rejectedShare() {
    Estimate rejected = Estimate.of(run.values(Metric.REJECTED_SHARE));
    return result().timedOut() == null && rejected.hasInterval() ? rejected.interval() : null;
  }

  /** By how many times the limit is passed. */
  private static double excess(Objective objective) {
    double ratio = objective.value() / objective.limit();
    return objective.name().equals(THROUGHPUT) ? 1 / ratio : ratio;
  }
}
