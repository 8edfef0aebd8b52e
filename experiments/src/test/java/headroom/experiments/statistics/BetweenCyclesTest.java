package headroom.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import headroom.model.random.KeyedStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BetweenCyclesTest {
  private static final double NS_PER_MS = 1e6;
  private static final double MEAN_MS = 10;

  private final Histogram gapsNs = new Histogram(3);
  private final Histogram unmetNs = new Histogram(3);

  /**
   * Lives with an exponential distribution of mean 10 ms that no cycle slows. Cycles of 10 ms come
   * after gaps of 20 to 80 ms. Without weights the P99 of those that meet none is too low, as they
   * are short; with them it is 10 ln 100 = 46.1 ms. Of 400,000 requests some 200,000 meet none, and
   * the P99 of as many is known to 1 %.
   */
  @Test
  void longLivesCountForThoseThatFoundNoRoom() {
    KeyedStream draws = KeyedStream.of(1, 0, "between");
    double cycleMs = 10;
    for (int request = 0; request < 400_000; request++) {
      double gapMs = 20 + 60 * draws.at(request, 0).nextDouble();
      gapsNs.recordValue((long) (gapMs * NS_PER_MS));
      double arrivalMs = 90 * draws.at(request, 1).nextDouble();
      double lifeMs = -MEAN_MS * StrictMath.log(draws.at(request, 2).nextDouble());
      boolean inPeriod = arrivalMs < gapMs + cycleMs;
      if (inPeriod && arrivalMs + lifeMs <= gapMs) {
        unmetNs.recordValue((long) (lifeMs * NS_PER_MS));
      }
    }
    double truth = MEAN_MS * StrictMath.log(100);
    assertThat(LatencyQuantiles.ms(unmetNs, 0.99)).isLessThan(0.9 * truth);
    assertThat(BetweenCycles.ms(unmetNs, gapsNs, 0.99)).isCloseTo(truth, withinPercentage(3));
    assertThat(BetweenCycles.ms(unmetNs, gapsNs, 0.5))
        .isCloseTo(MEAN_MS * StrictMath.log(2), withinPercentage(2));
  }

  /** Two gaps, of 10 and 30 ms: a life of 20 ms can begin in 10 ms of the 40. */
  @Test
  void theWeightIsTheInverseOfTheRoom() {
    gapsNs.recordValue((long) (10 * NS_PER_MS));
    gapsNs.recordValue((long) (30 * NS_PER_MS));
    unmetNs.recordValueWithCount((long) (20 * NS_PER_MS), 60); // each stands for 4
    unmetNs.recordValueWithCount(1000, 720); // each for 1.0001
    assertThat(BetweenCycles.ms(unmetNs, gapsNs, 0.76)).isCloseTo(20, withinPercentage(0.1));
    assertThat(BetweenCycles.ms(unmetNs, gapsNs, 0.74)).isLessThan(0.01);
  }

  @Test
  void whatHardlyFitsOrIsRareIsNotTold() {
    gapsNs.recordValue((long) (10 * NS_PER_MS));
    unmetNs.recordValueWithCount((long) (1 * NS_PER_MS), 900);
    unmetNs.recordValueWithCount((long) (9.5 * NS_PER_MS), 100); // room for 1 in 20
    assertThat(BetweenCycles.ms(unmetNs, gapsNs, 0.5)).isNaN();
    assertThat(BetweenCycles.ms(new Histogram(3), gapsNs, 0.5)).isNaN();
    Histogram few = new Histogram(3);
    few.recordValueWithCount((long) (1 * NS_PER_MS), 29);
    assertThat(BetweenCycles.ms(few, gapsNs, 0.5)).isNaN();
    few.recordValueWithCount((long) (1 * NS_PER_MS), 71);
    assertThat(BetweenCycles.ms(few, gapsNs, 0.5)).isCloseTo(1, withinPercentage(0.1));
  }
}
