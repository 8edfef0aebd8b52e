package headroom.accuracy;

import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.cost.Cost;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How much the constants that are estimates matter: each is halved and doubled in every case. */
final class EstimateEffects {
  private static final double[] FACTORS = {0.5, 2};

  private EstimateEffects() {}

  /**
   * The change of figures when one constant is wrong by a factor of two, the larger of both ways,
   * as shares; over all cases.
   */
  record Effect(
      Cost cost, double p50Median, double p50Largest, double p99Median, double p99Largest) {}

  /** The effect of every estimated constant. */
  static List<Effect> of(List<ReferenceCase> cases) {
    List<Observation> unchanged =
        cases.stream().map(c -> Simulation.run(c.experiment().scenario(), 0)).toList();
    List<Effect> effects = new ArrayList<>();
    for (Map.Entry<Cost, String> source : CostSource.read().entrySet()) {
      if (CostSource.isEstimate(source.getValue())) {
        effects.add(effect(source.getKey(), cases, unchanged));
      }
    }
    return effects;
  }

  private static Effect effect(Cost cost, List<ReferenceCase> cases, List<Observation> unchanged) {
    double[] p50 = new double[cases.size()];
    double[] p99 = new double[cases.size()];
    for (int i = 0; i < p50.length; i++) {
      for (double factor : FACTORS) {
        Observation changed = Simulation.run(scaled(cases.get(i), cost, factor), 0);
        p50[i] = Math.max(p50[i], change(changed, unchanged.get(i), 0.5));
        p99[i] = Math.max(p99[i], change(changed, unchanged.get(i), 0.99));
      }
    }
    Arrays.sort(p50);
    Arrays.sort(p99);
    return new Effect(
        cost,
        Figures.quantile(p50, 0.5),
        Figures.quantile(p50, 1),
        Figures.quantile(p99, 0.5),
        Figures.quantile(p99, 1));
  }

  private static Scenario scaled(ReferenceCase reference, Cost cost, double factor) {
    Scenario scenario = reference.experiment().scenario();
    return scenario.withCosts(scenario.costs().with(cost, scenario.costs().value(cost) * factor));
  }

  private static double change(Observation changed, Observation unchanged, double quantile) {
    double before = LatencyQuantiles.ms(unchanged.latencyNs(), quantile);
    return Math.abs(LatencyQuantiles.ms(changed.latencyNs(), quantile) / before - 1);
  }
}
