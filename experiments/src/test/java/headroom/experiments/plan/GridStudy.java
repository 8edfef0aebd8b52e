package headroom.experiments.plan;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.plan.GeneratedService.Kind;
import headroom.experiments.result.ChoiceResult;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A plan beside the whole grid, every setting of which is simulated with {@link #EXHAUSTIVE}
 * replications. The grid has random numbers of its own: what favours a setting by chance in the
 * plan's does not in the grid's.
 */
final class GridStudy {
  /** Replications of each setting that tell the optimum of the grid. */
  static final int EXHAUSTIVE = 30;

  /** Replications of each setting of smaller grids, on the plan's own random numbers. */
  static final List<Integer> SMALLER = List.of(2, 6);

  /** Relative distance from the optimum that is as good. */
  private static final double WITHIN = 0.05;

  private static final long OTHER_SEED = 1_000_003;

  private final GeneratedService generated;
  private final Candidates candidates;
  private final LoadedExperiment loaded;

  private GridStudy(GeneratedService generated) throws Exception {
    this.generated = generated;
    this.loaded = ExperimentReader.read(generated.source(), List.of());
    this.candidates = Candidates.of(generated.axes(), generated.service(0), loaded.prices());
  }

  /** What was simulated. */
  record Spent(long replications, long requests) {}

  /**
   * What became of a plan.
   *
   * @param good whether the choice is the optimum of the grid, or within 5 % of it
   * @param stated the probability that the ranking is good, as stated
   * @param ranked whether the grid has no setting of the same size that is more than 5 % better
   * @param smaller by {@link #SMALLER}, whether the optimum of that grid is good
   * @param without how many drawn before had no setting that meets the SLO
   * @param denied of how many of these the plan said so
   */
  record Outcome(
      Kind kind,
      boolean good,
      double stated,
      boolean ranked,
      Spent plan,
      Spent grid,
      List<Boolean> smaller,
      int without,
      int denied,
      String text) {
    double share() {
      return Math.max(
          (double) plan.replications / grid.replications, (double) plan.requests / grid.requests);
    }
  }

  /** A setting with its cost. */
  private record Costed(Map<String, Object> setting, double cost) {}

  /** Counts what it runs. */
  private static final class Counting {
    private final AtomicLong replications = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    private PointRunner runner() {
      Replicator simulator = Replicator.simulator();
      Replicator counted =
          (scenario, replication, progress) -> {
            var observation = simulator.run(scenario, replication, progress);
            replications.incrementAndGet();
            requests.addAndGet(observation.counts().offered());
            return observation;
          };
      return new PointRunner(counted, 1, RunProgress.NONE);
    }

    private Spent spent() {
      return new Spent(replications.get(), requests.get());
    }
  }

  /**
   * Draws services of {@code kind} until some setting of one meets its SLO, first by the smallest
   * grid, and studies that.
   */
  static Outcome of(Kind kind, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int without = 0;
    int denied = 0;
    while (true) {
      GridStudy study = new GridStudy(GeneratedService.of(kind, random));
      List<@Nullable Costed> smaller = study.smaller();
      Counting counting = new Counting();
      if (smaller.get(0) != null) {
        Map<Map<String, Object>, Trial> grid = study.grid(EXHAUSTIVE, counting);
        Costed best = study.best(grid);
        if (best != null) {
          return study.outcome(grid, best, counting.spent(), smaller, without, denied);
        }
      }
      without++;
      denied += study.plan(new Counting()).chosen() == null ? 1 : 0;
    }
  }

  private Outcome outcome(
      Map<Map<String, Object>, Trial> grid,
      Costed best,
      Spent gridSpent,
      List<@Nullable Costed> smaller,
      int without,
      int denied)
      throws Exception {
    Counting counting = new Counting();
    ChoiceResult answer = plan(counting);
    ChoiceResult.Chosen chosen = answer.chosen();
    Costed choice = chosen == null ? null : new Costed(chosen.setting(), chosen.cost());
    boolean good = isGood(choice, grid, best);
    Double stated = answer.probability();
    return new Outcome(
        generated.kind(),
        good,
        stated == null ? 0 : stated,
        choice != null && isBestOfItsSize(choice, grid),
        counting.spent(),
        gridSpent,
        smaller.stream().map(found -> isGood(found, grid, best)).toList(),
        without,
        denied,
        text(good, choice, best, grid, answer));
  }

  /** What smaller grids find, on the plan's own random numbers. */
  private List<@Nullable Costed> smaller() throws Exception {
    List<@Nullable Costed> found = new ArrayList<>();
    try (PointRunner runner = new Counting().runner()) {
      Trials trials = new Trials(generated.service(0), runner, SMALLER.get(0));
      for (int replications : SMALLER) {
        found.add(best(grid(replications, trials)));
        if (found.get(0) == null) {
          break;
        }
      }
    }
    return found;
  }

  private ChoiceResult plan(Counting counting) throws Exception {
    try (PointRunner runner = counting.runner()) {
      return new SettingPlanner(generated.service(0), runner, "test")
          .plan(loaded.base(), 1, generated.axes(), loaded.prices(), false)
          .answer();
    }
  }

  private Map<Map<String, Object>, Trial> grid(int replications, Counting counting)
      throws Exception {
    try (PointRunner runner = counting.runner()) {
      return grid(replications, new Trials(generated.service(OTHER_SEED), runner, replications));
    }
  }

  private Map<Map<String, Object>, Trial> grid(int replications, Trials trials) throws Exception {
    Map<Map<String, Object>, Trial> grid = new LinkedHashMap<>();
    for (Candidates.Size size : candidates.sizes()) {
      for (Map<String, Object> setting : size.settings()) {
        grid.put(setting, trials.atLeast(replications, setting));
      }
    }
    return grid;
  }

  /** The cheapest that meets the SLO, of those the one with the least P99; null if none does. */
  private @Nullable Costed best(Map<Map<String, Object>, Trial> grid) {
    Costed best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Candidates.Size size : candidates.sizes()) {
      if (best != null && size.cost() > best.cost) {
        break;
      }
      for (Map<String, Object> setting : size.settings()) {
        Trial trial = at(grid, setting);
        if (trial.met() && p99(trial) < least) {
          best = new Costed(setting, size.cost());
          least = p99(trial);
        }
      }
    }
    return best;
  }

  /**
   * Whether {@code choice} costs at most 5 % more than the optimum, misses no limit by more than
   * 5 %, and has, unless it is cheaper, a P99 at most 5 % above that of the optimum.
   */
  private static boolean isGood(
      @Nullable Costed choice, Map<Map<String, Object>, Trial> grid, Costed best) {
    if (choice == null || choice.cost > (1 + WITHIN) * best.cost) {
      return false;
    }
    Trial trial = at(grid, choice.setting);
    boolean meets =
        trial.lives()
            && trial.misses().stream().allMatch(o -> o.value() <= (1 + WITHIN) * o.limit());
    boolean fast = p99(trial) <= (1 + WITHIN) * p99(at(grid, best.setting));
    return meets && (fast || choice.cost < best.cost);
  }

  private boolean isBestOfItsSize(Costed choice, Map<Map<String, Object>, Trial> grid) {
    Candidates.Size size =
        candidates.sizes().stream()
            .filter(s -> s.settings().contains(choice.setting))
            .findFirst()
            .orElseThrow();
    double chosen = p99(at(grid, choice.setting));
    return size.settings().stream()
        .map(setting -> at(grid, setting))
        .noneMatch(other -> other.met() && p99(other) < (1 - WITHIN) * chosen);
  }

  private static Trial at(Map<Map<String, Object>, Trial> grid, Map<String, Object> setting) {
    Trial trial = grid.get(setting);
    if (trial == null) {
      throw new IllegalStateException(setting + " is not in the grid");
    }
    return trial;
  }

  private static double p99(Trial trial) {
    return trial.result().latencyMs().p99();
  }

  private String text(
      boolean good,
      @Nullable Costed choice,
      Costed best,
      Map<Map<String, Object>, Trial> grid,
      ChoiceResult answer) {
    String optimum =
        String.format(Locale.ROOT, "%s P99 %.1f ms", best.setting, p99(at(grid, best.setting)));
    String chosen =
        choice == null
            ? "nothing"
            : String.format(
                Locale.ROOT, "%s P99 %.1f ms", choice.setting, p99(at(grid, choice.setting)));
    String words = generated.kind() + ": best " + optimum + ", plan " + chosen;
    return good ? words : "MISSED " + words + "\n" + generated.text() + answer.verdict();
  }
}
