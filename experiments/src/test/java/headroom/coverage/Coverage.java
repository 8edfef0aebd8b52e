package headroom.coverage;

import headroom.coverage.CoverageCase.Figure;
import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import headroom.model.observe.Observation;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often the intervals of a case hold the true value, over independent repetitions. */
final class Coverage {
  private final CoverageCase reference;
  private final Map<Plan, Tally> tallies = new EnumMap<>(Plan.class);
  private final Map<Figure, Double> truths = new EnumMap<>(Figure.class);
  private int repetitions;

  Coverage(CoverageCase reference) {
    this.reference = reference;
    for (Figure figure : Figure.values()) {
      truths.put(figure, reference.truth(figure));
    }
    for (Plan plan : Plan.values()) {
      tallies.put(plan, new Tally());
    }
  }

  /** How many replications are run. */
  enum Plan {
    /** As many as a file gets that does not say. */
    FIVE(5),
    TWENTY(20),
    /** Until the interval of the P99 is as narrow as the case asks for. */
    SEQUENTIAL(5);

    private final int replications;

    Plan(int replications) {
      this.replications = replications;
    }
  }

  /** Counts over repetitions, of one plan. */
  static final class Tally {
    private final int[] below = new int[Figure.values().length];
    private final int[] above = new int[Figure.values().length];
    private final int[] none = new int[Figure.values().length];
    private final double[] widths = new double[Figure.values().length];
    private long replications;
    private long requests;

    private void add(Map<Figure, Double> truths, PointResult result) {
      replications += result.replications();
      requests += result.offered();
      Map<String, Interval> intervals = result.latencyMs().ci95();
      truths.forEach(
          (figure, truth) ->
              add(figure, truth, intervals == null ? null : intervals.get(figure.key())));
    }

    private void add(Figure figure, double truth, @Nullable Interval interval) {
      if (interval == null) {
        none[figure.ordinal()]++;
      } else {
        above[figure.ordinal()] += interval.high() < truth ? 1 : 0;
        below[figure.ordinal()] += interval.low() > truth ? 1 : 0;
        widths[figure.ordinal()] += (interval.high() - interval.low()) / 2 / truth;
      }
    }

    /** Repetitions whose interval does not hold the true value, which lies above it. */
    int above(Figure figure) {
      return above[figure.ordinal()];
    }

    /** Repetitions whose interval does not hold the true value, which lies below it. */
    int below(Figure figure) {
      return below[figure.ordinal()];
    }

    /** Repetitions without an interval. */
    int none(Figure figure) {
      return none[figure.ordinal()];
    }
  }

  /** Runs further repetitions, each with a seed of its own, until there are {@code count}. */
  void repeatTo(int count) throws InterruptedException {
    Experiment base = reference.experiment();
    for (; repetitions < count; repetitions++) {
      Map<String, Observation> seen = new ConcurrentHashMap<>();
      Replicator once =
          (scenario, replication, progress) ->
              seen.computeIfAbsent(
                  replication + " after " + scenario.window().warmUpNs(),
                  key -> reference.replicator().run(scenario, replication, progress));
      try (PointRunner runner = new PointRunner(once, 1, RunProgress.NONE)) {
        for (Plan plan : Plan.values()) {
          Double precision = plan == Plan.SEQUENTIAL ? (Double) reference.precision() : null;
          RunSettings run = new RunSettings(true, plan.replications, precision);
          Experiment experiment =
              new Experiment(
                  base.name(),
                  null,
                  base.scenario().withSeed(repetitions + 1),
                  run,
                  null,
                  base.gomaxprocsReason());
          tally(plan).add(truths, runner.run(new Point(Map.of(), experiment)));
        }
      }
    }
  }

  CoverageCase reference() {
    return reference;
  }

  int repetitions() {
    return repetitions;
  }

  Tally tally(Plan plan) {
    Tally tally = tallies.get(plan);
    if (tally == null) {
      throw new IllegalStateException("no " + plan);
    }
    return tally;
  }

  /** The share of intervals that hold the true value, of those that there are. */
  double coverage(Plan plan, Figure figure) {
    Tally tally = tally(plan);
    int given = repetitions - tally.none(figure);
    return 1 - (double) (tally.above(figure) + tally.below(figure)) / given;
  }

  /** The mean relative half-width of the intervals. */
  double halfWidth(Plan plan, Figure figure) {
    Tally tally = tally(plan);
    return tally.widths[figure.ordinal()] / (repetitions - tally.none(figure));
  }

  /** The mean number of replications. */
  double replications(Plan plan) {
    return (double) tally(plan).replications / repetitions;
  }

  /** The mean number of requests that a replication measured. */
  long requests() {
    Tally tally = tally(Plan.FIVE);
    return Math.round((double) tally.requests / tally.replications);
  }
}
