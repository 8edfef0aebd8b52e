package headroom.coverage;

import headroom.coverage.CoverageCase.Figure;
import headroom.experiments.Experiment;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import headroom.model.Scenario;
import headroom.model.observe.Observation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often the intervals of a comparison hold the true difference. */
final class PairedCoverage {
  /** Pairs: as many as a comparison gets that does not say, and three times as many. */
  static final List<Integer> PAIRS = List.of(10, 30);

  private final PairedCase reference;
  private final List<Tally> differences = List.of(new Tally(), new Tally());
  private final List<Tally> changes = List.of(new Tally(), new Tally());
  private int repetitions;

  PairedCoverage(PairedCase reference) {
    this.reference = reference;
  }

  PairedCase reference() {
    return reference;
  }

  int repetitions() {
    return repetitions;
  }

  /** Of the differences with so many pairs, by index of {@link #PAIRS}. */
  Tally differences(int pairs) {
    return differences.get(pairs);
  }

  /** Of the relative changes with so many pairs, by index of {@link #PAIRS}. */
  Tally changes(int pairs) {
    return changes.get(pairs);
  }

  /** Runs further repetitions, each with a seed of its own, until there are {@code count}. */
  void repeatTo(int count) throws InterruptedException {
    Experiment base = reference.base().experiment();
    Experiment changed = reference.changed().experiment();
    for (; repetitions < count; repetitions++) {
      long seed = repetitions + 1L;
      Map<String, Observation> seen = new ConcurrentHashMap<>();
      Replicator queue = reference.base().replicator();
      Replicator once =
          (scenario, replication, progress) ->
              seen.computeIfAbsent(
                  replication + " of " + side(scenario),
                  key -> queue.run(scenario, replication, progress));
      try (PointRunner runner = new PointRunner(once, 1, RunProgress.NONE)) {
        ComparisonRunner comparison = new ComparisonRunner(runner, "test");
        for (int i = 0; i < PAIRS.size(); i++) {
          Experiment seeded =
              new Experiment(
                  base.name(),
                  null,
                  base.scenario().withSeed(seed),
                  base.run(),
                  null,
                  base.gomaxprocsReason());
          add(i, comparison.compare(seeded, changed, Map.of(), PAIRS.get(i), 0.02));
        }
      }
    }
  }

  /** What tells apart two scenarios of a comparison, and a pilot from what it is for. */
  private static String side(Scenario scenario) {
    return scenario.arrivals()
        + " "
        + scenario.server().workers()
        + " "
        + scenario.classes()
        + " "
        + scenario.window().warmUpNs();
  }

  private void add(int pairs, ComparisonResult result) {
    for (Figure figure : Figure.values()) {
      MetricDifference metric =
          result.metrics().stream()
              .filter(each -> each.metric().equals("latency_ms." + figure.key()))
              .findFirst()
              .orElseThrow();
      differences(pairs).add(figure, reference.difference(figure), metric.differenceCi95());
      changes(pairs).add(figure, reference.relativeChange(figure), metric.relativeCi95());
    }
  }
}
