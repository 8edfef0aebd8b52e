package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.random.Distribution.Mixture;
import java.util.List;

/** Distributions of every kind. */
final class RandomDistribution {
  private static final int KINDS = 13;

  private RandomDistribution() {}

  /** A distribution of about this mean; now and then it is always zero. */
  static Distribution ofMean(double mean, Draws draws) {
    return mean == 0 || draws.chance(0.05)
        ? new Distribution.Constant(0)
        : kind(draws.between(0, KINDS - 1), mean, draws);
  }

  private static Distribution kind(int kind, double mean, Draws draws) {
    return switch (kind) {
      case 0 -> new Distribution.Exponential(mean);
      case 1 -> new Distribution.Uniform(0, 2 * mean);
      case 2 -> new Distribution.Normal(mean, mean * draws.uniform(0, 1));
      case 3 -> new Distribution.Lognormal(mean, draws.uniform(0, 3));
      case 4 -> new Distribution.Gamma(mean, draws.uniform(0.1, 3));
      case 5 -> new Distribution.Erlang(mean, draws.between(1, 9));
      case 6 -> new Distribution.Weibull(mean, draws.uniform(0.5, 4));
      case 7 -> new Distribution.Pareto(mean / 3, 1.5, 100 * mean);
      case 8 -> new Distribution.Hyperexponential(mean, draws.uniform(1, 5));
      case 9 -> new Distribution.Geometric(Math.max(1, mean));
      case 10 -> new Distribution.Empirical("values", new double[] {0, mean / 2, 3 * mean});
      case 11 ->
          new Mixture(
              List.of(
                  new Mixture.Component(0.75, new Distribution.Constant(0)),
                  new Mixture.Component(0.25, new Distribution.Exponential(4 * mean))));
      default -> new Distribution.Constant(mean);
    };
  }
}
