package headroom.experiments.compare;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares two experiments under common random numbers: both run the same replications with the
 * base's seed, after the same warm-up, so that request k is the same request on both sides and in
 * the window of both. Differences are taken replication by replication.
 *
 * <p>What is left of common random numbers if the change alters arrivals or steps: streams of the
 * same name stay equal, the rest differs as between independent runs, and the intervals are wider
 * but still right.
 */
public final class ComparisonRunner {
  /** What differs between the points of two files. */
  private static final String EXPERIMENT = "experiment";

  /** Fewer pairs give intervals too wide to say anything. */
  public static final int LEAST_PAIRS = 5;

  /** Pairs, if the user does not say how many. */
  public static final int DEFAULT_PAIRS = 10;

  /** Relative change below which a difference does not matter, unless the user says otherwise. */
  public static final double DEFAULT_THRESHOLD = 0.02;

  private final PointRunner runner;
  private final String engine;

  /** A comparison over {@code runner} by version {@code engine} of the simulator. */
  public ComparisonRunner(PointRunner runner, String engine) {
    this.runner = runner;
    this.engine = engine;
  }

  /**
   * Runs both and compares them.
   *
   * @param change what is set differently, by key, as written; empty if two files are compared
   * @param pairs replications of each, raised to {@link #LEAST_PAIRS}; settings of precision are
   *     not heeded
   * @param threshold relative change below which a difference does not matter
   * @throws InterruptedException if the calling thread is interrupted
   */
  public ComparisonResult compare(
      Experiment base, Experiment changed, Map<String, Object> change, int pairs, double threshold)
      throws InterruptedException {
    int replications = Math.max(LEAST_PAIRS, pairs);
    boolean twoFiles = change.isEmpty();
    String second = changed.name().equals(base.name()) ? "the second " : "";
    Map<String, Object> baseName = twoFiles ? Map.of(EXPERIMENT, base.name()) : Map.of();
    Map<String, Object> changedName =
        twoFiles ? Map.of(EXPERIMENT, second + changed.name()) : change;
    Point basePoint = new Point(baseName, prepared(base, base, replications));
    Point changedPoint = new Point(changedName, prepared(changed, base, replications));
    List<Side> sides = run(List.of(basePoint, changedPoint));
    Side before = sides.get(0);
    Side after = sides.get(1);
    List<MetricDifference> metrics = Differences.of(before, after, threshold, 1);
    return new ComparisonResult(
        ResultFile.SCHEMA,
        base.name(),
        changed.name(),
        change,
        engine,
        base.scenario().seed(),
        replications,
        threshold,
        before.result(),
        after.result(),
        metrics,
        new Verdict(threshold, before, after, 1).of(change, metrics));
  }

  /**
   * Runs the base and every variant, compares each with the base and ranks them all. Variants that
   * change the load are compared, but not ranked. Intervals of a figure hold for all variants at
   * once, and ranks for all pairs.
   *
   * @param variants the changed experiments, each with what is set differently
   * @param pairs replications of each, raised to {@link #LEAST_PAIRS}
   * @param threshold relative change below which a difference does not matter
   * @throws InterruptedException if the calling thread is interrupted
   */
  public RankingResult rank(Experiment base, List<Point> variants, int pairs, double threshold)
      throws InterruptedException {
    int replications = Math.max(LEAST_PAIRS, pairs);
    List<Point> points = new ArrayList<>();
    points.add(new Point(Map.of(), prepared(base, base, replications)));
    variants.forEach(
        v -> points.add(new Point(v.parameters(), prepared(v.experiment(), base, replications))));
    List<Side> sides = run(points);
    Side before = sides.get(0);
    Ranking ranking = new Ranking(sides, threshold);
    List<Side> ordered = new ArrayList<>(ranking.order());
    sides.stream().filter(side -> ranking.rank(side) == null).forEach(ordered::add);
    ordered.removeIf(side -> side.result().parameters().isEmpty()); // the base
    List<RankingResult.Variant> ranked = new ArrayList<>();
    for (Side side : ordered) {
      Map<String, Object> change = side.result().parameters();
      List<MetricDifference> metrics = Differences.of(before, side, threshold, ordered.size());
      Verdict words = new Verdict(threshold, before, side, ordered.size());
      List<String> verdict = words.of(change, metrics);
      ranked.add(
          new RankingResult.Variant(ranking.rank(side), change, side.result(), metrics, verdict));
    }
    Integer baseRank = Objects.requireNonNull(ranking.rank(before), "the base has its own load");
    return new RankingResult(
        ResultFile.SCHEMA,
        base.name(),
        engine,
        base.scenario().seed(),
        replications,
        threshold,
        before.result(),
        baseRank,
        ranked,
        new RankingWords(ranking, sides, threshold).sentences());
  }

  /** All after the same warm-up, so that the windows hold the same requests. */
  private List<Side> run(List<Point> points) throws InterruptedException {
    runner.announce(points, 0);
    long warmUpNs = 0;
    for (Point point : points) {
      warmUpNs = Math.max(warmUpNs, runner.warmUpNs(point));
    }
    List<Side> sides = new ArrayList<>();
    for (Point point : points) {
      sides.add(Side.run(runner, warmUpNs, point));
    }
    return sides;
  }

  /** With the number of pairs, and with the base's seed even if another file names another. */
  private static Experiment prepared(Experiment experiment, Experiment base, int replications) {
    return new Experiment(
        experiment.name(),
        experiment.description(),
        experiment.scenario().withSeed(base.scenario().seed()),
        new RunSettings(experiment.run().autoWarmUp(), replications, null),
        experiment.slo(),
        experiment.gomaxprocsReason());
  }
}
