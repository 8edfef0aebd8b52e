package headroom.coverage;

import headroom.coverage.CoverageCase.Figure;
import headroom.experiments.Experiment;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.util.Map;

/** How often the intervals of a comparison hold the true difference. */
final class PairedCoverage {

  private final PairedCase reference;
  private final Tally differences = new Tally();
  private final Tally changes = new Tally();
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

  /** Of the differences. */
  Tally differences() {
    return differences;
  }

  /** Of the relative changes. */
  Tally changes() {
    return changes;
  }

  /** Runs further repetitions, each with a seed of its own, until there are {@code count}. */
  void repeatTo(int count) throws InterruptedException {
    Experiment base = reference.base().experiment();
    Experiment changed = reference.changed().experiment();
    for (; repetitions < count; repetitions++) {
      Experiment seeded =
          new Experiment(
              base.name(),
              null,
              base.scenario().withSeed(repetitions + 1L),
              base.run(),
              null,
              base.gomaxprocsReason());
      try (PointRunner runner =
          new PointRunner(reference.base().replicator(), 1, RunProgress.NONE)) {
        add(
            new ComparisonRunner(runner, "test")
                .compare(seeded, changed, Map.of(), reference.pairs(), 0.02));
      }
    }
  }

  private void add(ComparisonResult result) {
    for (Figure figure : Figure.values()) {
      MetricDifference metric =
          result.metrics().stream()
              .filter(each -> each.metric().equals("latency_ms." + figure.key()))
              .findFirst()
              .orElseThrow();
      differences.add(figure, reference.difference(figure), metric.differenceCi95());
      changes.add(figure, reference.relativeChange(figure), metric.relativeCi95());
    }
  }
}
