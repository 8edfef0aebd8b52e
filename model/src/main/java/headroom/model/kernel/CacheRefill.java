package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;

/**
 * CPU that code takes longer on a core that has been idle, because others have taken its lines from
 * the caches meanwhile. A cache loses a line with the same probability at every instant, so that
 * {@code 1 - exp(-idle / coldAfter)} of them are gone, and as much of the cost of them all is due
 * ({@link Cost#OS_COLD_AFTER}, where the measured points lie within 6 % of that law).
 *
 * <p>Approximate: the law is a table of straight lines, off by at most 0.1 % of the whole cost.
 */
public final class CacheRefill {
  private static final int STEPS_PER_TIME = 16;
  private static final int TIMES = 8;

  private final double stepsPerNs;
  private final double[] costNs = new double[STEPS_PER_TIME * TIMES + 1];

  /** Of what costs {@code whole} after long idleness. */
  public CacheRefill(CostProfile costs, Cost whole, Cost after) {
    stepsPerNs = STEPS_PER_TIME / Math.max(1, costs.value(after));
    for (int step = 0; step < costNs.length; step++) {
      costNs[step] = -StrictMath.expm1(-(double) step / STEPS_PER_TIME) * costs.value(whole);
    }
  }

  /** What is due after {@code idleNs} of idleness, ns. */
  public long afterNs(long idleNs) {
    double steps = idleNs * stepsPerNs;
    int last = costNs.length - 1;
    if (steps >= last) {
      return (long) costNs[last];
    }
    int step = (int) steps;
    return (long) (costNs[step] + (steps - step) * (costNs[step + 1] - costNs[step]));
  }
}
