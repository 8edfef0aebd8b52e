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

/** How often the intervals of a case hold the true value, over independent repetitions. */
final class Coverage {
  private final CoverageCase reference;
  private final Map<Plan, Tally> tallies = new EnumMap<>(Plan.class);
  private final Map<Figure, Double> truths = new EnumMap<>(Figure.class);
  private final Map<Plan, Long> replications = new EnumMap<>(Plan.class);
  private long requests;
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
          add(plan, runner.run(new Point(Map.of(), experiment)));
        }
      }
    }
  }

  private void add(Plan plan, PointResult result) {
    replications.merge(plan, (long) result.replications(), Long::sum);
    requests += plan == Plan.FIVE ? result.offered() : 0;
    Map<String, Interval> intervals = result.latencyMs().ci95();
    truths.forEach(
        (figure, truth) ->
            tally(plan).add(figure, truth, intervals == null ? null : intervals.get(figure.key())));
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

  /** The mean number of replications. */
  double replications(Plan plan) {
    return (double) replications.getOrDefault(plan, 0L) / repetitions;
  }

  /** The mean number of requests that a replication measured. */
  long requests() {
    return Math.round(requests / replications(Plan.FIVE) / repetitions);
  }
}
