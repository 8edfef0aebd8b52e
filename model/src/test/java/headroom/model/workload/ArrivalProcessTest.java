package headroom.model.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals.Batch;
import headroom.model.workload.Arrivals.Constant;
import headroom.model.workload.Arrivals.Modulated;
import headroom.model.workload.Arrivals.Phases;
import headroom.model.workload.Arrivals.Poisson;
import headroom.model.workload.Arrivals.Ramp;
import headroom.model.workload.Arrivals.Renewal;
import headroom.model.workload.Arrivals.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalProcessTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long SEED = 4;

  private static List<Long> first(Arrivals arrivals, int replication, int count) {
    ArrivalProcess process = ArrivalProcess.of(arrivals, SEED, replication);
    List<Long> instants = new ArrayList<>();
    while (instants.size() < count && process.advance()) {
      assertThat(process.index()).isEqualTo(instants.size());
      instants.add(process.arrivalNs());
    }
    return instants;
  }

  private static long countBefore(Arrivals arrivals, int replication, long endNs) {
    ArrivalProcess process = ArrivalProcess.of(arrivals, SEED, replication);
    long count = 0;
    while (process.advance() && process.arrivalNs() < endNs) {
      count++;
    }
    return count;
  }

  private static Arrivals trace(long... arrivalNs) {
    return new Trace(
        new TraceTable("t.csv", arrivalNs, new int[arrivalNs.length], List.of(), new long[0][]));
  }

  @Test
  void constantIsEvenlySpacedFromOneGapOn() {
    assertThat(first(new Constant(3), 0, 4))
        .containsExactly(333_333_333L, 666_666_667L, SECOND, 1_333_333_333L);
    List<Long> many = first(new Constant(3), 0, 300_000);
    assertThat(many.get(299_999)).isEqualTo(100_000 * SECOND); // no drift
  }

  @Test
  void poissonHasItsRateAndExponentialGaps() {
    int n = 200_000;
    List<Long> instants = first(new Poisson(1000), 0, n);
    double[] gaps = new double[n];
    long previous = 0;
    for (int i = 0; i < n; i++) {
      gaps[i] = instants.get(i) - previous;
      previous = instants.get(i);
    }
    // mean gap 1 ms, standard deviation 1 ms
    assertThat(previous / (double) n).isCloseTo(1e6, within(4 * 1e6 / Math.sqrt(n)));
    Arrays.sort(gaps);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      distance = Math.max(distance, Math.abs(-Math.expm1(-gaps[i] / 1e6) - (i + 0.5) / n));
    }
    assertThat(distance * Math.sqrt(n)).isLessThan(2.0); // Kolmogorov: 0.07 %
  }

  @Test
  void aHigherRateIsTheSamePatternCompressed() {
    List<Long> slow = first(new Poisson(100), 3, 1000);
    List<Long> fast = first(new Poisson(400), 3, 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(slow.get(i) / 4.0).isCloseTo(fast.get(i), within(1.0)); // rounding to whole ns
    }
    assertThat(first(new Poisson(100), 4, 1)).isNotEqualTo(slow.subList(0, 1));
  }

  @Test
  void batchMembersShareTheirInstant() {
    Arrivals batches = new Batch(new Constant(10), new Distribution.Constant(3));
    assertThat(first(batches, 0, 7))
        .containsExactly(
            100_000_000L,
            100_000_000L,
            100_000_000L,
            200_000_000L,
            200_000_000L,
            200_000_000L,
            300_000_000L);
    assertThat(first(new Batch(new Constant(1), new Distribution.Constant(0)), 0, 2))
        .containsExactly(SECOND, 2 * SECOND); // at least one
  }

  @Test
  void batchSizesFollowTheirDistribution() {
    Arrivals batches = new Batch(new Constant(1000), new Distribution.Geometric(5));
    int seconds = 100;
    long count = countBefore(batches, 0, seconds * SECOND + 1);
    int n = 1000 * seconds;
    // a geometric of mean 5 has variance 20
    assertThat((double) count).isCloseTo(5.0 * n, within(4 * Math.sqrt(20.0 * n)));
  }

  /** 50/s for 2 s and 500/s for 0.2 s: 90.9/s on average. */
  private static final Modulated BURSTY =
      new Modulated(
          List.of(new Modulated.State(50, 2 * SECOND), new Modulated.State(500, SECOND / 5)));

  @Test
  void modulatedIsStationaryFromItsStart() {
    // Number N in [0, t) of a two-state MMPP (Fischer and Meier-Hellstern 1993, eq. 17-20): mean m
    // t and
    // variance m t + 2 p q (l1 - l2)^2 / s (t - (1 - exp(-s t)) / s) with s the sum of the
    // transition rates
    double s = 1 / 2.0 + 5;
    double p = 5 / s;
    double mean = 50 * p + 500 * (1 - p);
    int n = 4000;
    for (double t : new double[] {0.02, 0.3, 4}) {
      double variance =
          mean * t + 2 * p * (1 - p) * 450 * 450 / s * (t - (1 - Math.exp(-s * t)) / s);
      double sum = 0;
      double squares = 0;
      double fourth = 0;
      for (int replication = 0; replication < n; replication++) {
        double deviation = countBefore(BURSTY, replication, Math.round(t * SECOND)) - mean * t;
        sum += deviation;
        squares += deviation * deviation;
        fourth += deviation * deviation * deviation * deviation;
      }
      assertThat(sum / n).isCloseTo(0, within(4 * Math.sqrt(variance / n)));
      double error = Math.sqrt((fourth / n - variance * variance) / n);
      assertThat(squares / n).isCloseTo(variance, within(4 * error));
      assertThat(error).isLessThan(0.1 * variance); // sharp enough to fail
    }
  }

  @Test
  void modulatedKeepsItsRateInTheLongRun() {
    double s = 5.5;
    double p = 5 / s;
    double mean = 50 * p + 500 * (1 - p);
    double t = 2000;
    double variance = mean * t + 2 * p * (1 - p) * 450 * 450 / s * t;
    assertThat((double) countBefore(BURSTY, 0, Math.round(t * SECOND)))
        .isCloseTo(mean * t, within(4 * Math.sqrt(variance)));
  }

  @Test
  void renewalHasTheGapsOfItsDistribution() {
    assertThat(first(new Renewal(new Distribution.Constant(7)), 0, 3))
        .containsExactly(7L, 14L, 21L);
    int n = 100_000;
    List<Long> instants = first(new Renewal(new Distribution.Lognormal(1e6, 2)), 0, n);
    assertThat(instants.get(n - 1) / (double) n).isCloseTo(1e6, within(4 * 2e6 / Math.sqrt(n)));
  }

  @Test
  void aTraceIsPlayedRowByRowAndEnds() {
    ArrivalProcess process = ArrivalProcess.of(trace(0, 5, 5, 9), SEED, 0);
    assertThat(process.traceRow()).isEqualTo(-1);
    for (int row = 0; row < 4; row++) {
      assertThat(process.advance()).isTrue();
      assertThat(process.traceRow()).isEqualTo(row);
      assertThat(process.arrivalNs()).isEqualTo(new long[] {0, 5, 5, 9}[row]);
    }
    assertThat(process.advance()).isFalse();
    assertThat(process.advance()).isFalse();
    assertThat(process.index()).isEqualTo(3);
    assertThat(process.arrivalNs()).isEqualTo(9);
  }

  @Test
  void phasesStartAndEndAtTheirBoundaries() {
    Phases phases =
        new Phases(
            List.of(
                new Phases.Phase(SECOND, new Constant(2)), // 0.5 s; the one at 1.0 s falls outside
                new Phases.Phase(10, trace(0, 3, 10)), // 10 is outside
                new Phases.Phase(0, new Constant(1e9)),
                new Phases.Phase(SECOND, new Poisson(0)),
                new Phases.Phase(1, new Batch(new Constant(1), new Distribution.Constant(2)))));
    assertThat(first(phases, 0, 7))
        .containsExactly(
            SECOND / 2,
            SECOND,
            SECOND + 3,
            3 * SECOND + 10,
            3 * SECOND + 10,
            4 * SECOND + 10,
            4 * SECOND + 10);
  }

  @Test
  void phasesThatEndInATraceEnd() {
    Phases phases =
        new Phases(List.of(new Phases.Phase(100, trace(1)), new Phases.Phase(1, trace(0, 50))));
    assertThat(first(phases, 0, 9)).containsExactly(1L, 100L, 150L);
  }

  @Test
  void aChangeInOnePhaseDoesNotShiftTheNext() {
    List<List<Long>> tails = new ArrayList<>();
    for (double rate : new double[] {10, 1000}) {
      Phases phases =
          new Phases(
              List.of(
                  new Phases.Phase(SECOND, new Poisson(rate)),
                  new Phases.Phase(SECOND, BURSTY),
                  new Phases.Phase(SECOND, new Poisson(100))));
      List<Long> instants = first(phases, 0, 3000);
      tails.add(instants.stream().filter(t -> t >= SECOND && t < 10 * SECOND).toList());
    }
    assertThat(tails.get(0)).hasSizeGreaterThan(100).isEqualTo(tails.get(1));
  }

  @Test
  void aRampHasTheNumbersUnderItsLineAndThenHoldsItsEndRate() {
    Ramp up = new Ramp(100, 900, 10 * SECOND);
    Ramp down = new Ramp(900, 100, 10 * SECOND);
    int n = 50;
    long[][] counts = new long[2][3];
    long[] limits = {2 * SECOND, 10 * SECOND, 15 * SECOND};
    for (int replication = 0; replication < n; replication++) {
      for (int i = 0; i < 3; i++) {
        counts[0][i] += countBefore(up, replication, limits[i]);
        counts[1][i] += countBefore(down, replication, limits[i]);
      }
    }
    // under the line: 100 t + 40 t^2 and 900 t - 40 t^2 until 10 s, then 900 and 100 a second
    double[][] expected = {{360, 5000, 9500}, {1640, 5000, 5500}};
    for (int direction = 0; direction < 2; direction++) {
      for (int i = 0; i < 3; i++) {
        double mean = expected[direction][i] * n;
        assertThat((double) counts[direction][i]).isCloseTo(mean, within(4 * Math.sqrt(mean)));
      }
    }
  }

  @Test
  void aRampDownToNothingEnds() {
    List<Long> instants = first(new Ramp(1000, 0, SECOND), 0, 10_000);
    assertThat((double) instants.size()).isCloseTo(500, within(4 * Math.sqrt(500)));
    assertThat(instants.get(instants.size() - 1)).isLessThan(SECOND);
    assertThat(first(new Ramp(0, 0, SECOND), 0, 1)).isEmpty();
    assertThat(first(new Ramp(0, 10, 0), 0, 10)).hasSize(10);
  }

  @Test
  void withoutARateNothingArrives() {
    assertThat(first(new Constant(0), 0, 1)).isEmpty();
    assertThat(first(new Poisson(0), 0, 1)).isEmpty();
    assertThat(first(new Modulated(List.of(new Modulated.State(0, 1))), 0, 1)).isEmpty();
    assertThat(first(trace(), 0, 1)).isEmpty();
  }

  static Stream<Arrivals> outOfRange() {
    return Stream.of(
        new Constant(-1),
        new Poisson(Double.NaN),
        new Modulated(List.of()),
        new Modulated(List.of(new Modulated.State(1, 0))),
        new Renewal(new Distribution.Constant(0)),
        new Phases(List.of()),
        new Phases(List.of(new Phases.Phase(-1, new Constant(1)))),
        new Ramp(1, Double.POSITIVE_INFINITY, 1),
        new Ramp(1, 1, -1));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void valuesOutOfRangeAreRefused(Arrivals arrivals) {
    assertThatThrownBy(() -> ArrivalProcess.of(arrivals, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
