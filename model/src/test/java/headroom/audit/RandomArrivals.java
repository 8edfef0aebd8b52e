package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.model.workload.Arrivals.Modulated.State;
import headroom.model.workload.Arrivals.Phases.Phase;
import java.util.List;

/** Arrivals of every kind but traces, also inside each other. */
final class RandomArrivals {
  private static final double NS_PER_SECOND = 1e9;
  private static final int KINDS = 7;
  private static final int KINDS_WITHOUT_PARTS = 5;

  private RandomArrivals() {}

  /** Arrivals of about this rate over about {@code durationNs}. */
  static Arrivals ofRate(double perSecond, long durationNs, Draws draws) {
    return ofRate(perSecond, durationNs, draws, 0);
  }

  private static Arrivals ofRate(double perSecond, long durationNs, Draws draws, int depth) {
    int kind = draws.between(0, (depth > 1 ? KINDS_WITHOUT_PARTS : KINDS) - 1);
    return switch (kind) {
      case 0 -> new Arrivals.Constant(perSecond);
      case 1 -> modulated(perSecond, durationNs, draws);
      case 2 -> new Arrivals.Renewal(gap(NS_PER_SECOND / perSecond, draws));
      case 3 -> new Arrivals.Ramp(0, 2 * perSecond, durationNs);
      case 5 -> {
        int size = draws.between(1, 20);
        yield new Arrivals.Batch(
            ofRate(perSecond / size, durationNs, draws, depth + 1),
            RandomDistribution.ofMean(size, draws));
      }
      case 6 ->
          new Arrivals.Phases(
              List.of(
                  new Phase(durationNs / 3, ofRate(perSecond, durationNs / 3, draws, depth + 1)),
                  new Phase(durationNs / 5, new Arrivals.Constant(0)),
                  new Phase(durationNs, ofRate(perSecond, durationNs, draws, depth + 1))));
      default -> new Arrivals.Poisson(perSecond);
    };
  }

  private static Arrivals modulated(double perSecond, long durationNs, Draws draws) {
    long busyNs = Math.max(1, durationNs / draws.between(2, 50));
    long quietNs = Math.max(1, durationNs / draws.between(2, 50));
    return new Arrivals.Modulated(List.of(new State(2 * perSecond, busyNs), new State(0, quietNs)));
  }

  /** A gap whose mean is not 0. */
  static Distribution gap(double meanNs, Draws draws) {
    Distribution gap = RandomDistribution.ofMean(meanNs, draws);
    return gap.mean() > 0 ? gap : new Distribution.Lognormal(meanNs, 2);
  }
}
