package headroom.testing;

import headroom.model.observe.Observation;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a metric of the reference is estimated from the tallies of replications.
 *
 * @param target what the ratio of numerator and denominator must be: the golden value, or for a
 *     percentile the share of requests above it, or for a standard deviation the second moment
 * @param precision the largest relative standard error that a pass may have; infinite if none is
 *     demanded
 * @param lower counts requests above 0.98 times the percentile, {@code upper} above 1.02 times: how
 *     the error of the share becomes one of the percentile; null for other metrics
 */
public record QueueMetric(
    String name,
    double target,
    double precision,
    ToDoubleFunction<RequestTally> numerator,
    ToDoubleFunction<RequestTally> denominator,
    @Nullable ToDoubleFunction<RequestTally> lower,
    @Nullable ToDoubleFunction<RequestTally> upper) {
  /** Standard error of a mean, relative. */
  public static final double MEAN = 0.01;

  /** Standard error of a P99, relative. */
  private static final double P99 = 0.02;

  /** Half the distance of the points between which the density at a percentile is taken. */
  static final double BRACKET = 0.02;

  private static final Pattern PERCENTILE =
      Pattern.compile("(wait|response)(?:_accepted|_served|_completed|_for_worker)?_p(\\d+)_ms");
  private static final Pattern NUMBER = Pattern.compile("p_(\\d+)_in_system");

  /** How the metric {@code name} of {@code reference} is estimated. */
  public static QueueMetric of(ReferenceCase reference, String name, int servers) {
    Matcher percentile = PERCENTILE.matcher(name);
    if (percentile.matches()) {
      return percentile(reference, name, percentile.group(1), percentile.group(2));
    }
    double golden = reference.value(name);
    Matcher number = NUMBER.matcher(name);
    if (number.matches()) {
      double count = Double.parseDouble(number.group(1));
      return shareOfSamples(name, golden, "in_system", count);
    }
    ToDoubleFunction<RequestTally> completed = t -> t.completed;
    return switch (name) {
      case "mean_wait_ms", "mean_wait_accepted_ms" -> mean(name, golden, t -> t.waitMs, completed);
      case "mean_response_ms", "mean_response_accepted_ms" ->
          mean(name, golden, t -> t.responseMs, completed);
      case "mean_slowdown" -> mean(name, golden, t -> t.slowdown, completed);
      case "mean_response_of_job_with_twice_the_mean_demand_ms" ->
          mean(
              name,
              golden,
              t -> t.slowdownInBand * 2 * reference.number("mean_service_ms"),
              t -> t.inBand);
      case "sd_wait_ms" ->
          other(name, secondMoment(reference, name), t -> t.squaredWaitMs, completed);
      case "sd_response_ms" ->
          other(name, secondMoment(reference, name), t -> t.squaredResponseMs, completed);
      case "p_wait", "p_wait_accepted" -> other(name, golden, t -> t.waited, completed);
      case "mean_number_in_queue" ->
          mean(name, golden, t -> t.observation().levels().meanInQueue(), t -> 1);
      case "mean_number_in_system" ->
          mean(name, golden, t -> t.observation().levels().meanInSystem(), t -> 1);
      case "utilisation", "station1_utilisation" ->
          mean(name, golden, t -> busyServers(t) / servers, t -> 1);
      case "loss_probability" -> other(name, golden, t -> t.rejected, t -> t.offered);
      case "throughput_per_s" ->
          mean(
              name,
              golden,
              t -> t.observation().completionsInWindow(),
              t -> t.observation().windowNs() / 1e9);
      case "mean_busy_period_ms" ->
          mean(
              name,
              golden,
              t -> busyServers(t) * t.observation().windowNs() / 1e6,
              t -> t.completed - t.waited);
      case "share_of_time_all_busy" -> shareOfSamples(name, golden, "busy_workers", servers);
      default -> throw new IllegalArgumentException("no way to estimate " + name);
    };
  }

  /** The same estimate, tested against another value, in the unit of the ratio. */
  public QueueMetric withTarget(double other) {
    return new QueueMetric(name, other, precision, numerator, denominator, lower, upper);
  }

  /** The estimate from {@code tallies}. */
  public RatioEstimate estimate(List<RequestTally> tallies) {
    return ratio(tallies, numerator);
  }

  /** The relative standard error of the metric itself (of the percentile, not of the share). */
  public double relativeError(List<RequestTally> tallies) {
    double error = estimate(tallies).standardError(target);
    if (lower == null || upper == null) {
      return error / Math.abs(target);
    }
    double below = ratio(tallies, lower).estimate();
    double above = ratio(tallies, upper).estimate();
    double slope = (below - above) / (2 * BRACKET);
    return slope == 0 ? Double.POSITIVE_INFINITY : error / slope;
  }

  private RatioEstimate ratio(
      List<RequestTally> tallies, ToDoubleFunction<RequestTally> itsNumerator) {
    return new RatioEstimate(
        tallies.stream().mapToDouble(itsNumerator).toArray(),
        tallies.stream().mapToDouble(denominator).toArray());
  }

  /** Servers at work, time average: workers that hold a request, or cores where all compute. */
  private static double busyServers(RequestTally tally) {
    Observation seen = tally.observation();
    return seen.cpu().busyCoreNs() > 0
        ? (double) seen.cpu().busyCoreNs() / seen.windowNs()
        : seen.levels().meanBusyWorkers();
  }

  private static double secondMoment(ReferenceCase reference, String sdName) {
    double sd = reference.value(sdName);
    double mean = reference.value(sdName.replace("sd_", "mean_"));
    return sd * sd + mean * mean;
  }

  /** A mean, which a pass knows to 1 %. */
  public static QueueMetric mean(
      String name,
      double target,
      ToDoubleFunction<RequestTally> numerator,
      ToDoubleFunction<RequestTally> denominator) {
    return new QueueMetric(name, target, MEAN, numerator, denominator, null, null);
  }

  /** A figure that a pass knows as well as it happens to. */
  public static QueueMetric other(
      String name,
      double target,
      ToDoubleFunction<RequestTally> numerator,
      ToDoubleFunction<RequestTally> denominator) {
    return new QueueMetric(
        name, target, Double.POSITIVE_INFINITY, numerator, denominator, null, null);
  }

  private static QueueMetric percentile(
      ReferenceCase reference, String name, String what, String digits) {
    double limitMs = reference.value(name);
    double tail = 1 - Double.parseDouble("0." + digits);
    boolean wait = what.equals("wait");
    double limit = limitMs;
    double lowLimit = limitMs * (1 - BRACKET);
    double highLimit = limitMs * (1 + BRACKET);
    boolean gated = digits.equals("99") && limitMs > 0;
    return new QueueMetric(
        name,
        tail,
        gated ? P99 : Double.POSITIVE_INFINITY,
        t -> wait ? t.waitsAbove(limit) : t.responsesAbove(limit),
        t -> t.completed,
        gated ? t -> wait ? t.waitsAbove(lowLimit) : t.responsesAbove(lowLimit) : null,
        gated ? t -> wait ? t.waitsAbove(highLimit) : t.responsesAbove(highLimit) : null);
  }

  /** The share of time that the gauge {@code series} is at {@code level}, from samples. */
  public static QueueMetric shareOfSamples(
      String name, double target, String series, double level) {
    return other(
        name,
        target,
        t -> {
          Observation.Series seen = t.observation().series();
          long equal = 0;
          for (double value : seen.values()[seen.names().indexOf(series)]) {
            equal += value == level ? 1 : 0;
          }
          return equal;
        },
        t -> t.observation().series().timeNs().length);
  }

  /** The percentile's limit of a metric's name, or null: which of the tally's counters it needs. */
  static @Nullable String percentileOf(String name) {
    Matcher percentile = PERCENTILE.matcher(name);
    return percentile.matches() ? percentile.group(1) : null;
  }
}
