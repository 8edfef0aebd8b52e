package headroom.experiments.whatif;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.compare.ComparedPoint;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.run.PointRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes of one experiment beside it. What it has simulated of the experiment itself is kept,
 * so that a further change costs the change alone. For one thread at a time.
 */
public final class WhatIf {
  private final Experiment base;
  private final Map<Part, ComparedPoint> ofBase = new LinkedHashMap<>();
  private @Nullable Part partOfBase;
  private @Nullable ComparedPoint allOfBase;

  /** What-ifs of {@code base}. */
  public WhatIf(Experiment base) {
    this.base = base;
  }

  /**
   * A first look at {@code changed}, or at the experiment itself if that is null; {@link
   * Look#whole} if there is no more to simulate.
   *
   * @throws InterruptedException if the calling thread is interrupted; the look is given up
   */
  public Look quick(PointRunner runner, @Nullable Experiment changed) throws InterruptedException {
    QuickLook quick = new QuickLook(runner);
    if (partOfBase == null) {
      partOfBase = quick.of(base);
    }
    Part part = changed == null ? partOfBase : quick.of(changed, partOfBase);
    ComparedPoint before = ofBase.get(part);
    if (before == null) {
      before = run(runner, part.of(base));
      ofBase.put(part, before);
    }
    boolean whole = part.isAllOf(base);
    if (whole) {
      allOfBase = before;
    }
    return changed == null
        ? new Look(before.result(), before.result(), List.of(), whole)
        : look(before, run(runner, part.of(changed)), whole);
  }

  /**
   * All that {@code changed} asks for, or the experiment itself if that is null.
   *
   * @throws InterruptedException if the calling thread is interrupted; the look is given up
   */
  public Look whole(PointRunner runner, @Nullable Experiment changed) throws InterruptedException {
    List<Point> points = new ArrayList<>();
    if (allOfBase == null) {
      points.add(new Point(Map.of(), base));
    }
    if (changed != null) {
      points.add(new Point(Map.of(), changed));
    }
    runner.announce(points, 0);
    ComparedPoint before = allOfBase;
    if (before == null) {
      before = run(runner, base);
      allOfBase = before;
    }
    return changed == null
        ? new Look(before.result(), before.result(), List.of(), true)
        : look(before, run(runner, changed), true);
  }

  private static ComparedPoint run(PointRunner runner, Experiment experiment)
      throws InterruptedException {
    return ComparedPoint.run(runner, new Point(Map.of(), experiment));
  }

  private static Look look(ComparedPoint before, ComparedPoint after, boolean whole) {
    List<MetricDifference> differences =
        after.differencesFrom(before, ComparisonRunner.DEFAULT_THRESHOLD);
    return new Look(before.result(), after.result(), differences, whole);
  }
}
