package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.file.FileNumbers.FileNumber;
import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.SensitivityResult.Effect;
import headroom.experiments.result.SensitivityResult.Knob;
import headroom.experiments.result.SensitivityResult.SpeedUp;
import headroom.experiments.run.PointRunner;
import headroom.experiments.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the P99 hangs on: every number of the file a tenth less and more, one at a time, and
 * every step as if it were faster, which is what Coz does to a running program (Curtsinger and
 * Berger, <i>Coz: finding code that counts with causal profiling</i>, SOSP 2015). All on the same
 * seed, so that request k is the same request in all of them (common random numbers).
 */
public final class SensitivityAnalysis {
  /** How much numbers change, relative. */
  public static final double CHANGE = 0.1;

  /** By how much steps are made faster. */
  static final double[] FASTER = {0.1, 0.25, 0.5};

  private final Trials trials;
  private final String engine;

  /** An analysis of {@code service} over {@code runner} by version {@code engine}. */
  public SensitivityAnalysis(PlannedService service, PointRunner runner, String engine) {
    this.trials = new Trials(service, runner, null);
    this.engine = engine;
  }

  /**
   * The answer, and the points that were simulated for it.
   *
   * @param points the experiment as it is, then what was changed, with the key as its parameter
   */
  public record Analysis(SensitivityResult answer, Result points) {}

  /** How many points are simulated at most. */
  public static int points(List<FileNumber> numbers, List<StepTime> steps) {
    return 1 + 2 * numbers.size() + FASTER.length * steps.size();
  }

  /**
   * Analyses.
   *
   * @param base the experiment as it is
   * @param numbers what is changed
   * @param steps what is made faster
   */
  public Analysis analyse(Experiment base, List<FileNumber> numbers, List<StepTime> steps)
      throws InvalidExperimentException, InterruptedException {
    Trial asItIs = trials.begun(Map.of());
    List<Knob> knobs = new ArrayList<>();
    for (FileNumber number : numbers) {
      Effect less = changed(asItIs, number, 1 - CHANGE);
      Effect more = changed(asItIs, number, 1 + CHANGE);
      if (less != null || more != null) {
        knobs.add(new Knob(number.key(), number.name(), number.value(), less, more));
      }
    }
    knobs.sort(
        Comparator.comparing(Knob::coarse)
            .thenComparing(Comparator.comparingDouble(Knob::swing).reversed()));
    List<SpeedUp> speedUps = new ArrayList<>();
    for (StepTime step : steps) {
      SpeedUp speedUp = faster(asItIs, step);
      if (speedUp != null) {
        speedUps.add(speedUp);
      }
    }
    speedUps.sort(Comparator.comparingDouble(SpeedUp::gain).reversed());
    SensitivityResult figures =
        new SensitivityResult(
            ResultFile.SCHEMA,
            base.name(),
            engine,
            base.scenario().seed(),
            asItIs.result().latencyMs().p99(),
            knobs,
            speedUps,
            trials.replications(),
            List.of());
    List<PointResult> points = trials.all().stream().map(Trial::result).toList();
    return new Analysis(
        figures.withVerdict(SensitivityWords.of(figures, asItIs.result().stability().stationary())),
        new Result(ResultFile.SCHEMA, base.name(), engine, base.scenario().seed(), points));
  }

  /** With the number {@code factor} times as large, or the next whole number. */
  private @Nullable Effect changed(Trial base, FileNumber number, double factor)
      throws InterruptedException {
    String scaled = number.scaled(factor);
    Effect effect = effect(base, number.key(), number.with(scaled), scaled, number.change(scaled));
    String whole = number.whole(factor);
    return effect != null || whole.equals(number.value())
        ? effect
        : effect(base, number.key(), number.with(whole), whole, number.change(whole));
  }

  private @Nullable SpeedUp faster(Trial base, StepTime step) throws InterruptedException {
    List<Effect> effects = new ArrayList<>();
    for (double faster : FASTER) {
      String text = step.scaled(1 - faster);
      Effect effect = effect(base, step.key(), text, text, -faster);
      if (effect == null) {
        return null;
      }
      effects.add(effect);
    }
    return new SpeedUp(step.key(), step.name(), step.shown(), effects);
  }

  /** Null if the file does not allow the value, or nothing completes with it. */
  private @Nullable Effect effect(Trial base, String key, String text, String shown, double change)
      throws InterruptedException {
    Trial trial;
    try {
      trial = trials.begun(Map.of(key, text));
    } catch (InvalidExperimentException e) {
      return null; // a tenth of two cores, or more than all of something
    }
    PointResult point = trial.result();
    if (point.completed() == 0 || base.result().completed() == 0) {
      return null;
    }
    double relative = point.latencyMs().p99() / base.result().latencyMs().p99() - 1;
    boolean steady = point.stability().stationary();
    if (base.p99s().length < 2) {
      return new Effect(shown, change, point.latencyMs().p99(), relative, null, steady);
    }
    PairedDifference pair = PairedDifference.of(base.p99s(), trial.p99s());
    Double paired = pair.relativeChange();
    return new Effect(
        shown,
        change,
        point.latencyMs().p99(),
        paired == null ? relative : paired,
        pair.relativeInterval(),
        steady);
  }
}
