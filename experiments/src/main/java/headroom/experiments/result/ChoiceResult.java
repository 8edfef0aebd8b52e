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
    int settings,
    int simulated,
    long simulations,
    List<String> verdict)
    implements Planned {

  public ChoiceResult {
    asked = Figures.rounded(asked);
    varied = Figures.inOrder(varied);
    probability = Figures.roundedOrNull(probability);
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
        settings,
        simulated,
        simulations,
        sentences);
  }
}
