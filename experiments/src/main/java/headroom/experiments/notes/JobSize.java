package headroom.experiments.notes;

import headroom.experiments.Experiment;
import java.util.List;

/** How much there is to simulate. */
public final class JobSize {
  private static final double NS_PER_S = 1e9;

  private JobSize() {}

  /**
   * Requests that arrive in all replications of all {@code experiments}, their warm-ups included.
   * Retries are not reckoned with; the users of a closed loop are taken to be answered at once, and
   * to be without number if they do not think.
   */
  public static double requests(List<Experiment> experiments) {
    double requests = 0;
    for (Experiment experiment : experiments) {
      double perSecond = MeanRate.perSecond(experiment.scenario().arrivals(), 0);
      double seconds = (double) experiment.simulatedNs() / NS_PER_S;
      requests += Double.isNaN(perSecond) ? Double.POSITIVE_INFINITY : perSecond * seconds;
    }
    return requests;
  }
}
