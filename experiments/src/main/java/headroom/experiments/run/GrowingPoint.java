package headroom.experiments.run;

import headroom.experiments.Point;
import headroom.experiments.result.PointResult;
import headroom.model.Scenario;

/**
 * A point to which replications are added: what there is does not have to be simulated again. Its
 * figures are those of a point that had all of them at once. Not for several threads at a time.
 */
public final class GrowingPoint {
  private final Point point;
  private final PointAccumulator pooled;

  GrowingPoint(Point point, Scenario scenario) {
    this.point = point;
    this.pooled = new PointAccumulator(scenario);
  }

  Point point() {
    return point;
  }

  PointAccumulator pooled() {
    return pooled;
  }

  PointRun run(PointResult result) {
    return new PointRun(result, pooled.allValues());
  }

  /** How many there are. */
  public int replications() {
    return pooled.replications;
  }
}
