package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.observe.Observation;
import headroom.testing.ParallelReplications;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds replications of a case to its golden values, each as a ratio of sums: a t of at most 4, and
 * for mean responses the standard error of its {@link Precision}. Percentiles are judged by the
 * share of requests above the golden value, counted without the buckets of a histogram.
 */
final class GoldenRatios {
  private static final int REPLICATIONS = 24;

  private static final Pattern PERCENTILE =
      Pattern.compile("(response|wait_for_worker)(?:_served|_completed)?_p(\\d+)_ms");

  private GoldenRatios() {}

  /**
   * How many requests a case has, as a share of those for which a mean response is known to 2 %.
   * Errors go with the root of that number.
   */
  enum Precision {
    /** In every build. Long waits come in clusters, of which so few requests see too few. */
    FAST(0.25, 0.005),
    FULL(1, 0);

    private final double share;

    /** Percentiles of smaller tails are not judged. */
    private final double smallestTail;

    Precision(double share, double smallestTail) {
      this.share = share;
      this.smallestTail = smallestTail;
    }

    private double allowedError() {
      return 0.02 / Math.sqrt(share);
    }
  }

  /** What must equal {@code target}. */
  record Ratio(
      ToDoubleFunction<Observation> numerator,
      ToDoubleFunction<Observation> denominator,
      double target) {

    /** The mean of a figure over completed requests. */
    static Ratio mean(ToDoubleFunction<Observation> of, double golden) {
      return new Ratio(
          o -> of.applyAsDouble(o) * o.counts().completed(), o -> o.counts().completed(), golden);
    }

    /** A rate per second of the window. */
    static Ratio perSecond(ToDoubleFunction<Observation> of, double golden) {
      return new Ratio(of, o -> o.windowNs() / 1e9, golden);
    }
  }

  /** The window of one replication when all have about {@code requests} in full precision. */
  static Window window(Precision precision, double perSecond, double requests, double warmUpMs) {
    double windowMs = precision.share * requests / REPLICATIONS / perSecond * 1000;
    return Window.evenlySampled(Math.round(warmUpMs * 1e6), Math.round(windowMs * 1e6), 1);
  }

  /**
   * Judges all percentiles of the case, and the metrics that {@code ratios} knows; returns how
   * many.
   */
  static int check(
      ReferenceCase reference,
      Scenario scenario,
      Precision precision,
      Function<String, Optional<Ratio>> ratios) {
    List<Seen> seen =
        ParallelReplications.run(0, REPLICATIONS, 2, r -> seen(reference, scenario, r));
    int judged = 0;
    for (String metric : reference.values().keySet()) {
      double golden = reference.value(metric);
      Matcher percentile = PERCENTILE.matcher(metric);
      if (percentile.matches()) {
        double tail = 1 - Double.parseDouble("0." + percentile.group(2));
        // with a golden value of 0 more than that many do not wait
        if (golden > 0 && tail >= precision.smallestTail) {
          double[] above = of(seen, s -> s.above().getOrDefault(metric, 0L));
          judge(reference, metric, precision, above, of(seen, s -> completed(s)), tail);
          judged++;
        }
        continue;
      }
      Optional<Ratio> ratio = ratios.apply(metric);
      if (ratio.isPresent()) {
        double[] numerators = of(seen, s -> ratio.get().numerator().applyAsDouble(s.observation()));
        double[] denominators =
            of(seen, s -> ratio.get().denominator().applyAsDouble(s.observation()));
        judge(reference, metric, precision, numerators, denominators, ratio.get().target());
        judged++;
      }
    }
    return judged;
  }

  private static double completed(Seen seen) {
    return seen.observation().counts().completed();
  }

  private static double[] of(List<Seen> seen, ToDoubleFunction<Seen> figure) {
    return seen.stream().mapToDouble(figure).toArray();
  }

  private static void judge(
      ReferenceCase reference,
      String metric,
      Precision precision,
      double[] numerators,
      double[] denominators,
      double target) {
    RatioEstimate estimate = new RatioEstimate(numerators, denominators);
    double error = estimate.standardError(target);
    String what = reference.id() + " " + metric + ": " + estimate.estimate() + ", not " + target;
    if (error <= 1e-9 || target == 0) {
      assertThat(Math.abs(estimate.estimate() - target)).as(what).isLessThan(1e-6);
      return;
    }
    assertThat(estimate.studentT(target)).as(what).isBetween(-4.0, 4.0);
    if (metric.startsWith("mean_response")) {
      assertThat(error / target).as(what).isLessThan(precision.allowedError());
    }
  }

  private static Seen seen(ReferenceCase reference, Scenario scenario, int replication) {
    Tails tails = new Tails(reference, scenario.window());
    return new Seen(Simulation.run(scenario, replication, tails, null), tails.above);
  }

  /** A replication, and for each percentile the number of requests above the golden value. */
  private record Seen(Observation observation, Map<String, Long> above) {}

  /** Counts without the buckets of a histogram. */
  private static final class Tails implements Simulation.RequestListener {
    final Map<String, Long> above = new LinkedHashMap<>();
    private final ReferenceCase reference;
    private final Window window;
    private final List<String> metrics;

    Tails(ReferenceCase reference, Window window) {
      this.reference = reference;
      this.window = window;
      metrics =
          reference.values().keySet().stream()
              .filter(m -> PERCENTILE.matcher(m).matches())
              .toList();
      metrics.forEach(metric -> above.put(metric, 0L));
    }

    @Override
    public void ended(
        long index,
        int classIndex,
        long arrivalNs,
        long startNs,
        long endNs,
        Simulation.Outcome outcome) {
      if (outcome != Simulation.Outcome.COMPLETED
          || arrivalNs < window.warmUpNs()
          || arrivalNs >= window.endNs()) {
        return;
      }
      for (String metric : metrics) {
        long timeNs = (metric.startsWith("response") ? endNs : startNs) - arrivalNs;
        if (timeNs > reference.value(metric) * 1e6) {
          above.merge(metric, 1L, Long::sum);
        }
      }
    }
  }
}
