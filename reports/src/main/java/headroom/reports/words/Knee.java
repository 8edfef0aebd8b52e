package headroom.reports.words;

import headroom.experiments.result.HeapLimit;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From where on more memory buys hardly any tail: the knee is the setting with the least memory at
 * its peak whose P99 is at most 10 % above the best of its line. Where the limiter of the
 * collector's CPU came on, the P99 falls as requests no longer help to mark: that is no setting to
 * aim at, and none to compare with.
 */
public final class Knee {
  private static final List<String> TRADED = List.of("runtime.gogc", "runtime.gomemlimit");

  /** As good as the best. */
  private static final double AS_GOOD = 1.1;

  /** Settings of which one can be between the others. */
  private static final int FEWEST = 3;

  private Knee() {}

  /** The axis that trades memory for CPU; null if none is swept. */
  public static @Nullable SweepAxis axis(List<SweepAxis> axes) {
    return axes.stream().filter(axis -> TRADED.contains(axis.key())).findFirst().orElse(null);
  }

  /**
   * The settings along {@code axis}, those with the least memory first, one list a setting of all
   * other axes; without those whose process did not live or whose memory is not known.
   */
  public static Map<String, List<PointResult>> groups(Result result, SweepAxis axis) {
    Map<String, List<PointResult>> groups = new LinkedHashMap<>();
    for (PointResult point : result.points()) {
      Map<String, Object> others = new LinkedHashMap<>(point.parameters());
      others.remove(axis.key());
      String name = others.isEmpty() ? "" : ParameterName.setting(others);
      if (point.crash() == null && point.completed() > 0 && residentBytes(point) > 0) {
        groups.computeIfAbsent(name, key -> new ArrayList<>()).add(point);
      }
    }
    groups.values().forEach(points -> points.sort(Comparator.comparing(Knee::residentBytes)));
    return groups;
  }

  /** Whether more memory makes a difference to the tail. */
  public static boolean isTraded(List<PointResult> line) {
    List<PointResult> points = withoutLimiter(line);
    double worst = points.stream().mapToDouble(p -> p.latencyMs().p99()).max().orElse(0);
    return points.size() >= FEWEST && worst > AS_GOOD * best(points);
  }

  /** The knee; null where nothing is traded, or the best is the one with the most memory. */
  public static @Nullable PointResult of(List<PointResult> line) {
    List<PointResult> points = withoutLimiter(line);
    if (!isTraded(points)) {
      return null;
    }
    for (int i = 0; i < points.size() - 1; i++) {
      if (points.get(i).latencyMs().p99() <= AS_GOOD * best(points)) {
        return points.get(i);
      }
    }
    return null;
  }

  /** The highest resident memory; NaN if the writer did not say. */
  public static double residentBytes(PointResult point) {
    return HeapLimit.residentBytes(point);
  }

  /** Those in which the collector's limiter stayed off. */
  public static List<PointResult> withoutLimiter(List<PointResult> points) {
    return points.stream().filter(p -> !HeapLimit.limiterHasBeenOn(p)).toList();
  }

  private static double best(List<PointResult> points) {
    return points.stream().mapToDouble(p -> p.latencyMs().p99()).min().orElse(0);
  }
}
