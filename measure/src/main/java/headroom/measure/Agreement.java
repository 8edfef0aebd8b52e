package headroom.measure;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.MeasuredRun;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures.Collection;
import headroom.experiments.result.Verification.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sets what was predicted against what was measured, figure by figure, and says how well it fits.
 */
final class Agreement {
  /** Counts may differ by one: where a window ends is chance. */
  private static final double ONE = 1;

  /**
   * Above this share of the machine other programs or the hypervisor disturb a run. See
   * docs/accuracy.md: repeats of the measured programs above it were dropped.
   */
  private static final double DISTURBED = 0.02;

  /** Sends that are later than this have something else on their core, µs. */
  private static final double LATE_US = 500;

  private static final double US_PER_MS = 1e3;

  /** With neither GOGC nor a memory limit there is no goal: the runtime then says 2^63, bytes. */
  private static final long NO_GOAL = 1L << 62;

  /** Figures that a sentence names. */
  private static final int MOST_NAMED = 2;

  private final List<MeasuredRun> all;
  private final PointResult predicted;
  private final double tolerance;
  private final int cores;

  /** Those that were not disturbed; all if every one was. */
  private final List<MeasuredRun> runs;

  /**
   * How {@code predicted} fits {@code runs}.
   *
   * @param tolerance relative error within which a prediction agrees
   * @param cores of the machine that was measured on
   */
  Agreement(List<MeasuredRun> runs, PointResult predicted, double tolerance, int cores) {
    this.all = runs;
    this.predicted = predicted;
    this.tolerance = tolerance;
    this.cores = cores;
    this.runs = counted(runs, cores).stream().map(runs::get).toList();
  }

  /**
   * Which of {@code runs} count, from 0: those that were not disturbed, or all if every one was.
   */
  static List<Integer> counted(List<MeasuredRun> runs, int cores) {
    List<Integer> all = IntStream.range(0, runs.size()).boxed().toList();
    List<Integer> quiet = all.stream().filter(run -> !isDisturbed(runs.get(run), cores)).toList();
    return quiet.isEmpty() ? all : quiet;
  }

  private static boolean isDisturbed(MeasuredRun run, int cores) {
    return run.otherCores() > DISTURBED * cores || run.stealShare() > DISTURBED;
  }

  /** A figure each. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    var latency = predicted.latencyMs();
    checks.add(check("mean latency", "ms", run -> run.latencyMs().mean(), latency.mean()));
    checks.add(check("P50", "ms", run -> run.latencyMs().p50(), latency.p50()));
    checks.add(check("P90", "ms", run -> run.latencyMs().p90(), latency.p90()));
    checks.add(check("P99", "ms", run -> run.latencyMs().p99(), latency.p99()));
    checks.add(check("completed", "/s", MeasuredRun::throughputPerS, predicted.throughputPerS()));
    if (runs.stream().anyMatch(run -> run.rejected() > 0) || predicted.rejected() > 0) {
      checks.add(count("rejected", MeasuredRun::rejected, predicted.rejected() / replications()));
    }
    checks.add(check("cores used", "", MeasuredRun::coresUsed, predicted.cpu().coresUsed()));
    checks.addAll(ofTheCollector());
    return checks;
  }

  /** Nothing of a program that does not allocate. */
  private List<Check> ofTheCollector() {
    Collection collection = predicted.runtime().collection();
    Double cycles = collection.gcCycles();
    Double share = predicted.cpu().gcShare();
    Long goal = collection.heapGoalMaxBytes();
    if (cycles == null || share == null || goal == null) {
      return List.of();
    }
    double cores = share * predicted.cpu().coresUsed();
    // The runtime counts the CPU of a cycle when it ends: that of one may be missing.
    double allowed = cores / Math.max(ONE, cycles);
    List<Check> checks = new ArrayList<>();
    checks.add(count("GC cycles", MeasuredRun::gcCycles, cycles));
    checks.add(judged("GC cores", "", MeasuredRun::gcCores, cores, allowed));
    if (goal < NO_GOAL) {
      checks.add(check("peak heap goal", "bytes", run -> (double) run.heapGoalMaxBytes(), goal));
    }
    return checks;
  }

  private double replications() {
    return Math.max(1, predicted.replications());
  }

  private Check check(
      String name, String unit, ToDoubleFunction<MeasuredRun> figure, double prediction) {
    return judged(name, unit, figure, prediction, 0);
  }

  private Check count(String name, ToDoubleFunction<MeasuredRun> figure, double prediction) {
    return judged(name, "", figure, prediction, ONE);
  }

  /**
   * @param allowance what it may be off by in any case
   */
  private Check judged(
      String name,
      String unit,
      ToDoubleFunction<MeasuredRun> figure,
      double prediction,
      double allowance) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    double median = median(sorted);
    double most = sorted[sorted.length - 1];
    double off = Math.abs(prediction - median);
    boolean among = prediction >= sorted[0] && prediction <= most;
    boolean agrees = among || off <= Math.max(allowance, tolerance * median);
    return new Check(name, unit, median, sorted[0], most, prediction, agrees);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private boolean isEveryRunDisturbed() {
    return all.stream().allMatch(run -> isDisturbed(run, cores));
  }

  /** What makes the measurement doubtful, in sentences. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    int leftOut = all.size() - runs.size();
    if (leftOut > 0) {
      String repeats = leftOut == 1 ? " repeat was" : " repeats were";
      warnings.add(leftOut + repeats + " left out: " + disturbance() + ".");
    }
    double late = most(MeasuredRun::clientLateP99Us, runs);
    if (late > LATE_US) {
      boolean plain = runs.stream().noneMatch(MeasuredRun::realtime);
      warnings.add(
          "One request in a hundred was sent "
              + FigureText.time(late / US_PER_MS)
              + " late or more"
              + (plain ? "; clients with real-time priority, which takes root, are exact." : "."));
    }
    return warnings;
  }

  private String disturbance() {
    return "other programs used up to "
        + FigureText.number(most(MeasuredRun::otherCores, all))
        + " cores, the hypervisor took up to "
        + FigureText.percent(most(MeasuredRun::stealShare, all))
        + " of the time";
  }

  private static double most(ToDoubleFunction<MeasuredRun> figure, List<MeasuredRun> runs) {
    return runs.stream().mapToDouble(figure).max().orElse(0);
  }

  /** The answer in sentences. */
  List<String> verdict(List<Check> checks) {
    List<Check> wrong = checks.stream().filter(check -> !check.agrees()).toList();
    String within = FigureText.percent(tolerance) + " of what was measured";
    if (wrong.isEmpty()) {
      return List.of(
          "The prediction holds: all "
              + checks.size()
              + " figures are within "
              + within
              + ", or among the repeats.");
    }
    String more = wrong.size() > MOST_NAMED ? ", and more" : "";
    String differences =
        wrong.stream().limit(MOST_NAMED).map(Agreement::words).collect(Collectors.joining("; "));
    List<String> sentences = new ArrayList<>();
    if (isEveryRunDisturbed()) {
      sentences.add(
          "This says nothing of the prediction, since every repeat was disturbed ("
              + disturbance()
              + "): measure again when the machine is idle.");
      sentences.add("As it is: " + differences + more + ".");
    } else {
      sentences.add("The prediction does not hold: " + differences + more + ".");
    }
    int right = checks.size() - wrong.size();
    sentences.add(
        right
            + " of "
            + checks.size()
            + " figures are within "
            + within
            + ", or among the repeats.");
    return sentences;
  }

  private static String words(Check check) {
    return check.name()
        + " predicted "
        + FigureText.quantity(check.predicted(), check.unit())
        + ", measured "
        + FigureText.quantity(check.measured(), check.unit());
  }
}
