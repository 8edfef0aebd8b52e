package headroom.experiments.notes;

import headroom.model.workload.Arrivals;

/** How many requests come in a second on average. */
final class MeanRate {
  private static final double NS_PER_S = 1e9;

  private MeanRate() {}

  /**
   * Requests per second; NaN for a closed loop, whose rate follows from the answers, and for a
   * trace, whose demands are not those of the file.
   */
  static double perSecond(Arrivals arrivals) {
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
