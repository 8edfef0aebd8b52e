package headroom.experiments.result;

import headroom.experiments.result.PlanResult.Busy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "what is the cheapest setting that meets the SLO": the content of {@code
 * choice.json}.
 *
 * @param schema version of the format: 1
 * @param asked the load, a multiple of what the file says, at which the SLO is to be met
 * @param varied what could be chosen: the values that were considered, by key
 * @param chosen the cheapest setting that meets the SLO, of those the one with the least P99; null
 *     if none does
 * @param probability a lower bound of the probability that no setting of the same size that meets
 *     the SLO has a P99 more than 5 % below that of the chosen; null without a choice
 * @param tried what was simulated, the cheapest first
 * @param settings how many could be chosen
 * @param simulated how many were simulated
 * @param simulations replications that were run
 * @param verdict the answer in sentences
 */
public record ChoiceResult(
    int schema,
    String experiment,
    String engine,
    long seed,
    double asked,
    Map<String, List<String>> varied,
    @Nullable Chosen chosen,
    @Nullable Double probability,
    List<Tried> tried,
    int settings,
    int simulated,
    long simulations,
    List<String> verdict)
    implements Planned {

  public ChoiceResult {
    asked = Figures.rounded(asked);
    varied = Figures.inOrder(varied);
    probability = Figures.roundedOrNull(probability);
    tried = List.copyOf(tried);
    verdict = List.copyOf(verdict);
  }

  @Override
  public boolean met() {
    return chosen != null;
  }

  /**
   * A setting.
   *
   * @param setting by key
   * @param cost by the prices of the file
   * @param p99Ms pooled over its replications
   * @param sure whether no 95 % interval of a figure holds its limit
   * @param busiest the resource nearest saturation
   */
  public record Chosen(
      Map<String, Object> setting, double cost, double p99Ms, boolean sure, Busy busiest) {
    public Chosen {
      setting = Figures.inOrder(setting);
      cost = Figures.rounded(cost);
      p99Ms = Figures.rounded(p99Ms);
    }
  }

  /**
   * A setting that was simulated.
   *
   * @param setting by key
   * @param cost by the prices of the file
   * @param p99Ms pooled over its replications; NaN if no request completed
   * @param memoryBytes the most that is resident in all replicas; null if nothing allocates
   * @param met whether it meets the SLO
   * @param unbeaten whether no other that meets the SLO is as good in cost, P99 and memory: the
   *     Pareto front, without what is hardly better than a cheaper one
   */
  public record Tried(
      Map<String, Object> setting,
      double cost,
      double p99Ms,
      @Nullable Long memoryBytes,
      boolean met,
      boolean unbeaten) {
    /** Within the scatter of few replications, relative. */
    private static final double HARDLY_BETTER = 0.02;

    public Tried {
      setting = Figures.inOrder(setting);
      cost = Figures.rounded(cost);
      p99Ms = Figures.rounded(p99Ms);
    }

    /** Whether {@code other} costs no less, and its P99 and memory are not 2 % better or more. */
    public boolean isAsGoodAs(Tried other) {
      double mine = memoryBytes == null ? 0 : memoryBytes;
      double others = other.memoryBytes == null ? 0 : other.memoryBytes;
      return cost <= other.cost
          && p99Ms <= (1 + HARDLY_BETTER) * other.p99Ms
          && mine <= (1 + HARDLY_BETTER) * others;
    }

    /** The same, known to be beaten or not. */
    public Tried knownAs(boolean isUnbeaten) {
      return new Tried(setting, cost, p99Ms, memoryBytes, met, isUnbeaten);
    }
  }

  /** The same figures with the answer in sentences. */
  public ChoiceResult withVerdict(List<String> sentences) {
    return new ChoiceResult(
        schema,
        experiment,
        engine,
        seed,
        asked,
        varied,
        chosen,
        probability,
        tried,
        settings,
        simulated,
        simulations,
        sentences);
  }
}
