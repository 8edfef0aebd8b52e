package headroom.experiments.explain;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.diagnosis.Diagnosis;
import headroom.experiments.explain.ExplanationVerdict.Ranked;
import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.Explanation.Explained;
import headroom.experiments.result.Explanation.Outcome;
import headroom.experiments.result.Explanation.Tried;
import headroom.experiments.result.Explanation.Where;
import headroom.experiments.result.Finding;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.RequestTimes.Breakdowns;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains a point: where its time goes, what is wrong, and what the changes that the findings
 * suggest would do, each simulated against the point on the same requests (common random numbers)
 * and judged as {@code compare} judges.
 */
public final class Explainer {
  private final PlannedService service;
  private final PointRunner runner;
  private final String engine;

  /** An explainer of {@code service} over {@code runner} by version {@code engine}. */
  public Explainer(PlannedService service, PointRunner runner, String engine) {
    this.service = service;
    this.runner = runner;
    this.engine = engine;
  }

  /** The figures of {@code base} with as many replications as changes are paired over. */
  public PointResult run(Experiment base, int pairs) throws InterruptedException {
    int replications = Math.max(ComparisonRunner.LEAST_PAIRS, pairs);
    Experiment paired =
        new Experiment(
            base.name(),
            base.description(),
            base.scenario(),
            new RunSettings(base.run().autoWarmUp(), replications, null),
            base.slo(),
            base.gomaxprocsReason());
    return runner.run(new Point(Map.of(), paired));
  }

  /**
   * Explains {@code point}, which are the figures of {@code base}.
   *
   * @param times of the steps of its file
   * @param pairs replications for each change
   * @param threshold relative change below which a difference does not matter
   */
  public Explanation explain(
      Experiment base, PointResult point, List<StepTime> times, int pairs, double threshold)
      throws InterruptedException {
    List<Finding> findings =
        point.diagnosis() == null ? Diagnosis.of(base, point) : point.diagnosis();
    Candidates candidates = new Candidates(findings, new FasterStep(point, times));
    Map<Map<String, Object>, Tried> tried = new LinkedHashMap<>();
    List<Ranked> inOrder = tried(base, candidates, pairs, threshold, tried);
    List<Explained> explained = new ArrayList<>();
    for (Finding finding : findings) {
      List<Tried> its = new ArrayList<>();
      for (Map<String, Object> change : candidates.of(finding)) {
        Tried each = tried.get(change);
        if (each != null) {
          its.add(each);
        }
      }
      explained.add(new Explained(finding, its));
    }
    return new Explanation(
        ResultFile.SCHEMA,
        base.name(),
        engine,
        base.scenario().seed(),
        Math.max(ComparisonRunner.LEAST_PAIRS, pairs),
        threshold,
        where(point),
        explained,
        ExplanationVerdict.of(findings, inOrder));
  }

  private static Where where(PointResult point) {
    Breakdowns breakdowns = point.requests().times().breakdowns();
    Map<String, Double> median = breakdowns.breakdownP50Ms();
    return new Where(
        point.latencyMs().p50(),
        point.latencyMs().p99(),
        median == null ? Map.of() : median,
        breakdowns.breakdownP99Ms(),
        breakdowns.breakdownFailedMs());
  }

  /** Fills {@code tried} by change; returns what was simulated, the best first. */
  private List<Ranked> tried(
      Experiment base,
      Candidates candidates,
      int pairs,
      double threshold,
      Map<Map<String, Object>, Tried> tried)
      throws InterruptedException {
    List<Point> variants = new ArrayList<>();
    for (Map<String, Object> change : candidates.all()) {
      try {
        variants.add(new Point(change, service.at(change)));
      } catch (InvalidExperimentException e) {
        String why = e.problems().isEmpty() ? "" : ": " + e.problems().get(0).message();
        tried.put(
            change,
            new Tried(
                change, Outcome.REFUSED, List.of("the file does not allow it" + why), List.of()));
      }
    }
    if (variants.isEmpty()) {
      return List.of();
    }
    RankingResult ranking =
        new ComparisonRunner(runner, engine).rank(base, variants, pairs, threshold);
    List<Ranked> inOrder = new ArrayList<>();
    for (Variant variant : ranking.variants()) {
      Tried effect =
          EffectWords.of(ranking.basePoint(), variant, candidates.note(variant.change()));
      tried.put(variant.change(), effect);
      inOrder.add(new Ranked(effect, variant.point()));
    }
    return inOrder;
  }
}
