package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.List;

/** The differences of two sides, replication by replication. */
final class Differences {
  private Differences() {}

  /**
   * One a figure that both sides have; none for a figure without a value in some replication, or
   * that is 0 throughout, such as rejections where nothing is rejected.
   *
   * @param together changes whose intervals of a figure are to hold at once
   */
  static List<MetricDifference> of(Side base, Side changed, double threshold, int together) {
    Yardstick yardstick =
        new Yardstick(
            threshold,
            CommonNumbers.sameLoad(base.experiment().scenario(), changed.experiment().scenario()));
    List<MetricDifference> differences = new ArrayList<>();
    base.values()
        .forEach(
            (figure, values) -> {
              double[] others = changed.values().get(figure);
              if (others == null) {
                return;
              }
              PairedDifference pair = PairedDifference.of(values, others, together);
              boolean nothing = pair.base().mean() == 0 && pair.changed().mean() == 0;
              if (pair.difference().hasInterval() && !nothing) {
                double leastAmount = yardstick.leastAmount(figure, base.result());
                differences.add(DifferenceText.of(figure, pair, yardstick, leastAmount));
              }
            });
    return differences;
  }
}
