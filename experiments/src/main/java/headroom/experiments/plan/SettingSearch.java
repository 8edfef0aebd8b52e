package headroom.experiments.plan;

import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.plan.Candidates.Size;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.statistics.Estimate;
import headroom.experiments.statistics.Ocba;
import headroom.experiments.statistics.PairedSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest setting that meets the SLO, and of those that cost the same the one with the
 * least P99.
 *
 * <p>Sizes: more of what is paid for never breaks an SLO. So a size that meets it rules out all
 * that cost as much, one that misses it all that have no more of anything; the next to be tried is
 * the one in the middle by cost. With one key that costs something that is bisection.
 *
 * <p>Settings of one size: ranking and selection: replications are shared out by {@link Ocba},
 * until {@link PairedSelection} says that the choice is good with the wanted probability or the
 * budget is used up.
 */
final class SettingSearch {
  /** Replications that each begins with. */
  static final int FIRST = 3;

  /** Replications of one that is looked at more closely. */
  private static final int SEVERAL = 12;

  /** Replications of one that fewer leave open. */
  private static final int MOST = 30;

  /** A P99 this much above the best is as good. */
  static final double AS_GOOD = 0.05;

  private static final double WANTED_PROBABILITY = 0.95;

  /** Replications for each setting of the size at most, of which those that matter get more. */
  private static final int MOST_EACH = 16;

  /** Replications for each setting of the grid, of which the search for the size has its part. */
  private static final int BUDGET_EACH = 4;

  /** The ranking of few settings may take more each. */
  private static final int LEAST_BUDGET = 60;

  /** What few replications say of a deviation is not to be trusted with more in one step. */
  private static final int MORE_AT_ONCE = 3;

  private final Trials trials;
  private final Candidates candidates;

  /** The knobs without a price that did best where it was looked last: they are tried first. */
  private @Nullable Map<String, Object> hint;

  SettingSearch(Trials trials, Candidates candidates) {
    this.trials = trials;
    this.candidates = candidates;
  }

  /**
   * What was found.
   *
   * @param probability a lower bound that no setting of this size which meets the SLO is more than
   *     {@link #AS_GOOD} better
   */
  record Found(Size size, Trial trial, double probability) {}

  /** Searches; null if no setting meets the SLO. */
  @Nullable Found run() throws InvalidExperimentException, InterruptedException {
    List<Size> left = candidates.sizes();
    while (true) {
      Size cheapest = cheapest(left);
      if (cheapest == null) {
        return null;
      }
      Found found = select(cheapest);
      if (found != null) {
        return found;
      }
      left = left.stream().filter(s -> !s.equals(cheapest) && s.cost() >= cheapest.cost()).toList();
    }
  }

  private @Nullable Size cheapest(List<Size> sizes)
      throws InvalidExperimentException, InterruptedException {
    List<Size> open = new ArrayList<>(sizes);
    Size best = null;
    while (!open.isEmpty()) {
      Size size = open.get(open.size() / 2);
      if (meets(size)) {
        best = size;
        open.removeIf(other -> other.cost() >= size.cost());
      } else {
        open.removeIf(other -> other.isWithin(size));
      }
    }
    return best;
  }

  private boolean meets(Size size) throws InvalidExperimentException, InterruptedException {
    List<Map<String, Object>> settings = new ArrayList<>(size.settings());
    Map<String, Object> likely = hint;
    if (likely == null) { // the ends of a range are the least likely to do
      double middle = (settings.size() - 1) / 2.0;
      settings.sort(Comparator.comparingDouble(s -> Math.abs(size.settings().indexOf(s) - middle)));
    } else {
      settings.sort(
          Comparator.comparingLong(
              s -> -s.entrySet().stream().filter(likely.entrySet()::contains).count()));
    }
    Trial nearest = null;
    for (Map<String, Object> setting : settings) {
      Trial trial = trials.decided(setting);
      if (nearest == null || trial.isNearerThan(nearest)) {
        nearest = trial;
        hint = setting;
      }
      if (trial.met() && settled(setting)) {
        return true;
      }
    }
    Map<String, Object> last = hint;
    return last != null && size.settings().contains(last) && settled(last);
  }

  /**
   * Whether {@code setting} meets the SLO, with the most replications if fewer leave it open, or if
   * it is at an edge: a few short runs do not show that a queue grows slowly, or that one process
   * in many is killed.
   */
  private boolean settled(Map<String, Object> setting)
      throws InvalidExperimentException, InterruptedException {
    Trial trial = trials.decided(setting);
    if (trial.isReplay() || (trial.sure() && !(trial.met() && isAtEdge(trial)))) {
      return trial.met();
    }
    trial = trials.atLeast(SEVERAL, setting);
    boolean missed = !trial.lives() || (trial.sure() && !trial.met());
    return !missed && trials.atLeast(MOST, setting).met();
  }

  private static boolean isAtEdge(Trial trial) {
    Busy busiest = Busiest.of(trial);
    Double memory = busiest.memory();
    return busiest.share() >= LoadPlanner.EDGE || (memory != null && memory >= LoadPlanner.EDGE);
  }

  /** The setting of {@code size}; null if with more replications none meets the SLO any more. */
  private @Nullable Found select(Size size)
      throws InvalidExperimentException, InterruptedException {
    List<Map<String, Object>> open = new ArrayList<>(size.settings());
    long spent = trials.replications();
    long left = (long) BUDGET_EACH * candidates.count() - spent;
    long budget = Math.max(LEAST_BUDGET, Math.min((long) MOST_EACH * open.size(), left));
    long atMost = spent + budget + candidates.count();
    while (!open.isEmpty()) {
      Map<Map<String, Object>, Trial> meeting = new LinkedHashMap<>();
      for (Map<String, Object> setting : open) {
        Trial trial = trials.begun(setting);
        if (trial.met()) {
          meeting.put(setting, trial);
        }
      }
      if (meeting.isEmpty()) {
        return null;
      }
      List<Map<String, Object>> settings = List.copyOf(meeting.keySet());
      List<Trial> runs = List.copyOf(meeting.values());
      Ocba ocba = ocba(runs);
      int[] counts = runs.stream().mapToInt(t -> t.result().replications()).toArray();
      double probability =
          PairedSelection.probability(
              runs.stream().map(Trial::p99s).toList(), ocba.best(), ocba.tolerance());
      boolean replay = runs.get(0).isReplay();
      long used = trials.replications() - spent;
      if (!replay && probability < WANTED_PROBABILITY && used < budget) {
        simulateMore(settings, counts, ocba);
        continue;
      }
      Map<String, Object> choice = settings.get(ocba.best());
      long before = trials.replications();
      if (!settled(choice)) {
        open.remove(choice);
      } else if (trials.replications() == before || before >= atMost) {
        return new Found(size, trials.begun(choice), replay ? 1 : probability);
      } // else more replications may say that another is better
    }
    return null;
  }

  private static Ocba ocba(List<Trial> runs) {
    List<Estimate> p99s = runs.stream().map(run -> Estimate.of(run.p99s())).toList();
    double[] means = p99s.stream().mapToDouble(Estimate::mean).toArray();
    double best = Arrays.stream(means).min().orElse(Double.NaN);
    return new Ocba(means, moderated(p99s), AS_GOOD * best);
  }

  /**
   * The deviation of one replication of each. Three replications may lie together by chance, and
   * what they say would then never be doubted; so the relative variance of all counts as much as
   * the first replications of each (a moderated variance: Smyth, Linear models and empirical Bayes
   * methods, Statistical Applications in Genetics and Molecular Biology 3, 2004, with the weight of
   * the prior given).
   */
  private static double[] moderated(List<Estimate> estimates) {
    double squares = 0;
    double freedoms = 0;
    for (Estimate each : estimates) {
      if (each.hasInterval() && each.mean() > 0) {
        double relative = each.standardError() / each.mean();
        squares += relative * relative * each.count() * (each.count() - 1);
        freedoms += each.count() - 1;
      }
    }
    double common = freedoms == 0 ? 0 : squares / freedoms;
    double weight = FIRST - 1;
    return estimates.stream()
        .mapToDouble(
            each -> {
              double prior = common * each.mean() * each.mean();
              double one = each.standardError() * each.standardError() * each.count();
              double own = each.hasInterval() ? each.count() - 1 : 0;
              return Math.sqrt((weight * prior + (own == 0 ? 0 : own * one)) / (weight + own));
            })
        .toArray();
  }

  /** Shares out as many replications as there were; none is taken away. */
  private void simulateMore(List<Map<String, Object>> settings, int[] counts, Ocba ocba)
      throws InvalidExperimentException, InterruptedException {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    double[] shares = ocba.shares(total + Math.max(FIRST, total / 2.0));
    int most = 0;
    boolean more = false;
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] / counts[i] > shares[most] / counts[most]) {
        most = i;
      }
      int wanted = Math.min((int) Math.ceil(shares[i]), MORE_AT_ONCE * counts[i]);
      if (wanted >= counts[i] + FIRST) {
        trials.atLeast(wanted, settings.get(i));
        more = true;
      }
    }
    if (!more) {
      trials.atLeast(counts[most] + FIRST, settings.get(most));
    }
  }
}
