package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.Prices;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.SweptKey;
import headroom.experiments.result.ChoiceResult;
import headroom.experiments.result.ChoiceResult.Chosen;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   */
  public Plan plan(Experiment base, double asked, List<SweptKey> axes, Prices prices)
      throws InvalidExperimentException, InterruptedException {
    Candidates candidates = Candidates.of(axes, service, prices);
    SettingSearch.Found found = new SettingSearch(trials, candidates).run();
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
            candidates.count(),
            trials.all().size(),
            trials.replications(),
            List.of());
    List<Costed> tried = tried(candidates);
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

  /** A setting that was simulated, with its price. */
  record Costed(Trial trial, Chosen figures) {}

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
          tried.add(new Costed(trial, chosen(trial, size.cost())));
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
