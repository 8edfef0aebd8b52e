package headroom.accuracy;

import java.util.List;

/**
 * A case, what the simulator says of it, and what a naive queue does.
 *
 * @param error simulated / measured - 1
 * @param naiveError of the naive queue, likewise
 */
record Comparison(
    ReferenceCase reference,
    Figures simulated,
    Figures seedSpread,
    Figures error,
    Figures naiveError) {

  /** Replays {@code reference}. */
  static Comparison of(ReferenceCase reference) {
    Replay replay = Replay.of(reference);
    return new Comparison(
        reference,
        replay.predicted(),
        replay.spread(),
        replay.predicted().errorAgainst(reference.measured()),
        NaiveQueue.of(reference).errorAgainst(reference.measured()));
  }

  String name() {
    return reference.name();
  }

  /** Whether an error is so large that the page has to explain it by mechanism. */
  boolean needsExplanation() {
    for (Metric metric : Metric.values()) {
      if (Goals.explainAbove(metric) < Math.abs(error.of(metric))) {
        return true;
      }
    }
    return false;
  }

  /** The absolute errors of {@code metric}, sorted. */
  static double[] absoluteErrors(List<Comparison> cases, Metric metric) {
    return sorted(cases.stream().mapToDouble(c -> Math.abs(c.error.of(metric))).toArray());
  }

  /** The absolute errors of the naive queue, sorted. */
  static double[] naiveErrors(List<Comparison> cases, Metric metric) {
    return sorted(cases.stream().mapToDouble(c -> Math.abs(c.naiveError.of(metric))).toArray());
  }

  /** How far the repeats of each case lie apart, sorted. */
  static double[] floors(List<Comparison> cases, Metric metric) {
    return sorted(cases.stream().mapToDouble(c -> c.reference.floor().of(metric)).toArray());
  }

  private static double[] sorted(double[] values) {
    double[] finite = java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    java.util.Arrays.sort(finite);
    return finite;
  }
}
