package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {
  /**
   * Theorem 1 of Chen et al. 2000: N_i / N_j = ((σ_i / δ_i) / (σ_j / δ_j))², and N_b = σ_b √(Σ N_i²
   * / σ_i²).
   */
  @Test
  void sharesAreThoseOfTheTheorem() {
    Ocba ocba = new Ocba(new double[] {1, 2, 3, 4}, new double[] {1, 2, 1, 3}, 1e-9);
    double[] shares = ocba.shares(1000);
    assertThat(shares[1] / shares[2]).isCloseTo(4 / 0.25, within(1e-9));
    assertThat(shares[3] / shares[2]).isCloseTo(1 / 0.25, within(1e-9));
    double square = shares[1] * shares[1] / 4 + shares[2] * shares[2] + shares[3] * shares[3] / 9;
    assertThat(shares[0]).isCloseTo(Math.sqrt(square), within(1e-9));
    assertThat(shares[0] + shares[1] + shares[2] + shares[3]).isCloseTo(1000, within(1e-9));
    assertThat(ocba.best()).isZero();
    assertThat(new Ocba(new double[] {5}, new double[] {1}, 1).shares(7)).containsExactly(7);
  }

  /** Nothing but chance is common to the alternatives: pairs see a difference of a hundredth. */
  @Test
  void commonRandomNumbersAreUsed() {
    double[] best = {10, 20, 15, 12};
    double[] other = {10.1, 20.11, 15.09, 12.1};
    assertThat(PairedSelection.probability(List.of(best, other), 0, 0)).isGreaterThan(0.99);
    assertThat(PairedSelection.probability(List.of(best, other), 1, 0)).isLessThan(0.01);
    assertThat(PairedSelection.probability(List.of(best, other), 1, 0.5)).isGreaterThan(0.99);
    assertThat(PairedSelection.probability(List.of(best, best.clone()), 0, 0)).isEqualTo(1);
    assertThat(PairedSelection.probability(List.of(best, new double[] {9}), 0, 0)).isZero();
  }

  /** The least of three means is one of two that are equal within the tolerance. */
  @Test
  void theBoundHolds() {
    SplittableRandom random = new SplittableRandom(11);
    int sure = 0;
    int wrong = 0;
    for (int run = 0; run < 4000; run++) {
      List<double[]> values = new ArrayList<>();
      double[] means = {10, 10.2, 11};
      for (double mean : means) {
        double[] drawn = new double[5];
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] = mean + 0.5 * gauss(random);
        }
        values.add(drawn);
      }
      int best = 0;
      for (int i = 1; i < means.length; i++) {
        best = mean(values.get(i)) < mean(values.get(best)) ? i : best;
      }
      if (PairedSelection.probability(values, best, 0.5) >= 0.95) {
        sure++;
        wrong += means[best] > 10.5 ? 1 : 0;
      }
    }
    assertThat(sure).isGreaterThan(500);
    assertThat((double) wrong / sure).isLessThan(0.05);
  }

  private static double gauss(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }
}
