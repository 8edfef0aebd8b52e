package headroom.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import nl.tudelft.simulation.jstats.distributions.DistExponential;
import org.junit.jupiter.api.Test;

class KeyedStreamTest {
  private static final int N = 100_000;

  /** Standard error of a correlation of N independent pairs. */
  private static final double CORRELATION_ERROR = 1 / Math.sqrt(N);

  private static double correlation(IntToDoubleFunction x, IntToDoubleFunction y) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += (x.applyAsDouble(i) - 0.5) * (y.applyAsDouble(i) - 0.5);
    }
    return sum / N * 12; // the variance of a uniform is 1/12
  }

  private static void assertUncorrelated(IntToDoubleFunction x, IntToDoubleFunction y) {
    assertThat(correlation(x, x)).isCloseTo(1, within(0.02)); // the measure sees what is equal
    assertThat(correlation(x, y)).isCloseTo(0, within(4.5 * CORRELATION_ERROR));
  }

  private static KeyedStream stream(long seed) {
    return KeyedStream.of(seed, 0, "x");
  }

  @Test
  void neighbouringKeysAreUncorrelated() {
    KeyedStream base = stream(1);
    IntToDoubleFunction draw = i -> base.at(i, 0).nextOpen();
    assertUncorrelated(draw, i -> base.at(i + 1L, 0).nextOpen());
    assertUncorrelated(draw, i -> base.at(i, 1).nextOpen());
    for (KeyedStream other :
        new KeyedStream[] {
          stream(2),
          stream(1L + (1L << 31)),
          stream(-1),
          KeyedStream.of(1, 1, "x"),
          KeyedStream.of(1, 0, "y"),
          KeyedStream.of(1, 0, ""),
          KeyedStream.of(1, 0, "xx")
        }) {
      assertUncorrelated(draw, i -> other.at(i, 0).nextOpen());
    }
    assertUncorrelated(
        draw,
        i -> {
          base.at(i, 0).nextOpen();
          return base.nextOpen();
        });
  }

  @Test
  void firstDrawsOfNeighbouringSeedsAreUncorrelated() {
    assertUncorrelated(i -> stream(i).nextOpen(), i -> stream(i + 1L).nextOpen());
    assertUncorrelated(i -> stream(i).nextOpen(), i -> stream(2L * i).nextOpen());
    assertUncorrelated(i -> stream(i).at(0, 0).nextOpen(), i -> stream(i + 1L).at(0, 0).nextOpen());
  }

  @Test
  void drawsAreUniform() {
    KeyedStream stream = stream(3);
    int[] cells = new int[100];
    for (int i = 0; i < N; i++) {
      cells[(int) ((1 - stream.at(i, i % 7).nextOpen()) * cells.length)]++;
    }
    double chiSquare = 0;
    double expected = (double) N / cells.length;
    for (int cell : cells) {
      chiSquare += (cell - expected) * (cell - expected) / expected;
    }
    // chi-square with 99 degrees of freedom: mean 99, standard deviation sqrt(2 x 99) = 14.07
    assertThat(chiSquare).isBetween(99 - 4 * 14.07, 99 + 4.5 * 14.07);
  }

  @Test
  void drawsDependOnNothingButTheirKey() {
    KeyedStream one = KeyedStream.of(7, 2, "service");
    KeyedStream other = KeyedStream.of(7, 2, "service");
    double third = one.at(5, 3).nextOpen();
    other.at(5, 2).nextOpen(); // a step that is added before draws as much as it likes
    other.nextOpen();
    other.at(99, 3).nextOpen();
    assertThat(other.at(5, 3).nextOpen()).isEqualTo(third);
  }

  @Test
  void positionsOfManyKeysDiffer() {
    KeyedStream stream = stream(11);
    TreeSet<Long> first = new TreeSet<>();
    for (int request = 0; request < 1000; request++) {
      for (int step = 0; step < 100; step++) {
        first.add(stream.at(request, step).nextLong());
      }
    }
    assertThat(first).hasSize(100_000);
  }

  @Test
  void dsolsDistributionsDrawFromIt() {
    DistExponential exponential = new DistExponential(stream(5), 3.0);
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += exponential.draw();
    }
    assertThat(sum / N).isCloseTo(3, within(4 * 3 / Math.sqrt(N))); // sd of the mean: 3/sqrt(N)
  }

  @Test
  void integersCoverTheirRange() {
    KeyedStream stream = stream(6);
    int[] counts = new int[3];
    for (int i = 0; i < 30_000; i++) {
      counts[stream.nextInt(-1, 1) + 1]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(10_000 - 350, 10_000 + 350); // 4 x sqrt(30000 x 2/9) = 327
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(stream.nextInt(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
      assertThat(stream.nextFloat()).isBetween(0f, Math.nextDown(1f));
    }
  }

  @Test
  void numberedDrawsAreThoseOfItsStart() {
    KeyedStream stream = stream(9);
    KeyedStream other = stream(9);
    for (int i = 0; i < 100; i++) {
      assertThat(other.numbered(i)).isEqualTo(stream.nextLong());
    }
  }

  @Test
  void resetGoesBackAndSeedsCanBeReplaced() {
    KeyedStream stream = stream(8);
    long first = stream.nextLong();
    assertThat(stream.nextLong()).isNotEqualTo(first);
    stream.reset();
    assertThat(stream.nextLong()).isEqualTo(first);
    stream.setSeed(9);
    assertThat(stream.nextLong()).isEqualTo(stream(9).nextLong());
    assertThat(stream.getSeed()).isEqualTo(9);
    assertThat(stream.getOriginalSeed()).isEqualTo(8);
  }
}
