package headroom.experiments.diagnosis;

import headroom.experiments.Experiment;
import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.model.Scenario;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point with what its figures say of the worst requests.
 *
 * @param blame part of their time, by what is to be blamed for it
 */
record DiagnosedPoint(
    Experiment experiment,
    PointResult figures,
    BadTime bad,
    CpuRoom room,
    Map<FailureMode, Double> blame) {
  static DiagnosedPoint of(Experiment experiment, PointResult figures) {
    Scenario scenario = experiment.scenario();
    BadTime bad = BadTime.of(figures);
    CpuRoom room = CpuRoom.of(scenario, figures);
    return new DiagnosedPoint(
        experiment, figures, bad, room, Blame.of(scenario, figures, bad, room));
  }

  Scenario scenario() {
    return experiment.scenario();
  }

  /** Part of the worst requests' time that {@code mode} explains. */
  double share(FailureMode mode) {
    return Math.min(1, blame.getOrDefault(mode, 0.0));
  }

  /**
   * Whether {@code share} of the worst requests' time is worth naming.
   *
   * @param leastMs waits as short are never; but where the CPU is full
   */
  boolean isWorthNaming(double share, double leastMs) {
    double least = missesSlo() ? Thresholds.WORTH_NAMING_OF_A_MISS : Thresholds.WORTH_NAMING;
    return share >= least && (share * bad.meanMs() >= leastMs || room.isFull());
  }

  boolean missesSlo() {
    return figures.slo() != null && !figures.slo().met();
  }

  boolean meetsSlo() {
    return figures.slo() != null && figures.slo().met();
  }

  /** Whether requests pile up without a plan that has them do so. */
  boolean isOverloaded() {
    return figures.stability().queueGrowthPerS() != null && !scenario().changesByPlan();
  }

  /** Part of the offered requests that ended for {@code reason}, or that ended badly for any. */
  double lost(@Nullable String reason) {
    if (figures.offered() == 0) {
      return 0;
    }
    Map<String, Long> reasons = figures.failedBy();
    long count =
        reason == null
            ? figures.requests().counts().outcomes().lost()
            : reasons == null ? 0 : reasons.getOrDefault(reason, 0L);
    return (double) count / figures.offered();
  }

  /** A value of a metric; NaN if the point does not have it. */
  double metric(String name, String value) {
    return MetricResult.value(figures, name, value);
  }

  Map<String, ResourceResult> resources() {
    return figures.byResource() == null ? Map.of() : figures.byResource();
  }

  Map<String, StepResult> steps() {
    return figures.byStep() == null ? Map.of() : figures.byStep();
  }

  @Nullable CollectorPart collector() {
    return CollectorPart.of(figures);
  }

  /**
   * {@code 85% of the time of the slowest 1% of the requests (54 ms of 63 ms)}; those that are lost
   * may have had no time at all.
   */
  String explained(double share) {
    String part = FigureText.roughPercent(share) + " of the time of ";
    return bad.lostWeight() >= Thresholds.MAIN_CAUSE
        ? part + "the requests that are lost or slowest"
        : part
            + "the slowest 1% of the requests ("
            + FigureText.time(share * bad.meanMs())
            + " of "
            + FigureText.time(bad.meanMs())
            + ")";
  }
}
