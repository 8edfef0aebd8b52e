package headroom.model.workload;

/**
 * A Poisson process whose rate goes in a straight line from one value to the other and then stays
 * there.
 *
 * <p>By inversion of the expected number of arrivals {@code from t + c t^2/2}, with {@code c = (to
 * - from)/duration}. Source: Cinlar (1975), "Introduction to Stochastic Processes", section 4.7: a
 * Poisson process of any rate is one of rate 1 with its time changed.
 */
final class RampInstants extends Instants {
  private final double fromPerNs;
  private final double toPerNs;
  private final double durationNs;
  private final double pointsOnRamp;
  private final UnitPoisson points;

  RampInstants(double fromPerNs, double toPerNs, long durationNs, Key key) {
    require(durationNs >= 0, "duration of ramp", (double) durationNs);
    this.fromPerNs = fromPerNs;
    this.toPerNs = toPerNs;
    this.durationNs = (double) durationNs;
    this.pointsOnRamp = (fromPerNs + toPerNs) / 2 * this.durationNs;
    this.points = new UnitPoisson(key.stream());
  }

  @Override
  double next() {
    double point = points.next();
    if (point >= pointsOnRamp) {
      return toPerNs == 0 ? NONE : durationNs + (point - pointsOnRamp) / toPerNs;
    }
    double slope = (toPerNs - fromPerNs) / durationNs;
    double rateThere = Math.sqrt(Math.max(0, fromPerNs * fromPerNs + 2 * slope * point));
    return 2 * point / (fromPerNs + rateThere);
  }
}
