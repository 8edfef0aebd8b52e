package headroom.experiments.queueing;

/**
 * A closed loop: users who think, then ask {@code servers} with exponential service times and wait
 * for the answer. What they think may have any distribution. It is the network of one station and
 * one delay that mean value analysis solves (Reiser and Lavenberg, JACM 27, 1980); with one station
 * its answer is that of the birth and death of requests at the station, which is what is summed
 * here (Kleinrock, Queueing Systems I, 1975, §3.8).
 *
 * @param users who ask
 * @param thinkS mean time between an answer and the next request, seconds
 * @param serviceS mean service time, seconds
 */
public record ThinkingUsers(int users, double thinkS, double serviceS, int servers)
    implements Station {
  /** A probability this far above the first is scaled down. */
  private static final double LARGE = 1e200;

  @Override
  public Station stretched(double factor) {
    return new ThinkingUsers(users, thinkS, serviceS * factor, servers);
  }

  @Override
  public boolean isStable() {
    return true;
  }

  /** Requests per second. */
  public double throughputPerS() {
    if (thinkS == 0) {
      return Math.min(users, servers) / serviceS;
    }
    double weight = 1; // of k requests at the station, over that of none
    double all = 1;
    double busy = 0;
    for (int k = 1; k <= users; k++) {
      int serving = Math.min(k, servers);
      weight *= (users - k + 1) / thinkS * serviceS / serving;
      all += weight;
      busy += weight * serving;
      if (weight > LARGE) {
        weight /= LARGE;
        all /= LARGE;
        busy /= LARGE;
      }
    }
    return busy / all / serviceS;
  }

  /** By Little's law over the whole loop. */
  @Override
  public double meanResponseS() {
    return users / throughputPerS() - thinkS;
  }
}
