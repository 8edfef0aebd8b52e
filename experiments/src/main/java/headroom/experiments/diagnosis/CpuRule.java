package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests wait for a P or a core. The rules differ in what keeps those and in what helps. */
abstract class CpuRule implements Rule {
  private final FailureMode mode;
  private final String waitedFor;

  /**
   * A rule of {@code mode}.
   *
   * @param waitedFor {@code a P}, {@code a core}
   */
  CpuRule(FailureMode mode, String waitedFor) {
    this.mode = mode;
    this.waitedFor = waitedFor;
  }

  @Override
  public final @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(mode);
    if (!point.isWorthNaming(share, Thresholds.WAKE_UP_MS)) {
      return null;
    }
    Evidence evidence =
        new Evidence(point).say("waiting for " + waitedFor + " is " + point.explained(share));
    figures(point).forEach(evidence::say);
    return BackgroundCpu.named(
        point,
        new Suspect(mode, null, share, evidence.runQueues().text(), advice(point), changes(point)));
  }

  /** What shows that it is so, in words. */
  abstract List<String> figures(DiagnosedPoint point);

  /** What helps, in sentences. */
  abstract String advice(DiagnosedPoint point);

  /** Settings to try, the most promising first. */
  abstract List<Map<String, Object>> changes(DiagnosedPoint point);
}
