package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import headroom.model.random.Distribution.Constant;
import headroom.model.random.Distribution.Empirical;
import headroom.model.random.Distribution.Erlang;
import headroom.model.random.Distribution.Exponential;
import headroom.model.random.Distribution.Gamma;
import headroom.model.random.Distribution.Geometric;
import headroom.model.random.Distribution.Hyperexponential;
import headroom.model.random.Distribution.Lognormal;
import headroom.model.random.Distribution.Mixture;
import headroom.model.random.Distribution.Normal;
import headroom.model.random.Distribution.Pareto;
import headroom.model.random.Distribution.Uniform;
import headroom.model.random.Distribution.Weibull;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
  private static final int N = 200_000;
  private static final double M = 4e6;

  private static long[] draws(Distribution distribution) {
    KeyedStream stream = KeyedStream.of(12, 0, "test");
    long[] draws = new long[N];
    for (int i = 0; i < N; i++) {
      draws[i] = distribution.sample(stream.at(i, 3));
    }
    return draws;
  }

  /** Distribution, its mean and its coefficient of variation, from textbooks. */
  static Stream<Arguments> moments() {
    double weibull = Math.sqrt(gamma(1 + 2 / 0.7) / Math.pow(gamma(1 + 1 / 0.7), 2) - 1);
    return Stream.of(
        Arguments.of(new Constant(M), M, 0),
        Arguments.of(new Exponential(M), M, 1),
        Arguments.of(new Uniform(M, 3 * M), 2 * M, 1 / Math.sqrt(12)),
        Arguments.of(new Normal(M, M / 8), M, 0.125),
        Arguments.of(new Lognormal(M, 0), M, 0),
        Arguments.of(new Lognormal(M, 0.5), M, 0.5),
        Arguments.of(new Lognormal(M, 1.5), M, 1.5),
        Arguments.of(new Gamma(M, 0), M, 0),
        Arguments.of(new Gamma(M, 0.01), M, 0.01),
        Arguments.of(new Gamma(M, 0.5), M, 0.5),
        Arguments.of(new Gamma(M, 1), M, 1),
        Arguments.of(new Gamma(M, 2), M, 2),
        Arguments.of(new Erlang(M, 1), M, 1),
        Arguments.of(new Erlang(M, 9), M, 1 / 3.0),
        Arguments.of(new Weibull(M, 1), M, 1),
        Arguments.of(new Weibull(M, 0.7), M, weibull),
        Arguments.of(new Hyperexponential(M, 1), M, 1),
        Arguments.of(new Hyperexponential(M, 3), M, 3),
        // alpha = 4: mean 4/3, E[X^2] = 2, so cv^2 = 2 x 9/16 - 1 = 1/8
        Arguments.of(new Pareto(M, 4, Double.POSITIVE_INFINITY), M * 4 / 3, Math.sqrt(1 / 8.0)),
        // alpha = 1 on [1, 4]: mean ln 4 / (3/4); E[X^2] = 3 / (3/4) = 4
        Arguments.of(
            new Pareto(M, 1, 4 * M),
            M * Math.log(4) * 4 / 3,
            Math.sqrt(4 / Math.pow(Math.log(4) * 4 / 3, 2) - 1)),
        // alpha = 2 on [1, 2]: mean 2 (1 - 1/2)/(3/4) = 4/3; E[X^2] = 2 ln 2 /(3/4)
        Arguments.of(
            new Pareto(M, 2, 2 * M), M * 4 / 3, Math.sqrt(8 / 3.0 * Math.log(2) * 9 / 16 - 1)),
        // variance of a geometric: mean (mean - 1)
        Arguments.of(new Geometric(1), 1, 0),
        Arguments.of(new Geometric(5), 5, Math.sqrt(20) / 5),
        // 90 % of 1, 10 % exponential of 80: mean 8.9, E[X^2] = 0.9 + 0.1 x 2 x 6400 = 1280.9
        Arguments.of(
            new Mixture(
                List.of(
                    new Mixture.Component(0.9, new Constant(1e6)),
                    new Mixture.Component(0.1, new Exponential(8e7)))),
            8.9e6,
            Math.sqrt(1280.9 / (8.9 * 8.9) - 1)),
        // 1, 2, 6: mean 3, variance 14/3
        Arguments.of(new Empirical("file", new double[] {1, 2, 6}), 3, Math.sqrt(14 / 3.0) / 3));
  }

  private static double gamma(double x) {
    return org.apache.commons.math3.special.Gamma.gamma(x);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moments")
  void meanAndVariationAreTheParameters(Distribution distribution, double mean, double cv) {
    assertThat(distribution.mean()).isCloseTo(mean, within(1e-12 * mean));
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (long draw : draws(distribution)) {
      assertThat(draw).isNotNegative();
      double deviation = draw - mean;
      sum += deviation;
      squares += deviation * deviation;
      fourth += deviation * deviation * deviation * deviation;
    }
    double sd = cv * mean;
    double rounding = 0.5; // of each draw; far below the standard error of the cases in ns
    double meanError = sd / Math.sqrt(N);
    assertThat(meanError).isLessThan(0.01 * mean); // or the test could not fail
    assertThat(sum / N).isCloseTo(0, within(4 * meanError + (cv == 0 ? rounding : 1e-9 * mean)));
    double variance = squares / N;
    double varianceError = Math.sqrt((fourth / N - variance * variance) / N);
    assertThat(variance).isCloseTo(sd * sd, within(5 * varianceError + 1));
    assertThat(varianceError).isLessThanOrEqualTo(0.15 * sd * sd);
  }

  static Stream<Arguments> shapes() {
    NormalDistribution normal = new NormalDistribution(M, M / 8);
    double variance = Math.log(1 + 2.25);
    NormalDistribution logarithm =
        new NormalDistribution(Math.log(M) - variance / 2, Math.sqrt(variance));
    // a large mean, or a hundredth of the draws would be rounded to 0
    GammaDistribution half = new GammaDistribution(0.25, 4e16);
    GammaDistribution three = new GammaDistribution(3, M / 3);
    WeibullDistribution weibull = new WeibullDistribution(2.5, M / gamma(1.4));
    return Stream.of(
        distribution(new Exponential(M), x -> 1 - Math.exp(-x / M)),
        distribution(new Normal(M, M / 8), normal::cumulativeProbability),
        distribution(new Lognormal(M, 1.5), x -> logarithm.cumulativeProbability(Math.log(x))),
        distribution(new Gamma(1e16, 2), half::cumulativeProbability),
        distribution(new Erlang(M, 3), three::cumulativeProbability),
        distribution(new Weibull(M, 2.5), weibull::cumulativeProbability),
        distribution(
            new Pareto(M, 1.5, 20 * M),
            x -> (1 - Math.pow(M / x, 1.5)) / (1 - Math.pow(1 / 20.0, 1.5))),
        distribution(new Pareto(M, 0.5, Double.POSITIVE_INFINITY), x -> 1 - Math.pow(M / x, 0.5)));
  }

  private static Arguments distribution(Distribution distribution, DoubleUnaryOperator cumulative) {
    return Arguments.of(distribution, cumulative);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void drawsFollowTheDistributionFunction(
      Distribution distribution, DoubleUnaryOperator cumulative) {
    long[] draws = draws(distribution);
    Arrays.sort(draws);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double expected = cumulative.applyAsDouble((double) draws[i]);
      distance = Math.max(distance, Math.abs(expected - (i + 0.5) / N) + 0.5 / N);
    }
    // Kolmogorov: P(sqrt(N) D > 2.0) = 2 exp(-8) = 0.0007
    assertThat(distance * Math.sqrt(N)).isLessThan(2.0);
  }

  @Test
  void theCutOfTheNormalRaisesItsMeanByWhatItsPageSays() {
    double sd = M; // a sixth of all draws is cut
    double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
    double expected = M * (1 + Erf.erf(Math.sqrt(0.5))) / 2 + sd * density;
    assertThat(expected / M).isCloseTo(1.083, within(0.001));
    double mean = Arrays.stream(draws(new Normal(M, sd))).average().orElse(0);
    assertThat(mean).isCloseTo(expected, within(4 * sd / Math.sqrt(N)));
  }

  /** s = ln(7.5)/2.3263 = 0.86612, the mean is 4 exp(s^2/2) = 5.82046 ms. */
  @Test
  void aLognormalHasThePercentilesAskedFor() {
    Lognormal asked = Lognormal.ofPercentiles(4e6, 30e6);
    assertThat(asked.mean()).isCloseTo(5.82046e6, within(100.0));
    long[] draws = draws(asked);
    double belowMedian = Arrays.stream(draws).filter(draw -> draw <= 4e6).count();
    double above = Arrays.stream(draws).filter(draw -> draw > 30e6).count();
    assertThat(belowMedian / N).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(N)));
    assertThat(above / N).isCloseTo(0.01, within(4 * Math.sqrt(0.0099 / N)));
  }

  @Test
  void onlyTheLargestIsLarger() {
    long[] draws = draws(new Pareto(1e15, 0.05, Double.POSITIVE_INFINITY));
    assertThat(Arrays.stream(draws).max().orElse(0)).isEqualTo(Distribution.LARGEST);
    assertThat(Arrays.stream(draws).min().orElse(0)).isGreaterThanOrEqualTo(1_000_000_000_000_000L);
    assertThat(new Pareto(1, 1, Double.POSITIVE_INFINITY).mean()).isInfinite();
    assertThat(new Pareto(5, 2, 5).mean()).isEqualTo(5);
  }

  @Test
  void paretoMeanIsSmoothAroundOne() {
    double atOne = new Pareto(M, 1, 100 * M).mean();
    assertThat(new Pareto(M, 1 + 1e-9, 100 * M).mean()).isCloseTo(atOne, within(1e-7 * M));
    assertThat(new Pareto(M, 1 - 1e-9, 100 * M).mean()).isCloseTo(atOne, within(1e-7 * M));
  }

  static Stream<Runnable> outOfRange() {
    return Stream.of(
        () -> new Constant(-1),
        () -> new Exponential(Double.NaN),
        () -> new Uniform(3, 2),
        () -> new Normal(1, -1),
        () -> new Lognormal(1, -0.1),
        () -> new Gamma(1, Double.POSITIVE_INFINITY),
        () -> new Erlang(1, 0),
        () -> new Weibull(1, 0),
        () -> new Pareto(0, 1, 2),
        () -> new Pareto(2, 1, 1),
        () -> new Pareto(1, 0, 2),
        () -> new Hyperexponential(1, 0.9),
        () -> new Geometric(0.5),
        () -> new Mixture(List.of()),
        () -> new Mixture(List.of(new Mixture.Component(0.5, new Constant(1)))),
        () -> new Empirical("file", new double[0]));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void parametersOutOfRangeAreRefused(Runnable construction) {
    assertThatThrownBy(construction::run).isInstanceOf(IllegalArgumentException.class);
  }
}
