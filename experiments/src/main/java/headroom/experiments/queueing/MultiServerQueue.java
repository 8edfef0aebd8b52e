package headroom.experiments.queueing;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * M/M/c: Poisson arrivals, exponential service times, {@code servers} that serve in the order of
 * arrival. Source: Kleinrock, Queueing Systems I (1975), §3.5; the response time is the sum of the
 * wait and the service.
 *
 * @param ratePerS arrivals per second
 * @param serviceS mean service time, seconds
 */
public record MultiServerQueue(double ratePerS, double serviceS, int servers) implements Station {
  private static final int MOST_STEPS = 1000;

  /** Relative accuracy of a quantile. */
  private static final double ACCURACY = 1e-10;

  /** Servers that are needed on average; the queue has a steady state below their number. */
  public double load() {
    return ratePerS * serviceS;
  }

  @Override
  public Station stretched(double factor) {
    return new MultiServerQueue(ratePerS, serviceS * factor, servers);
  }

  @Override
  public boolean isStable() {
    return load() < servers;
  }

  /** The probability to wait, Erlang's C, by the recursion of Erlang's B. */
  public double waitProbability() {
    double blocking = 1;
    for (int k = 1; k <= servers; k++) {
      blocking = load() * blocking / (k + load() * blocking);
    }
    return blocking / (1 - load() / servers * (1 - blocking));
  }

  @Override
  public double meanResponseS() {
    return serviceS + waitProbability() * serviceS / (servers - load());
  }

  /** The time that the share {@code p} of all requests does not exceed, s. */
  public double responseQuantileS(double p) {
    double most = meanResponseS();
    while (exceeding(most) > 1 - p) {
      most *= 2;
    }
    BrentSolver solver = new BrentSolver(ACCURACY, ACCURACY * serviceS);
    return solver.solve(MOST_STEPS, t -> exceeding(t) - (1 - p), 0, most);
  }

  /**
   * P(response &gt; t): of those that wait, the wait is exponential with rate {@code free = (c -
   * a)/s}, and the service after it with rate {@code 1/s}.
   */
  private double exceeding(double t) {
    double waiting = waitProbability();
    double free = (servers - load()) / serviceS;
    double rate = 1 / serviceS;
    double alone = StrictMath.exp(-rate * t);
    double between = free - rate;
    // (e^{-rate t} - e^{-free t}) / (free - rate), which is t e^{-rate t} where both are equal
    double both =
        Math.abs(between * t) < 1e-9
            ? t * alone
            : -alone * StrictMath.expm1(-between * t) / between;
    return alone + waiting * rate * both;
  }
}
