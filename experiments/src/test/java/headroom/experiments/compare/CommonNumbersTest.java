package headroom.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.run.Metric;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import headroom.experiments.statistics.PairedDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much less a paired difference varies than one of independent runs: the variance of both sides
 * added, over that of the difference replication by replication.
 */
class CommonNumbersTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path PAGE = Path.of("..", "docs", "model", "comparisons.md");
  private static final String MARK = "<!-- reductions: written by CommonNumbersTest -->\n";

  private static final List<Metric> COLUMNS =
      List.of(
          Metric.MEAN, Metric.P50, Metric.P90, Metric.P99, Metric.THROUGHPUT, Metric.CORES_USED);

  private static final List<Case> CASES =
      List.of(
          new Case("quickstart.yaml", "server.workers=32"),
          new Case("02-worker-sweep/experiment.yaml", "server.workers=8"),
          new Case("08-gogc/experiment.yaml", "server.workers=32"),
          new Case("quickstart.yaml", "server.workers=8"),
          new Case("quickstart.yaml", "runtime.gomaxprocs=4"),
          new Case("02-worker-sweep/experiment.yaml", "runtime.gomaxprocs=8"),
          new Case("03-gomaxprocs-over-cores/experiment.yaml", "runtime.gomaxprocs=8"),
          new Case("08-gogc/experiment.yaml", "runtime.gomaxprocs=8"),
          new Case("quickstart.yaml", "runtime.gomaxprocs=1"),
          new Case("12-collector-and-gomaxprocs/experiment.yaml", "runtime.gogc=200"),
          new Case("14-not-the-collector/experiment.yaml", "runtime.gogc=200"),
          new Case("15-sync-pool/experiment.yaml", "runtime.gogc=200"),
          new Case("08-gogc/experiment.yaml", "runtime.gogc=200"),
          new Case("08-gogc/experiment.yaml", "runtime.gogc=400"),
          new Case("11-pointers/experiment.yaml", "runtime.gogc=200"));

  /** Replications enough that a ratio is known to a third. */
  private static final int PAIRS = 30;

  private record Case(String file, String change) {}

  @ParameterizedTest
  @CsvSource({
    "quickstart.yaml, server.workers=32",
    "02-worker-sweep/experiment.yaml, runtime.gomaxprocs=8",
    "14-not-the-collector/experiment.yaml, runtime.gogc=200"
  })
  void pairsVaryTenTimesLess(String file, String change) throws Exception {
    ComparisonResult result = compare(new Case(file, change), 8);
    for (Metric metric : COLUMNS) {
      assertThat(reduction(metric(result, metric))).as(metric.label()).isGreaterThan(10);
    }
  }

  /** Replications shifted against each other share nothing: what is measured is the pairing. */
  @Test
  void replicationsOfOtherNumbersReduceNothing() throws Exception {
    Experiment read = read("quickstart.yaml", "run.duration=2s", "run.replications=40");
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      double[] all = runner.runAll(new Point(Map.of(), read)).values(Metric.THROUGHPUT);
      double[] first = Arrays.copyOf(all, all.length / 2);
      double[] second = Arrays.copyOfRange(all, all.length / 2, all.length);
      PairedDifference pair = PairedDifference.of(first, second);
      double independent = square(pair.base().halfWidth()) + square(pair.changed().halfWidth());
      assertThat(independent / square(pair.difference().halfWidth())).isBetween(0.4, 2.5);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "headroom.golden", matches = "write")
  void thePageSaysWhatIsMeasured() throws Exception {
    StringBuilder table = new StringBuilder("\n| example | change | P99 changes by |");
    COLUMNS.forEach(metric -> table.append(' ').append(metric.label()).append(" |"));
    table.append(" mean, at most |\n|---|---|--:|");
    table.append("--:|".repeat(COLUMNS.size() + 1)).append('\n');
    for (Case each : CASES) {
      ComparisonResult result = compare(each, PAIRS);
      MetricDifference p99 = metric(result, Metric.P99);
      List<String> cells = new ArrayList<>();
      cells.add(each.file.replace("/experiment.yaml", "").replace(".yaml", ""));
      cells.add("`" + each.change + "`");
      cells.add(FigureText.signedPercent(p99.difference() / p99.base().mean()));
      COLUMNS.forEach(metric -> cells.add(shown(reduction(metric(result, metric)))));
      double bound = bound(metric(result, Metric.MEAN));
      cells.add(bound > 1000 ? "over 1,000" : shown(bound));
      table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    String page = Files.readString(PAGE);
    int start = page.indexOf(MARK) + MARK.length();
    Files.writeString(PAGE, page.substring(0, start) + table);
  }

  private static String shown(double reduction) {
    return reduction >= 10
        ? FigureText.count(Math.round(reduction))
        : FigureText.number(Math.round(reduction * 10) / 10.0);
  }

  /** Half-widths have the same factor of Student, so that their squares stand for variances. */
  private static double reduction(MetricDifference metric) {
    // On the side on which the differences are not skewed the interval is Student's.
    double below = metric.difference() - metric.differenceCi95().low();
    double above = metric.differenceCi95().high() - metric.difference();
    double half = Math.min(below, above);
    return (square(metric.base().halfWidth()) + square(metric.changed().halfWidth()))
        / square(half);
  }

  /** The same if both sides went together perfectly, with what each varies by itself. */
  private static double bound(MetricDifference metric) {
    double base = metric.base().halfWidth();
    double changed = metric.changed().halfWidth();
    return (square(base) + square(changed)) / square(base - changed);
  }

  private static double square(double value) {
    return value * value;
  }

  private static ComparisonResult compare(Case each, int pairs) throws Exception {
    Experiment base = read(each.file);
    Experiment changed = read(each.file, each.change);
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      return new ComparisonRunner(runner, "test")
          .compare(base, changed, Map.of("change", each.change), pairs, 0.02);
    }
  }

  private static Experiment read(String file, String... settings)
      throws InvalidExperimentException, IOException {
    List<Setting> all = new ArrayList<>();
    for (String setting : settings) {
      all.add(Setting.parse(setting));
    }
    return ExperimentReader.read(ExperimentSource.of(EXAMPLES.resolve(file)), all, List.of())
        .base();
  }

  private static MetricDifference metric(ComparisonResult result, Metric metric) {
    return result.metrics().stream()
        .filter(difference -> difference.metric().equals(metric.path()))
        .findFirst()
        .orElseThrow();
  }
}
