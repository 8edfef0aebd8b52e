package headroom.experiments.notes;

import headroom.model.workload.Arrivals;

/** How many requests come in a second on average. */
final class MeanRate {
  private static final double NS_PER_S = 1e9;

  private MeanRate() {}

  /**
   * Requests per second; of a closed loop, what its users ask if none of them waits; of a trace,
   * what was observed. NaN of users who do not think, who ask as fast as they are answered, and of
   * a trace of one instant.
   *
   * @param elapsedNs mean time of a request that waits for nobody
   */
  static double perSecond(Arrivals arrivals, double elapsedNs) {
    if (arrivals instanceof Arrivals.ClosedLoop loop) {
      double thinkNs = loop.think().mean();
      return thinkNs > 0 ? loop.users() * NS_PER_S / (thinkNs + elapsedNs) : Double.NaN;
    }
    if (arrivals instanceof Arrivals.Trace trace) {
      return observed(trace.table().arrivalNs());
    }
    return perSecond(arrivals);
  }

  private static double observed(long[] arrivalNs) {
    int last = arrivalNs.length - 1;
    double spanNs = last < 1 ? 0 : arrivalNs[last] - arrivalNs[0];
    return spanNs > 0 ? last * NS_PER_S / spanNs : Double.NaN;
  }

  private static double perSecond(Arrivals arrivals) {
    if (arrivals instanceof Arrivals.Constant constant) {
      return constant.ratePerSecond();
    }
    if (arrivals instanceof Arrivals.Poisson poisson) {
      return poisson.ratePerSecond();
    }
    if (arrivals instanceof Arrivals.Batch batch) {
      return perSecond(batch.instants()) * batch.size().mean();
    }
    if (arrivals instanceof Arrivals.Renewal renewal) {
      return NS_PER_S / renewal.gap().mean();
    }
    if (arrivals instanceof Arrivals.Modulated modulated) {
      return modulated(modulated);
    }
    if (arrivals instanceof Arrivals.Ramp ramp) {
      return (ramp.fromPerSecond() + ramp.toPerSecond()) / 2;
    }
    if (arrivals instanceof Arrivals.Phases phases) {
      return phases(phases);
    }
    return Double.NaN;
  }

  private static double modulated(Arrivals.Modulated modulated) {
    double requests = 0;
    double ns = 0;
    for (Arrivals.Modulated.State state : modulated.states()) {
      requests += state.ratePerSecond() * state.meanSojournNs();
      ns += state.meanSojournNs();
    }
    return requests / ns;
  }

  private static double phases(Arrivals.Phases phases) {
    double requests = 0;
    double ns = 0;
    for (Arrivals.Phases.Phase phase : phases.phases()) {
      requests += perSecond(phase.arrivals()) * phase.durationNs();
      ns += phase.durationNs();
    }
    return requests / ns;
  }
}
