package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.file.SweptKey;
import headroom.experiments.result.ChoiceResult;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plans of generated services against the whole grid: the optimum or one within 5 % of it, with a
 * fifth of the simulations at most.
 */
class PlanOptimumTest {
  /** Replications of each setting that tell the optimum of the grid. */
  private static final int EXHAUSTIVE = 30;

  private static final double WITHIN = 1.05;

  /** What became of a plan. */
  private record Outcome(boolean good, double share, String text) {
    Outcome saying(String words) {
      return new Outcome(good, share, words);
    }
  }

  @Test
  void someServices() throws Exception {
    judge(5, 3);
  }

  @Test
  @Tag("long")
  void aHundredServices() throws Exception {
    judge(1, 100);
  }

  private static void judge(long seed, int wanted) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int good = 0;
    int seen = 0;
    double most = 0;
    StringBuilder text = new StringBuilder();
    while (seen < wanted) {
      Outcome outcome = outcome(random);
      if (outcome == null) {
        continue;
      }
      seen++;
      good += outcome.good ? 1 : 0;
      most = Math.max(most, outcome.share);
      text.append(outcome.text).append('\n');
    }
    String all = good + " of " + seen + " good, at most " + most + " of the simulations\n" + text;
    System.getLogger("plan").log(System.Logger.Level.INFO, all);
    assertThat(good).as(all).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * wanted));
    assertThat(most).as(all).isLessThanOrEqualTo(0.2);
  }

  /** A service with a pool of workers, which computes and waits; every third has a queue. */
  private static String service(SplittableRandom random) {
    double rate = random.nextDouble(100, 400);
    double cpuMs = random.nextDouble(1, 8);
    double ioMs = random.nextDouble(0, 40);
    double limit = (cpuMs + ioMs) * random.nextDouble(4, 12);
    return String.format(
        Locale.ROOT,
        """
        name: generated
        machine: {cores: 2}
        arrivals: %s(%.1f/s)
        server: {workers: 8%s}
        steps: [{cpu: exponential(%.3fms)}, {io: lognormal(%.3fms cv=0.8)}]
        run: {duration: 4s, warmup: 1s, replications: 5, seed: %d}
        slo: {p99: %.1fms, errors: 1%%}
        """,
        random.nextInt(4) == 0 ? "constant" : "poisson",
        rate,
        random.nextInt(3) == 0 ? ", queue: 50, whenFull: reject" : "",
        cpuMs,
        ioMs + 0.01,
        random.nextInt(1, 1000),
        limit);
  }

  private static @Nullable Outcome outcome(SplittableRandom random) throws Exception {
    String text = service(random);
    List<SweptKey> axes =
        List.of(
            new SweptKey("machine.cores", List.of("1", "2", "3", "4", "5", "6")),
            new SweptKey("server.workers", List.of("2", "4", "6", "8", "12", "16", "24", "32")));
    ExperimentSource source = new ExperimentSource("generated.yaml", text, Path.of(""));
    LoadedExperiment loaded = ExperimentReader.read(source, List.of());
    PlannedService service = set -> at(source, set);
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      Candidates candidates = Candidates.of(axes, service, loaded.prices());
      Trials trials = new Trials(service, runner, EXHAUSTIVE);
      Map<Map<String, Object>, Trial> grid = new HashMap<>();
      Trial best = null;
      double bestCost = 0;
      for (Candidates.Size size : candidates.sizes()) {
        for (Map<String, Object> setting : size.settings()) {
          Trial trial = trials.begun(setting);
          grid.put(setting, trial);
          boolean first = best == null || (size.cost() == bestCost && p99(trial) < p99(best));
          if (trial.met() && first) {
            best = trial;
            bestCost = size.cost();
          }
        }
      }
      if (best == null) {
        return null;
      }
      ChoiceResult answer =
          new SettingPlanner(service, runner, "test")
              .plan(loaded.base(), 1, axes, loaded.prices(), false)
              .answer();
      double share = (double) answer.simulations() / trials.replications();
      Outcome outcome = new Outcome(isGood(answer, grid, best, bestCost), share, "");
      return outcome.saying(text(answer, best, outcome));
    }
  }

  private static boolean isGood(
      ChoiceResult answer, Map<Map<String, Object>, Trial> grid, Trial best, double bestCost) {
    ChoiceResult.Chosen chosen = answer.chosen();
    if (chosen == null || chosen.cost() > WITHIN * bestCost) {
      return false;
    }
    Trial truth = grid.get(chosen.setting());
    if (truth == null || !truth.lives()) {
      return false;
    }
    boolean meets = truth.misses().stream().allMatch(o -> o.value() <= WITHIN * o.limit());
    return meets && (chosen.cost() < bestCost || p99(truth) <= WITHIN * p99(best));
  }

  private static String text(ChoiceResult answer, Trial best, Outcome outcome) {
    ChoiceResult.Chosen chosen = answer.chosen();
    return String.format(
        Locale.ROOT,
        "%s: best %s with P99 %.1f ms, plan %s, share %.3f, %s",
        outcome.good ? "good" : "MISSED",
        best.result().parameters(),
        p99(best),
        chosen == null ? "none" : chosen.setting() + " with P99 " + chosen.p99Ms(),
        outcome.share,
        outcome.good ? "" : answer.verdict());
  }

  private static double p99(Trial trial) {
    return trial.result().latencyMs().p99();
  }

  private static Experiment at(ExperimentSource source, Map<String, Object> set)
      throws InvalidExperimentException {
    return ExperimentReader.readBase(
        source,
        set.entrySet().stream()
            .map(e -> new Setting(e.getKey(), e.getValue().toString()))
            .toList());
  }
}
