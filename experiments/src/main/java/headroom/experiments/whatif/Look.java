package headroom.experiments.whatif;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.PointResult;
import java.util.List;

/**
 * An experiment and a changed one side by side, simulated alike.
 *
 * @param base figures of the experiment as it is
 * @param changed figures of the change; the same if nothing is changed
 * @param differences of the figures that are taken replication by replication; none if there are
 *     not enough of them, or nothing is changed
 * @param whole whether this is all that the experiment asks for
 */
public record Look(
    PointResult base, PointResult changed, List<MetricDifference> differences, boolean whole) {
  public Look {
    differences = List.copyOf(differences);
  }
}
