package headroom.experiments.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What formulas say of an experiment, to be held against what was simulated.
 *
 * @param model the known model that the experiment is near; null if it is near none
 * @param bounds what no service of these needs can pass; null if its rate is not known
 * @param findings in words, which simulated figures formulas do not allow; empty if all agree
 */
public record Theory(@Nullable Model model, @Nullable Bounds bounds, List<Finding> findings) {
  public Theory {
    findings = List.copyOf(findings);
  }

  /**
   * A model of queueing theory.
   *
   * @param name as the books call it: {@code M/M/4}
   * @param what in words, what serves and how
   * @param latencyMs what the formula gives: {@code mean}, and the percentiles where it has them
   * @param withCostsMs the same with the time of service that was simulated, in which are the costs
   *     of the runtime and the chance of the draws
   * @param serviceMs mean time of service by the file
   * @param simulatedServiceMs mean time of service as it was simulated
   */
  public record Model(
      String name,
      String what,
      Map<String, Double> latencyMs,
      Map<String, Double> withCostsMs,
      double serviceMs,
      double simulatedServiceMs) {
    public Model {
      latencyMs = Figures.rounded(latencyMs);
      withCostsMs = Figures.rounded(withCostsMs);
      serviceMs = Figures.rounded(serviceMs);
      simulatedServiceMs = Figures.rounded(simulatedServiceMs);
    }
  }

  /**
   * Asymptotic bounds, which follow from means alone.
   *
   * @param meanMs the mean latency is at least that; null where requests may end early
   * @param throughputPerS no more requests complete than that; null if nothing limits them
   * @param limitedBy {@code arrivals}, {@code users}, or the resource that would be full
   */
  public record Bounds(
      @Nullable Double meanMs, @Nullable Double throughputPerS, @Nullable String limitedBy) {
    public Bounds {
      meanMs = Figures.roundedOrNull(meanMs);
      throughputPerS = Figures.roundedOrNull(throughputPerS);
    }
  }

  /**
   * A figure that is not where formulas have it.
   *
   * @param figure {@code mean}, {@code p99}, {@code throughput}
   * @param bound whether it is a bound that it does not keep, not a model
   * @param chance whether it is so near that one figure in twenty would be
   */
  public record Finding(String figure, boolean bound, boolean chance, String text) {}
}
