package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.Prices;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.SweptKey;
import headroom.experiments.result.ChoiceResult;
import headroom.experiments.result.ChoiceResult.Chosen;
import headroom.experiments.result.ChoiceResult.Tried;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what the cheapest setting is that meets the SLO at a load. */
public final class SettingPlanner {
  private final PlannedService service;
  private final Trials trials;
  private final String engine;

  /** A planner for {@code service} over {@code runner} by version {@code engine}. */
  public SettingPlanner(PlannedService service, PointRunner runner, String engine) {
    this.service = service;
    this.trials = new Trials(service, runner, SettingSearch.FIRST);
    this.engine = engine;
  }

  /**
   * The answer, and the points that were simulated for it.
   *
   * @param points with the chosen keys as their parameters, the cheapest first
   */
  public record Plan(ChoiceResult answer, Result points) {}

  /**
   * Plans.
   *
   * @param base the experiment as the file has it, with an SLO
   * @param asked its load, as a multiple of what the file says
   * @param axes what may be chosen
   * @param all whether every setting is simulated in the end, for a map without gaps
   */
  public Plan plan(Experiment base, double asked, List<SweptKey> axes, Prices prices, boolean all)
      throws InvalidExperimentException, InterruptedException {
    Candidates candidates = Candidates.of(axes, service, prices);
    SettingSearch.Found found = new SettingSearch(trials, candidates).run();
    if (all) {
      for (Candidates.Size size : candidates.sizes()) {
        for (Map<String, Object> setting : size.settings()) {
          trials.begun(setting);
        }
      }
    }
    List<Costed> tried = tried(candidates);
    Map<String, List<String>> varied = new LinkedHashMap<>();
    axes.forEach(axis -> varied.put(axis.key(), axis.values()));
    ChoiceResult figures =
        new ChoiceResult(
            ResultFile.SCHEMA,
            base.name(),
            engine,
            base.scenario().seed(),
            asked,
            varied,
            found == null ? null : chosen(found.trial(), found.size().cost()),
            found == null ? null : (Double) found.probability(),
            front(tried.stream().map(SettingPlanner::tried).toList()),
            candidates.count(),
            trials.all().size(),
            trials.replications(),
            List.of());
    SettingWords words = new SettingWords(figures, tried);
    return new Plan(
        figures.withVerdict(words.sentences()),
        new Result(
            ResultFile.SCHEMA,
            base.name(),
            engine,
            base.scenario().seed(),
            tried.stream().map(costed -> costed.trial().result()).toList()));
  }

  /**
   * A setting that was simulated, with its price.
   *
   * @param replicas of the process
   */
  record Costed(Trial trial, Chosen figures, int replicas) {}

  private static Tried tried(Costed costed) {
    Long resident = costed.trial().result().runtime().collection().rssMaxBytes();
    return new Tried(
        costed.figures().setting(),
        costed.figures().cost(),
        costed.figures().p99Ms(),
        resident == null ? null : (Long) (resident * costed.replicas()),
        costed.trial().met(),
        false);
  }

  /**
   * The same, each of which knows whether another beats it. Those are asked first that cost least,
   * then those with the least P99; what is hardly better than one before is beaten by it.
   */
  static List<Tried> front(List<Tried> tried) {
    List<Tried> order = new ArrayList<>(tried.stream().filter(Tried::met).toList());
    order.sort(Comparator.comparingDouble(Tried::cost).thenComparingDouble(Tried::p99Ms));
    Set<Tried> front = new LinkedHashSet<>();
    for (Tried each : order) {
      if (front.stream().noneMatch(before -> before.isAsGoodAs(each))) {
        front.add(each);
      }
    }
    return tried.stream().map(each -> each.knownAs(front.contains(each))).toList();
  }

  private static Chosen chosen(Trial trial, double cost) {
    PointResult point = trial.result();
    Busy busy = Busiest.of(trial);
    return new Chosen(
        point.parameters(), cost, point.latencyMs().p99(), trial.met() && trial.sure(), busy);
  }

  /** The cheapest first. */
  private List<Costed> tried(Candidates candidates) {
    List<Costed> tried = new ArrayList<>();
    for (Candidates.Size size : candidates.sizes()) {
      for (Map<String, Object> setting : size.settings()) {
        Trial trial = known(setting);
        if (trial != null) {
          tried.add(new Costed(trial, chosen(trial, size.cost()), size.replicas()));
        }
      }
    }
    return tried;
  }

  private @Nullable Trial known(Map<String, Object> setting) {
    return trials.all().stream()
        .filter(trial -> trial.result().parameters().equals(setting))
        .findFirst()
        .orElse(null);
  }
}
