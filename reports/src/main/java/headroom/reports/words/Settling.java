package headroom.reports.words;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;

/** Runs that do not settle, in words. */
public final class Settling {
  /** What an SLO is worth that holds in the window of a run that grows. */
  public static final String LATER = "what holds in this window is missed later";

  private Settling() {}

  /** Whether the SLO is missed for no other reason than that requests pile up. */
  public static boolean isUnsettledMiss(PointResult point) {
    SloVerdict verdict = point.slo();
    return verdict != null
        && !verdict.met()
        && point.crash() == null
        && point.stability().queueGrowthPerS() != null
        && verdict.objectives() != null
        && verdict.objectives().stream().allMatch(PointResult.Objective::met);
  }
}
