package headroom.experiments.compare;

import headroom.experiments.Point;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.PointResult;
import headroom.experiments.run.PointRunner;
import java.util.List;

/**
 * A point with what it takes to compare it with others later. Its figures are those of {@link
 * PointRunner#run}: of the replications and after the warm-up that its experiment asks for.
 */
public final class ComparedPoint {
  private final Side side;

  private ComparedPoint(Side side) {
    this.side = side;
  }

  /**
   * Runs {@code point}.
   *
   * @throws InterruptedException if the calling thread is interrupted; the point is given up
   */
  public static ComparedPoint run(PointRunner runner, Point point) throws InterruptedException {
    return new ComparedPoint(Side.run(runner, runner.warmUpNs(point), point));
  }

  /** Its figures. */
  public PointResult result() {
    return side.result();
  }

  /**
   * The differences from {@code base}, replication by replication; none if one has more of them
   * than the other, or there is only one.
   *
   * @param threshold relative change below which a difference does not matter
   */
  public List<MetricDifference> differencesFrom(ComparedPoint base, double threshold) {
    int replications = result().replications();
    boolean paired = replications == base.result().replications() && replications > 1;
    return paired ? Differences.of(base.side, side, threshold, 1) : List.of();
  }
}
