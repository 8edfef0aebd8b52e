package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDistributionTest {
  private static final int N = 400_000;

  private static long[] draws(KeyDistribution keys) {
    KeyedStream stream = KeyedStream.of(7, 0, "test");
    KeyDistribution.Sampler sampler = keys.sampler();
    long[] draws = new long[N];
    for (int i = 0; i < N; i++) {
      draws[i] = sampler.next(stream.at(i, 0));
    }
    return draws;
  }

  /** Pearson's statistic over the keys, those with less than 20 expected draws taken together. */
  @ParameterizedTest
  @CsvSource({"10, 0.5", "10, 1", "1000, 0.99", "1000, 1", "1000, 1.5", "50, 3", "100000, 0.8"})
  void keysComeAsOftenAsZipfsLawSays(int keys, double exponent) {
    double[] expected = new double[keys + 1];
    double sum = 0;
    for (int k = 1; k <= keys; k++) {
      expected[k] = Math.pow(k, -exponent);
      sum += expected[k];
    }
    long[] counts = new long[keys + 1];
    for (long key : draws(new KeyDistribution.Zipf(keys, exponent))) {
      counts[(int) key]++;
    }
    double statistic = 0;
    double expectedTogether = 0;
    long countedTogether = 0;
    int cells = 0;
    for (int k = 1; k <= keys; k++) {
      expectedTogether += N * expected[k] / sum;
      countedTogether += counts[k];
      if (expectedTogether >= 20) {
        double off = countedTogether - expectedTogether;
        statistic += off * off / expectedTogether;
        cells++;
        expectedTogether = 0;
        countedTogether = 0;
      }
    }
    double limit = new ChiSquaredDistribution(cells - 1).inverseCumulativeProbability(0.9999);
    assertThat(counts[0]).isZero();
    assertThat(statistic).isLessThan(limit);
  }

  /** A law with exponent 0.9 in place of 1 would be seen: the first key is a tenth as often. */
  @Test
  void theFirstOfAMillionKeysIsAskedForAsOftenAsTheHarmonicSumSays() {
    double harmonic = 14.392726722865; // of a million terms: ln 10^6 + 0.5772156649 + 5e-7
    double share = 1 / harmonic;
    long first = 0;
    for (long key : draws(new KeyDistribution.Zipf(1_000_000, 1))) {
      first += key == 1 ? 1 : 0;
    }
    double error = Math.sqrt(share * (1 - share) / N);
    assertThat(error).isLessThan(0.01 * share);
    assertThat((double) first / N).isCloseTo(share, within(4 * error));
  }

  /** Up to the most keys there may be: with exponent 1 half of the draws lie below a million. */
  @Test
  void aTrillionKeysAreDrawnTheSameWay() {
    long below = 0;
    for (long key : draws(new KeyDistribution.Zipf(KeyDistribution.MOST_KEYS, 1))) {
      assertThat(key).isBetween(1L, KeyDistribution.MOST_KEYS);
      below += key <= 1_000_000 ? 1 : 0;
    }
    double euler = 0.5772156649;
    double share = (Math.log(1e6) + euler) / (Math.log(1e12) + euler); // 0.510
    assertThat((double) below / N).isCloseTo(share, within(4 * Math.sqrt(0.25 / N)));
  }

  @Test
  void allKeysAreEquallyLikely() {
    long[] counts = new long[4];
    for (long key : draws(new KeyDistribution.Uniform(3))) {
      counts[(int) key]++;
    }
    assertThat(counts[0]).isZero();
    for (int k = 1; k <= 3; k++) {
      assertThat((double) counts[k]).isCloseTo(N / 3.0, within(4 * Math.sqrt(N * 2 / 9.0)));
    }
  }

  @Test
  void thereIsNoLawWithoutKeys() {
    assertThatThrownBy(() -> new KeyDistribution.Uniform(0)).hasMessageContaining("keys is 0");
    assertThatThrownBy(() -> new KeyDistribution.Zipf(10, 0)).hasMessageContaining("exponent");
  }
}
