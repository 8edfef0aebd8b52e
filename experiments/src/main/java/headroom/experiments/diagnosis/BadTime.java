package headroom.experiments.diagnosis;

import headroom.experiments.result.PointResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of the worst requests went: of the slowest 1 %, and of those that are lost. Each
 * counts by how many there are: with one request in a hundred lost, both weigh the same.
 *
 * @param shares by component, adding up to 1; empty if no request has a time
 * @param meanMs mean time of these requests
 * @param lostWeight part that the lost requests have in it
 */
record BadTime(Map<String, Double> shares, double meanMs, double lostWeight) {
  private static final double SLOWEST = 0.01;
  private static final String JOIN = "join";

  static BadTime of(PointResult point) {
    Map<String, Double> slow = point.breakdownP99Ms();
    Map<String, Double> lost = orEmpty(point.breakdownFailedMs());
    if (sum(slow) == 0 && sum(lost) == 0) {
      slow = orEmpty(point.breakdownUnfinishedMs());
    }
    double lostShare =
        sum(lost) == 0 || point.offered() == 0
            ? 0
            : (double) point.requests().counts().outcomes().lost() / point.offered();
    double weight = sum(slow) == 0 ? (lostShare > 0 ? 1 : 0) : lostShare / (lostShare + SLOWEST);
    Map<String, Double> shares = new LinkedHashMap<>();
    add(shares, slow, 1 - weight);
    add(shares, lost, weight);
    spread(shares, JoinedTime.of(point));
    return new BadTime(shares, (1 - weight) * sum(slow) + weight * sum(lost), weight);
  }

  /** The part of {@code component}. */
  double share(String component) {
    return shares.getOrDefault(component, 0.0);
  }

  private static Map<String, Double> orEmpty(@Nullable Map<String, Double> times) {
    return times == null ? Map.of() : times;
  }

  private static void add(Map<String, Double> shares, Map<String, Double> timesMs, double weight) {
    double whole = sum(timesMs);
    if (whole > 0 && weight > 0) {
      timesMs.forEach((name, ms) -> shares.merge(name, weight * ms / whole, Double::sum));
    }
  }

  /** Who waits for goroutines that it has started waits for what they wait for. */
  private static void spread(Map<String, Double> shares, Map<String, Double> joined) {
    double whole = sum(joined);
    Double share = shares.get(JOIN);
    if (share != null && whole > 0) {
      shares.remove(JOIN);
      joined.forEach((name, ms) -> shares.merge(name, share * ms / whole, Double::sum));
    }
  }

  static double sum(Map<String, Double> times) {
    return times.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
