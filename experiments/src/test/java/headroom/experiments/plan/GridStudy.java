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
  /** Replications of each setting of the whole grid: as many as the plan gives its choice. */
  static final int EXHAUSTIVE = 30;

  /** Replications of what comes into question in the end: chance is not to decide who is right. */
  private static final int DECIDING = 120;

  /** Replications of each setting of a smaller grid, on the plan's own random numbers. */
  static final List<Integer> SMALLER = List.of(3);

  /** Relative distance from the optimum that is as good. */
  private static final double WITHIN = 0.05;

  private static final long OTHER_SEED = 1_000_003;

  private final GeneratedService generated;
  private final int replications;
  private final Candidates candidates;
  private final LoadedExperiment loaded;

  private GridStudy(GeneratedService generated, int replications) throws Exception {
    this.generated = generated;
    this.replications = replications;
    this.loaded = ExperimentReader.read(generated.source(), List.of());
    this.candidates = Candidates.of(generated.axes(), generated.service(0), loaded.prices());
  }

  /** What was simulated. */
  record Spent(long replications, long requests) {
    private Spent times(double factor) {
      return new Spent(Math.round(factor * replications), Math.round(factor * requests));
    }
  }

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
    /** The part of the grid's replications that the plan ran. */
    double share() {
      return (double) plan.replications / grid.replications;
    }

    /** The part of the grid's requests that the plan simulated. */
    double shareOfRequests() {
      return (double) plan.requests / grid.requests;
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
   *
   * @param replications of each setting of the grid that is simulated; what one of {@link
   *     #EXHAUSTIVE} takes follows from it
   */
  static Outcome of(Kind kind, long seed, int replications) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int without = 0;
    int denied = 0;
    while (true) {
      GridStudy study = new GridStudy(GeneratedService.of(kind, random), replications);
      List<@Nullable Costed> smaller = study.smaller();
      Outcome outcome = smaller.get(0) == null ? null : study.outcome(smaller, without, denied);
      if (outcome != null) {
        return outcome;
      }
      without++;
      denied += study.plan(new Counting()).chosen() == null ? 1 : 0;
    }
  }

  /** Null if no setting meets the SLO. */
  private @Nullable Outcome outcome(List<@Nullable Costed> smaller, int without, int denied)
      throws Exception {
    Counting whole = new Counting();
    try (PointRunner runner = whole.runner()) {
      Grid grid = new Grid(new Trials(generated.service(OTHER_SEED), runner, replications), 0);
      Spent gridSpent = whole.spent().times((double) EXHAUSTIVE / replications);
      Costed best = grid.decided();
      if (best == null) {
        return null;
      }
      Counting counting = new Counting();
      ChoiceResult answer = plan(counting);
      ChoiceResult.Chosen chosen = answer.chosen();
      Costed choice = chosen == null ? null : new Costed(chosen.setting(), chosen.cost());
      boolean good = grid.isGood(choice, best);
      List<Boolean> others = new ArrayList<>();
      for (Costed found : smaller) {
        others.add(grid.isGood(found, best));
      }
      Double stated = answer.probability();
      return new Outcome(
          generated.kind(),
          good,
          stated == null ? 0 : stated,
          choice != null && grid.isBestOfItsSize(choice),
          counting.spent(),
          gridSpent,
          others,
          without,
          denied,
          text(good, grid.text(choice), grid.text(best), answer));
    }
  }

  /** What smaller grids find, on the plan's own random numbers. */
  private List<@Nullable Costed> smaller() throws Exception {
    List<@Nullable Costed> found = new ArrayList<>();
    try (PointRunner runner = new Counting().runner()) {
      Trials trials = new Trials(generated.service(0), runner, SMALLER.get(0));
      for (int replications : SMALLER) {
        found.add(new Grid(trials, replications).best());
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

  private String text(boolean good, String choice, String best, ChoiceResult answer) {
    String words = generated.kind() + ": best " + best + ", plan " + choice;
    return good ? words : "MISSED " + words + "\n" + generated.text() + answer.verdict();
  }

  /** Every setting, simulated. */
  private final class Grid {
    private final Trials trials;
    private final Map<Map<String, Object>, Trial> done = new LinkedHashMap<>();

    private Grid(Trials trials, int replications) throws Exception {
      this.trials = trials;
      for (Candidates.Size size : candidates.sizes()) {
        for (Map<String, Object> setting : size.settings()) {
          done.put(setting, trials.atLeast(replications, setting));
        }
      }
    }

    private Trial at(Map<String, Object> setting) {
      Trial trial = done.get(setting);
      if (trial == null) {
        throw new IllegalStateException(setting + " is not in the grid");
      }
      return trial;
    }

    private double p99(Map<String, Object> setting) {
      return at(setting).result().latencyMs().p99();
    }

    /** The cheapest that meets the SLO, of those the one with the least P99; null if none does. */
    private @Nullable Costed best() {
      Costed best = null;
      for (Candidates.Size size : candidates.sizes()) {
        if (best != null && size.cost() > best.cost) {
          break;
        }
        for (Map<String, Object> setting : size.settings()) {
          boolean first = best == null || p99(setting) < p99(best.setting);
          if (at(setting).met() && first) {
            best = new Costed(setting, size.cost());
          }
        }
      }
      return best;
    }

    /** The same; who seems to be the best has enough replications to be it. */
    private @Nullable Costed decided() throws Exception {
      Costed best = best();
      while (best != null && at(best.setting).result().replications() < DECIDING) {
        decide(best.setting);
        best = best();
      }
      return best;
    }

    private void decide(Map<String, Object> setting) throws Exception {
      done.put(setting, trials.atLeast(DECIDING, setting));
    }

    /**
     * Whether {@code choice} costs at most 5 % more than the optimum, misses no limit by more than
     * 5 %, and has, unless it is cheaper, a P99 at most 5 % above that of the optimum.
     */
    private boolean isGood(@Nullable Costed choice, Costed best) throws Exception {
      if (choice == null || choice.cost > (1 + WITHIN) * best.cost) {
        return false;
      }
      decide(choice.setting);
      Trial trial = at(choice.setting);
      boolean meets =
          trial.lives()
              && trial.misses().stream().allMatch(o -> o.value() <= (1 + WITHIN) * o.limit());
      boolean fast = p99(choice.setting) <= (1 + WITHIN) * p99(best.setting);
      return meets && (fast || choice.cost < best.cost);
    }

    /** Whether no setting of its size that meets the SLO has a P99 more than 5 % below. */
    private boolean isBestOfItsSize(Costed choice) throws Exception {
      decide(choice.setting);
      Candidates.Size size =
          candidates.sizes().stream()
              .filter(s -> s.settings().contains(choice.setting))
              .findFirst()
              .orElseThrow();
      for (Map<String, Object> other : size.settings()) {
        if (isBetter(other, choice)) {
          decide(other);
          if (isBetter(other, choice)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean isBetter(Map<String, Object> other, Costed choice) {
      return at(other).met() && p99(other) < (1 - WITHIN) * p99(choice.setting);
    }

    private String text(@Nullable Costed costed) {
      return costed == null
          ? "nothing"
          : String.format(Locale.ROOT, "%s P99 %.1f ms", costed.setting, p99(costed.setting));
    }
  }
}
