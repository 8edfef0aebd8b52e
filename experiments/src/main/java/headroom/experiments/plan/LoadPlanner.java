package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.notes.Ceilings;
import headroom.experiments.result.Crash;
import headroom.experiments.result.PlanResult;
import headroom.experiments.result.PlanResult.Breaking;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.result.PlanResult.Ceiling;
import headroom.experiments.result.PlanResult.Knee;
import headroom.experiments.result.PlanResult.Limit;
import headroom.experiments.result.PlanResult.Room;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers how much load a service bears: the highest that meets its SLO, how near that is to
 * saturation, and what breaks first beyond it.
 */
public final class LoadPlanner {
  /** From this share on a resource is at the edge: waiting grows as 1 / (1 - share). */
  static final double EDGE = 0.9;

  private final Trials trials;
  private final LoadSearch search;
  private final String engine;

  /** A planner for {@code service} over {@code runner} by version {@code engine}. */
  public LoadPlanner(PlannedService service, PointRunner runner, String engine) {
    this.trials = new Trials(service, runner, null);
    this.search = new LoadSearch(trials);
    this.engine = engine;
  }

  /**
   * The answer, and the points that were simulated for it.
   *
   * @param points with {@code load} as their parameter, the lowest first
   */
  public record Plan(PlanResult answer, Result points) {}

  /**
   * Plans.
   *
   * @param base the experiment at the load that is asked about, with an SLO
   * @param asked that load, as a multiple of what the file says
   */
  public Plan plan(Experiment base, double asked)
      throws InvalidExperimentException, InterruptedException {
    List<Ceiling> ceilings = new ArrayList<>();
    for (Ceilings.Ceiling ceiling : Ceilings.of(base.scenario())) {
      double share = ceiling.share() / asked;
      ceilings.add(new Ceiling(ceiling.resource(), share, 1 / share));
    }
    double full = ceilings.isEmpty() ? Double.POSITIVE_INFINITY : ceilings.get(0).load();
    BigDecimal highest = search.run(asked, full);
    NavigableMap<BigDecimal, Trial> byLoad = search.byLoad();
    PlanResult figures =
        new PlanResult(
            ResultFile.SCHEMA,
            base.name(),
            engine,
            base.scenario().seed(),
            asked,
            trial(BigDecimal.valueOf(asked)).met(),
            highest == null ? null : limit(highest),
            breaking(highest),
            knee(),
            ceilings,
            trials.replications(),
            List.of());
    List<PointResult> points = byLoad.values().stream().map(Trial::result).distinct().toList();
    return new Plan(
        figures.withVerdict(LoadWords.of(figures, misshapen(highest))),
        new Result(ResultFile.SCHEMA, base.name(), engine, base.scenario().seed(), points));
  }

  private Trial trial(BigDecimal load) {
    return Objects.requireNonNull(search.byLoad().get(load));
  }

  private Limit limit(BigDecimal highest) {
    Double surelyMet = null;
    Double surelyMissed = null;
    boolean open = false;
    for (Map.Entry<BigDecimal, Trial> each : search.byLoad().entrySet()) {
      Trial trial = each.getValue();
      open |= !trial.met() || !trial.sure();
      if (!open) {
        surelyMet = each.getKey().doubleValue();
      }
      boolean beyond = each.getKey().compareTo(highest) > 0;
      if (surelyMissed == null && beyond && !trial.met() && trial.sure()) {
        surelyMissed = each.getKey().doubleValue();
      }
    }
    Trial there = trial(highest);
    Busy busiest = Busiest.of(there);
    return new Limit(
        highest.doubleValue(),
        there.result().offeredPerS(),
        surelyMet,
        surelyMissed,
        busiest,
        busiest.share() < EDGE ? null : withRoom(highest));
  }

  private @Nullable Room withRoom(BigDecimal highest) {
    for (Map.Entry<BigDecimal, Trial> each :
        search.byLoad().headMap(highest, false).descendingMap().entrySet()) {
      Trial trial = each.getValue();
      Busy busiest = Busiest.of(trial);
      if (trial.met() && trial.sure() && busiest.share() < EDGE) {
        return new Room(each.getKey().doubleValue(), trial.result().offeredPerS(), busiest);
      }
    }
    return null;
  }

  /** At the lowest load that misses above {@code highest}; at the lowest of all without one. */
  private @Nullable Breaking breaking(@Nullable BigDecimal highest) {
    NavigableMap<BigDecimal, Trial> byLoad = search.byLoad();
    Map.Entry<BigDecimal, Trial> at =
        highest == null ? byLoad.firstEntry() : byLoad.higherEntry(highest);
    if (at == null) {
      return null;
    }
    PointResult beyond = at.getValue().result();
    Map<String, Double> before = byLoad.firstEntry().getValue().result().breakdownP99Ms();
    Map<String, Double> after = beyond.breakdownP99Ms();
    String grown = "";
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Double> part : after.entrySet()) {
      double growth = part.getValue() - before.getOrDefault(part.getKey(), 0.0);
      if (growth > most) {
        most = growth;
        grown = part.getKey();
      }
    }
    return new Breaking(
        at.getKey().doubleValue(),
        beyond.offeredPerS(),
        misses(at.getValue()),
        Busiest.of(at.getValue()),
        grown,
        before.getOrDefault(grown, 0.0),
        after.getOrDefault(grown, 0.0));
  }

  private static List<String> misses(Trial trial) {
    Crash crash = trial.result().crash();
    if (crash != null) {
      return List.of("the process ends: " + crash.fatalError());
    }
    String unsteady = trial.result().stability().reason();
    if (!trial.lives()) {
      return List.of(unsteady == null ? "no request completes" : unsteady);
    }
    return trial.misses().stream().map(Objective::text).toList();
  }

  /**
   * Where requests per second over P99 is greatest, the "power" of Kleinrock (On flow control in
   * computer networks, ICC 1978) with the tail in place of the mean: there one per cent more load
   * costs one per cent more P99, and beyond it more.
   */
  private @Nullable Knee knee() {
    Map<Double, Trial> steady = new LinkedHashMap<>();
    search
        .byLoad()
        .forEach(
            (load, trial) -> {
              if (trial.lives()) {
                steady.put(load.doubleValue(), trial);
              }
            });
    List<Double> loads = new ArrayList<>(steady.keySet());
    Knee knee = null;
    double most = 0;
    int place = 0;
    for (int i = 0; i < loads.size(); i++) {
      PointResult point = Objects.requireNonNull(steady.get(loads.get(i))).result();
      double power = point.throughputPerS() / point.latencyMs().p99();
      if (power > most) {
        most = power;
        place = i;
        knee = new Knee(loads.get(i), point.offeredPerS(), point.latencyMs().p99());
      }
    }
    return place == 0 || place == loads.size() - 1 ? null : knee;
  }

  /** A load below the highest that surely misses; null if there is none. */
  private @Nullable Double misshapen(@Nullable BigDecimal highest) {
    if (highest == null) {
      return null;
    }
    for (Map.Entry<BigDecimal, Trial> each : search.byLoad().headMap(highest).entrySet()) {
      if (!each.getValue().met() && each.getValue().sure()) {
        return each.getKey().doubleValue();
      }
    }
    return null;
  }
}
