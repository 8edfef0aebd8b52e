package headroom.reports.words;

import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.result.RequestTimes.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step and its share of the requests' time.
 *
 * @param depth how many steps hold it
 * @param perRequest executions for each request that was offered
 * @param share of the latency of all requests that ended, completed or not; NaN if the step runs
 *     beside the requests or none ended. The shares of steps that hold others hold theirs, and what
 *     a server does for clients that have gone may bring a share above 1
 */
public record StepShare(
    String name, StepResult result, int depth, double perRequest, double share) {
  /** How long the waiting for a worker counts as a step that is worth a line. */
  private static final double WORTH_A_LINE = 0.005;

  private static final String QUEUE = "queue";

  /** What tells steps without a name of their own apart. */
  private static final Pattern PLACE = Pattern.compile(" #\\d+$");

  /** The steps of a point, the largest share first, each followed by those that it holds. */
  public static List<StepShare> of(PointResult point) {
    Map<String, StepResult> steps = point.byStep() == null ? Map.of() : point.byStep();
    List<StepShare> ordered = new ArrayList<>();
    add(null, 0, steps, point, ordered);
    return ordered;
  }

  private static void add(
      @Nullable String inside,
      int depth,
      Map<String, StepResult> steps,
      PointResult point,
      List<StepShare> ordered) {
    List<StepShare> here = new ArrayList<>();
    steps.forEach(
        (name, step) -> {
          if (Objects.equals(step.inside(), inside)) {
            here.add(of(name, step, depth, point));
          }
        });
    here.sort(Comparator.comparingDouble(StepShare::timeMs).reversed());
    for (StepShare step : here) {
      ordered.add(step);
      add(step.name, depth + 1, steps, point, ordered);
    }
  }

  private static StepShare of(String name, StepResult step, int depth, PointResult point) {
    double perRequest = step.count() / (double) point.offered();
    double latencyMs = latencyMs(point);
    StepShare whole = new StepShare(name, step, depth, perRequest, Double.NaN);
    boolean counts = latencyMs > 0 && !Boolean.TRUE.equals(step.beside());
    return counts
        ? new StepShare(name, step, depth, perRequest, whole.timeMs() / latencyMs)
        : whole;
  }

  /** The summed latency of all requests that ended. */
  private static double latencyMs(PointResult point) {
    double completedMs = point.completed() == 0 ? 0 : point.completed() * point.latencyMs().mean();
    Map<String, Double> failed = point.breakdownFailedMs();
    return failed == null ? completedMs : completedMs + failures(point) * sum(failed);
  }

  private static long failures(PointResult point) {
    return point.rejected() + (point.timedOut() == null ? 0 : point.timedOut());
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Mean time that a request of those that ended waited for a worker; null if hardly any. */
  public static @Nullable QueueShare queue(PointResult point) {
    double latencyMs = latencyMs(point);
    Map<String, Double> failed = point.breakdownFailedMs();
    double queuedMs =
        point.completed() * point.breakdownMs().getOrDefault(QUEUE, 0.0)
            + (failed == null ? 0 : failures(point) * failed.getOrDefault(QUEUE, 0.0));
    double share = latencyMs > 0 ? queuedMs / latencyMs : 0;
    return share < WORTH_A_LINE
        ? null
        : new QueueShare(queuedMs / (point.completed() + failures(point)), share);
  }

  /** Waiting for a worker: its mean over the requests that ended, and its share of their time. */
  public record QueueShare(double meanMs, double share) {}

  /** Time in all of its executions. */
  private double timeMs() {
    return result.count() == 0 ? 0 : result.count() * (mean(result.waitMs()) + serviceMs());
  }

  private double serviceMs() {
    return mean(result.serviceMs());
  }

  private static double mean(Times times) {
    return Double.isFinite(times.mean()) ? times.mean() : 0;
  }

  /** The name, and in brackets what the step does if the name does not say it. */
  public String label() {
    String kind = result.kind();
    String bare = PLACE.matcher(name).replaceFirst("");
    return bare.equals(kind) || bare.endsWith(": " + kind) ? name : name + " (" + kind + ")";
  }
}
