package headroom.experiments.notes;

import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.MeanNeed;
import java.util.List;

/**
 * Asymptotic bounds (Lazowska et al., Quantitative System Performance, 1984, §5.2): with {@code D}
 * the mean time of a request that waits for nobody and {@code X} the rate at which the scarcest
 * resource is full, the mean latency is at least {@code D}, and no more than {@code X} complete. Of
 * N users who think for Z also at most {@code N / (D + Z)} complete, and the latency is at least
 * {@code N / X - Z}.
 *
 * @param meanS least mean latency, seconds; NaN where requests may end before they are done
 * @param throughputPerS most requests per second; infinite if nothing limits them
 * @param limitedBy {@code users}, or the resource of {@link Ceilings}; empty if nothing limits them
 */
public record AsymptoticBounds(double meanS, double throughputPerS, String limitedBy) {
  private static final double NS_PER_S = 1e9;

  /** The bounds of {@code scenario}. */
  public static AsymptoticBounds of(Scenario scenario) {
    StepNeeds needs = RequestNeed.steps(scenario);
    MeanNeed request = RequestNeed.of(scenario, needs);
    double alone = request.elapsedNs() / NS_PER_S;
    double most = Double.POSITIVE_INFINITY;
    String by = "";
    List<Ceiling> ceilings = Ceilings.of(scenario);
    if (!ceilings.isEmpty()) {
      Ceiling first = ceilings.get(0);
      double rate = MeanRate.perSecond(scenario.arrivals(), request.elapsedNs());
      most = rate / first.share();
      by = first.resource();
    }
    if (scenario.arrivals() instanceof Arrivals.ClosedLoop loop) {
      double thinkS = loop.think().mean() / NS_PER_S;
      double asked = loop.users() / (alone + thinkS);
      alone = Math.max(alone, loop.users() / most - thinkS);
      by = asked < most ? "users" : by;
      most = Math.min(most, asked);
    }
    boolean early =
        !needs.tightLimits().isEmpty()
            || scenario.server().deadlineNs() != ServerSettings.NO_DEADLINE
            || scenario.clients().timeoutNs() != ClientSettings.NONE;
    return new AsymptoticBounds(early ? Double.NaN : alone, most, by);
  }
}
