package headroom.experiments.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawMomentsTest {
  private static final int DRAWS = 2_000_000;

  static Stream<Distribution> all() {
    return Stream.of(
        new Distribution.Constant(1e6),
        new Distribution.Exponential(1e6),
        new Distribution.Erlang(1e6, 3),
        new Distribution.Gamma(1e6, 0.5),
        new Distribution.Lognormal(1e6, 0.7),
        new Distribution.Weibull(1e6, 1.5),
        new Distribution.Hyperexponential(1e6, 2),
        new Distribution.Pareto(1e6, 2.5, 1e8),
        new Distribution.Pareto(1e6, 2, 1e8),
        new Distribution.Empirical("file", new double[] {1e6, 2e6, 9e6}),
        new Distribution.Mixture(
            List.of(
                new Distribution.Mixture.Component(0.9, new Distribution.Constant(1e6)),
                new Distribution.Mixture.Component(0.1, new Distribution.Exponential(5e6)))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void areTheMeansOfPowersOfWhatIsDrawn(Distribution distribution) {
    KeyedStream stream = KeyedStream.of(1, 0, "moments");
    double[] sums = new double[3];
    for (int i = 0; i < DRAWS; i++) {
      double value = distribution.sample(stream.at(i, 0));
      sums[1] += value;
      sums[2] += value * value;
    }
    assertThat(RawMoments.of(distribution, 1))
        .isCloseTo(distribution.mean(), withinPercentage(1e-6))
        .isCloseTo(sums[1] / DRAWS, withinPercentage(1));
    assertThat(RawMoments.of(distribution, 2)).isCloseTo(sums[2] / DRAWS, withinPercentage(4));
  }

  /** E X^4 = m^4 (1 + cv²)^6. */
  @Test
  void fourthOfALognormal() {
    assertThat(RawMoments.of(new Distribution.Lognormal(10, 4), 4))
        .isCloseTo(1e4 * Math.pow(17, 6), withinPercentage(1e-9));
  }

  @Test
  void whatDoesNotExistIsInfiniteAndWhatIsNotKnownIsNot() {
    assertThat(RawMoments.of(new Distribution.Pareto(1, 1.5, Double.POSITIVE_INFINITY), 2))
        .isInfinite();
    assertThat(RawMoments.of(new Distribution.Normal(10, 3), 2)).isNaN();
  }
}
