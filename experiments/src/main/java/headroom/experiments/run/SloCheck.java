package headroom.experiments.run;

import headroom.experiments.Experiment.Slo;
import headroom.experiments.result.Crash;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.RequestTimes.Latency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the figures of a point against the limits of the experiment. Pooled figures are judged, not
 * their intervals; an interval that holds the limit is said to.
 */
public final class SloCheck {
  private static final double NS_PER_MS = 1e6;
  private static final double MS_PER_S = 1e3;

  private SloCheck() {}

  /**
   * The verdict on {@code result}. A limit on latency is missed if no request completed; all is
   * missed by a run that grows, since what it meets now it misses later.
   *
   * @param byPlan whether arrivals change by plan, so that growth is what was asked for
   */
  public static SloVerdict verdict(Slo slo, PointResult result, boolean byPlan) {
    List<Objective> objectives = objectives(slo, result);
    if (result.stability().stationary()) { // another has no value that chance moves it about
      objectives.replaceAll(SloCheck::within);
    }
    List<String> misses = new ArrayList<>();
    Crash crash = result.crash();
    if (crash != null) {
      misses.add(
          "the process ended after "
              + FigureText.time(crash.atS() * MS_PER_S)
              + ": "
              + crash.fatalError());
    }
    if (result.stability().queueGrowthPerS() != null && !byPlan) {
      misses.add(
          "the run does not settle: requests in the system grow by "
              + FigureText.rate(result.stability().queueGrowthPerS()));
    }
    objectives.stream().filter(o -> !o.met()).map(SloCheck::miss).forEach(misses::add);
    return new SloVerdict(misses.isEmpty(), misses, limits(slo), objectives);
  }

  private static List<Objective> objectives(Slo slo, PointResult result) {
    List<Objective> objectives = new ArrayList<>();
    Latency latency = result.latencyMs();
    addLatency(objectives, latency, "p50", latency.p50(), slo.p50Ns());
    addLatency(objectives, latency, "p90", latency.p90(), slo.p90Ns());
    addLatency(objectives, latency, "p95", latency.p95(), slo.p95Ns());
    addLatency(objectives, latency, "p99", latency.p99(), slo.p99Ns());
    addLatency(objectives, latency, "p99.9", latency.p999(), slo.p999Ns());
    if (slo.errors() != null) {
      objectives.add(atMost("errors", errorShare(result), slo.errors(), null));
    }
    if (slo.throughputPerSecond() != null) {
      objectives.add(
          throughput(result.throughputPerS(), slo.throughputPerSecond(), result.throughputCi95()));
    }
    Long residentBytes = result.runtime().collection().rssMaxBytes();
    if (slo.memoryBytes() != null && residentBytes != null) {
      objectives.add(atMost("memory", residentBytes, slo.memoryBytes(), null));
    }
    return objectives;
  }

  private static void addLatency(
      List<Objective> objectives,
      Latency latency,
      String name,
      double valueMs,
      @Nullable Long limitNs) {
    if (limitNs != null) {
      Map<String, Interval> intervals = latency.ci95();
      Interval interval = intervals == null ? null : intervals.get(name.replace(".", ""));
      objectives.add(atMost(name, valueMs, limitNs / NS_PER_MS, interval));
    }
  }

  private static Objective atMost(
      String name, double value, double limit, @Nullable Interval interval) {
    boolean met = value <= limit;
    StringBuilder text = new StringBuilder(name).append(' ');
    text.append(figure(name, value)).append(" of ").append(figure(name, limit));
    if (limit > 0 && Double.isFinite(value)) {
      text.append(", ").append(margin(value / limit));
    }
    return new Objective(name, met, value, limit, interval, text.toString());
  }

  /** A multiple is easier to see than some thousand per cent. */
  private static String margin(double ofLimit) {
    if (ofLimit >= 2) {
      return FigureText.number(ofLimit) + " times the limit";
    }
    return FigureText.percent(Math.abs(1 - ofLimit)) + (ofLimit <= 1 ? " to spare" : " over");
  }

  private static Objective throughput(double value, double limit, @Nullable Interval interval) {
    boolean met = value >= limit;
    String text =
        "throughput "
            + FigureText.rate(value)
            + " of at least "
            + FigureText.rate(limit)
            + ", "
            + FigureText.percent(Math.abs(value / limit - 1))
            + (met ? " above" : " short");
    return new Objective("throughput", met, value, limit, interval, text);
  }

  /** With its interval in the text, if it has one. */
  private static Objective within(Objective objective) {
    Interval interval = objective.ci95();
    if (interval == null) {
      return objective;
    }
    double limit = objective.limit();
    boolean uncertain =
        objective.name().equals("throughput")
            ? interval.low() < limit && interval.high() >= limit
            : interval.low() <= limit && interval.high() > limit;
    String text =
        objective.text()
            + " (95% interval "
            + figure(objective.name(), interval.low())
            + " to "
            + figure(objective.name(), interval.high())
            + (uncertain ? ", which holds the limit" : "")
            + ")";
    return new Objective(
        objective.name(), objective.met(), objective.value(), limit, interval, text);
  }

  private static String figure(String name, double value) {
    return switch (name) {
      case "errors" -> FigureText.percent(value);
      case "throughput" -> FigureText.rate(value);
      case "memory" -> FigureText.size(value);
      default -> FigureText.time(value);
    };
  }

  /** The miss as a sentence without its end. */
  private static String miss(Objective objective) {
    String value = figure(objective.name(), objective.value());
    String limit = figure(objective.name(), objective.limit());
    return switch (objective.name()) {
      case "errors" ->
          value + " of the requests were rejected, failed or timed out, the limit is " + limit;
      case "throughput" -> "throughput is " + value + ", at least " + limit + " is wanted";
      case "memory" -> "resident memory is up to " + value + ", the limit is " + limit;
      default ->
          Double.isNaN(objective.value())
              ? "there is no "
                  + objective.name()
                  + " because no request completed, the limit is "
                  + limit
              : objective.name() + " is " + value + ", the limit is " + limit;
    };
  }

  private static Map<String, Double> limits(Slo slo) {
    Map<String, Double> limits = new LinkedHashMap<>();
    putMs(limits, "p50_ms", slo.p50Ns());
    putMs(limits, "p90_ms", slo.p90Ns());
    putMs(limits, "p95_ms", slo.p95Ns());
    putMs(limits, "p99_ms", slo.p99Ns());
    putMs(limits, "p999_ms", slo.p999Ns());
    if (slo.errors() != null) {
      limits.put("errors", slo.errors());
    }
    if (slo.throughputPerSecond() != null) {
      limits.put("throughput_per_s", slo.throughputPerSecond());
    }
    if (slo.memoryBytes() != null) {
      limits.put("memory_bytes", (double) slo.memoryBytes());
    }
    return limits;
  }

  private static void putMs(Map<String, Double> limits, String name, @Nullable Long limitNs) {
    if (limitNs != null) {
      limits.put(name, limitNs / NS_PER_MS);
    }
  }

  /** Rejected and timed-out requests over those offered; 0 if none was. */
  public static double errorShare(PointResult result) {
    long timedOut = result.timedOut() == null ? 0 : result.timedOut();
    return result.offered() == 0 ? 0 : (double) (result.rejected() + timedOut) / result.offered();
  }
}
