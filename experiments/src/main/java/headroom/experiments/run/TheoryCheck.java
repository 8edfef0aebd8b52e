package headroom.experiments.run;

import headroom.experiments.notes.AsymptoticBounds;
import headroom.experiments.queueing.KnownModel;
import headroom.experiments.queueing.ModelSearch;
import headroom.experiments.queueing.Station;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestCounts;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.Theory;
import headroom.experiments.result.Theory.Bounds;
import headroom.experiments.result.Theory.Finding;
import headroom.experiments.result.Theory.Model;
import headroom.model.Scenario;
import headroom.model.observe.TimeComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the simulated latency against what formulas say of the same experiment.
 *
 * <p>An experiment is near a {@link KnownModel} if it has its structure, all requests completed,
 * and the mean time of service as it was simulated differs from the file's by {@link #NEAR} at
 * most. That difference is what the runtime and the kernel cost and what chance drew; the formula
 * is evaluated with both times, and what lies between its two values, or within the simulated
 * interval of them, agrees.
 */
final class TheoryCheck {
  /** How far the simulated time of service may be from the file's, relative. */
  static final double NEAR = 0.05;

  private static final double NS_PER_S = 1e9;
  private static final double MS_PER_S = 1e3;

  /** Beyond so many half-widths of a 95 % interval it is hardly chance. */
  private static final double HARDLY_CHANCE = 2;

  /** Means that are drawn, relative: bounds hold for means, not for each sample. */
  private static final double SAMPLING = 0.01;

  private final Scenario scenario;
  private final Latency latency;
  private final RequestCounts counts;
  private final List<Finding> findings = new ArrayList<>();

  private TheoryCheck(Scenario scenario, Latency latency, RequestCounts counts) {
    this.scenario = scenario;
    this.latency = latency;
    this.counts = counts;
  }

  /**
   * What formulas say of the scenario of {@code pooled}.
   *
   * @param steady whether the run was; of another no formula speaks
   */
  static Theory of(PointAccumulator pooled, Latency latency, RequestCounts counts, boolean steady) {
    TheoryCheck check = new TheoryCheck(pooled.scenario, latency, counts);
    Model model = steady && check.allCompleted() ? check.model(pooled) : null;
    Bounds bounds = check.bounds(steady);
    return new Theory(model, bounds, check.findings);
  }

  private boolean allCompleted() {
    RequestCounts.Outcomes outcomes = counts.outcomes();
    return outcomes.completed() > 0
        && outcomes.rejected() == 0
        && outcomes.timedOut() == null
        && counts.inFlight() == 0;
  }

  private @Nullable Model model(PointAccumulator pooled) {
    KnownModel model = ModelSearch.of(scenario);
    if (model == null) {
      return null;
    }
    double nominal = model.station().serviceS();
    double simulated = served(pooled, model);
    double factor = simulated / nominal;
    Station stretched = model.station().stretched(factor);
    if (Math.abs(factor - 1) > NEAR || !stretched.isStable()) {
      return null;
    }
    Model figures =
        new Model(
            model.name(),
            model.what(),
            model.latencyMs(),
            model.stretched(factor).latencyMs(),
            nominal * MS_PER_S,
            simulated * MS_PER_S);
    Map<String, Double> seen = seen();
    figures
        .latencyMs()
        .forEach(
            (name, ms) -> {
              double other = figures.withCostsMs().getOrDefault(name, ms);
              judge(figures, name, seen.getOrDefault(name, Double.NaN), ms, other);
            });
    return figures;
  }

  /** Mean time at the station without waiting, s. */
  private static double served(PointAccumulator pooled, KnownModel model) {
    if (model.byCores()) {
      return pooled.breakdown.meanNs(TimeComponent.RUNNING) / NS_PER_S;
    }
    double ns = -pooled.meanWaitNs();
    for (TimeComponent component : TimeComponent.values()) {
      ns += pooled.breakdown.meanNs(component);
    }
    return ns / NS_PER_S;
  }

  private Map<String, Double> seen() {
    Map<String, Double> seen = new LinkedHashMap<>();
    seen.put("mean", latency.mean());
    seen.put("p50", latency.p50());
    seen.put("p90", latency.p90());
    seen.put("p95", latency.p95());
    seen.put("p99", latency.p99());
    seen.put("p999", latency.p999());
    return seen;
  }

  private void judge(Model model, String name, double value, double one, double other) {
    Interval interval = latency.ci95() == null ? null : latency.ci95().get(name);
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    if (interval == null || (interval.low() <= high && interval.high() >= low)) {
      return;
    }
    double nearest = value < low ? low : high;
    double reach = value < low ? interval.high() - value : value - interval.low();
    boolean chance = Math.abs(value - nearest) <= HARDLY_CHANCE * reach;
    String label =
        name.equals("mean") ? "mean" : name.equals("p999") ? "P99.9" : "P" + name.substring(1);
    String text =
        "the simulated "
            + label
            + ", "
            + FigureText.time(value)
            + ", is "
            + FigureText.percent(Math.abs(value / nearest - 1))
            + (value < low ? " below" : " above")
            + " the "
            + FigureText.time(nearest)
            + " of "
            + model.name()
            + (chance
                ? ", just outside its 95% interval, as one figure in twenty is by chance"
                : ", more than its 95% interval and the costs of the service explain: "
                    + "something else than the queue of the formula is at work, or the run is too short");
    findings.add(new Finding(name, false, chance, text));
  }

  private @Nullable Bounds bounds(boolean steady) {
    AsymptoticBounds bounds = AsymptoticBounds.of(scenario);
    boolean limited = Double.isFinite(bounds.throughputPerS());
    boolean early = Double.isNaN(bounds.meanS()) || !allCompleted();
    if (!limited && early) {
      return null;
    }
    double leastMs = bounds.meanS() * MS_PER_S;
    if (steady && !early) {
      floor(leastMs);
    }
    if (limited) {
      ceiling(bounds);
    }
    return new Bounds(
        early ? null : (Double) leastMs,
        limited ? (Double) bounds.throughputPerS() : null,
        limited ? bounds.limitedBy() : null);
  }

  private void floor(double leastMs) {
    Interval interval = latency.ci95() == null ? null : latency.ci95().get("mean");
    double high = interval == null ? latency.mean() : interval.high();
    if (high < (1 - SAMPLING) * leastMs) {
      findings.add(
          new Finding(
              "mean",
              true,
              false,
              "the simulated mean, "
                  + FigureText.time(latency.mean())
                  + ", is below the "
                  + FigureText.time(leastMs)
                  + " that a request takes which waits for nobody: the run has seen too few of the longest"));
    }
  }

  private void ceiling(AsymptoticBounds bounds) {
    Interval interval = counts.rates().throughputCi95();
    double throughput = counts.rates().throughputPerS();
    double low = interval == null ? throughput : interval.low();
    if (low > (1 + SAMPLING) * bounds.throughputPerS()) {
      findings.add(
          new Finding(
              "throughput",
              true,
              false,
              "the simulated throughput, "
                  + FigureText.rate(throughput)
                  + ", is above the "
                  + FigureText.rate(bounds.throughputPerS())
                  + " at which "
                  + bounds.limitedBy()
                  + " would be full by means alone: the run has seen too few of the longest requests"));
    }
  }
}
