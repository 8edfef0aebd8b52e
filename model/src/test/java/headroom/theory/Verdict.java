package headroom.theory;

import headroom.testing.CaseStudy;
import headroom.testing.QueueMetric;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.Locale;

/**
 * How one value of the reference compares with the simulation.
 *
 * @param studentT deviation in standard errors; not counted in the family's figures if {@code atom}
 * @param relativeError standard error over the value
 * @param allowedError what a pass may have
 * @param atom whether the value is judged without a t: the distribution has an atom there (a wait
 *     of zero, a constant response), or the run sees too few of the events
 * @param right the verdict on the value alone
 */
record Verdict(
    String family,
    String id,
    String metric,
    double studentT,
    double relativeError,
    double allowedError,
    boolean atom,
    boolean right) {
  /** Accepted deviation of a single value, in standard errors. Source: the reference, verdict. */
  static final double ACCEPTED_T = 4;

  /** Digits that a value without variance must have right: the clock counts nanoseconds. */
  private static final double EXACT = 1e-6;

  /**
   * Fewer expected events than this are too few for a t: its distribution is far from Student's.
   */
  private static final double FEWEST_EVENTS = 200;

  /** Accepted absolute deviation of a share that is that rare or that near to 1. */
  private static final double RARE = 1e-3;

  /** The verdict on a metric of a study. */
  static Verdict of(CaseStudy study, QueueMetric metric, double allowedError) {
    ReferenceCase reference = study.reference();
    RatioEstimate estimate = metric.estimate(study.tallies());
    double error = estimate.standardError(metric.target());
    if (isAtom(reference, metric)) {
      boolean below = estimate.estimate() <= metric.target() + ACCEPTED_T * error;
      return new Verdict(
          reference.family(), reference.id(), metric.name(), 0, 0, allowedError, true, below);
    }
    if (isRare(study, metric)) {
      boolean near = Math.abs(estimate.estimate() - metric.target()) <= RARE;
      return new Verdict(
          reference.family(), reference.id(), metric.name(), 0, 0, allowedError, true, near);
    }
    if (error <= EXACT * Math.abs(metric.target()) / study.replications()) {
      boolean equal =
          Math.abs(estimate.estimate() - metric.target()) <= EXACT * Math.abs(metric.target());
      return new Verdict(
          reference.family(), reference.id(), metric.name(), 0, 0, allowedError, true, equal);
    }
    double t = estimate.studentT(metric.target());
    double relative = metric.relativeError(study.tallies());
    return new Verdict(
        reference.family(),
        reference.id(),
        metric.name(),
        t,
        relative,
        allowedError,
        false,
        Math.abs(t) <= ACCEPTED_T && relative <= allowedError);
  }

  /**
   * A probability, or share of time, of which a run sees only a few events one way or the other.
   */
  private static boolean isRare(CaseStudy study, QueueMetric metric) {
    boolean share =
        metric
            .name()
            .matches("p_.*|.*_(probability|fraction)|.*utilisation.*|share_.*|.*_p\\d+_ms");
    double rarer = Math.min(metric.target(), 1 - metric.target());
    return share && rarer * study.requests() < FEWEST_EVENTS;
  }

  /** A percentile at a wait of zero or at a constant service: at most that share lies above. */
  private static boolean isAtom(ReferenceCase reference, QueueMetric metric) {
    if (!metric.name().matches("(wait|response)_.*p\\d+_ms")) {
      return false;
    }
    double value = reference.value(metric.name());
    boolean constant =
        reference.has("service_yaml") && reference.text("service_yaml").matches("[\\d.]+ms");
    return value == 0
        || (constant
            && metric.name().startsWith("response")
            && value <= reference.number("mean_service_ms") * (1 + 1e-9));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s %s: t %.2f, error %.2f %% of allowed %.2f %%%s",
        family,
        id,
        metric,
        studentT,
        100 * relativeError,
        100 * allowedError,
        atom ? " (atom)" : "");
  }
}
