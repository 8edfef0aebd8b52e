package headroom.experiments.run;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.diagnosis.Diagnosis;
import headroom.experiments.result.Conduct.Precision;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Scenario;
import headroom.model.observe.Observation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs points: one replication a task, on a fixed number of threads. Several callers may run points
 * at once on the same runner; they share its threads. A point's result does not depend on the
 * number of threads or on who else runs.
 *
 * <p>Closing the runner, from any thread, gives up what is under way: callers then get a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class PointRunner implements PointService {
  /** No precision adds replications beyond this number. */
  public static final int MOST_REPLICATIONS = 200;

  /**
   * No batch makes the replications more than this many times as many: while they are few, an
   * interval shrinks faster than the root of their number says.
   */
  private static final double GROWTH = 1.5;

  private final ReplicationPool pool;

  /** Points that were announced and have not begun. */
  private final AtomicInteger announced = new AtomicInteger();

  /** A runner on {@code threads} threads. */
  public PointRunner(Replicator replicator, int threads, RunProgress progress) {
    this.pool = new ReplicationPool(replicator, threads, progress);
  }

  /** The simulator on {@code threads} threads. */
  public static PointRunner simulator(int threads, RunProgress progress) {
    return new PointRunner(Replicator.simulator(), threads, progress);
  }

  @Override
  public void announce(List<Point> points, int known) {
    announced.addAndGet(points.size());
    long workNs = points.stream().mapToLong(p -> p.experiment().simulatedNs()).sum();
    pool.meter().announce(points.size(), known, workNs);
  }

  @Override
  public PointResult run(Point point) throws InterruptedException {
    return runAll(point).result();
  }

  /** As {@link #run}, with the values of each replication. */
  public PointRun runAll(Point point) throws InterruptedException {
    if (announced.get() == 0) {
      announce(List.of(point), 0);
    }
    return runAfter(warmUpNs(point), point);
  }

  /** The point without any replication yet; its own number of them is not heeded. */
  public GrowingPoint begin(Point point) throws InterruptedException {
    Scenario scenario = point.experiment().scenario();
    return new GrowingPoint(point, WarmUp.after(warmUpNs(point), scenario));
  }

  /** The figures of {@code growing} with {@code count} replications, of which some may be there. */
  public PointRun grow(GrowingPoint growing, int count) throws InterruptedException {
    PointAccumulator pooled = growing.pooled();
    int more = Math.max(0, count - pooled.replications);
    pool.meter().announce(1, 0, more * pooled.scenario.window().endNs());
    pool.run(pooled.scenario, pooled.replications, count, pooled::add);
    return growing.run(reckoned(growing.point(), pooled, null));
  }

  /** The warm-up of a point, ns: the one that the experiment sets, or that a pilot finds. */
  public long warmUpNs(Point point) throws InterruptedException {
    Scenario scenario = point.experiment().scenario();
    boolean automatic = point.experiment().run().autoWarmUp();
    return automatic ? WarmUp.find(scenario, pool) : scenario.window().warmUpNs();
  }

  /** As {@link #runAll}, after the given warm-up. */
  public PointRun runAfter(long warmUpNs, Point point) throws InterruptedException {
    return runAfter(warmUpNs, point, observation -> {});
  }

  /**
   * As {@link #runAfter(long, Point)}.
   *
   * @param witness sees every replication, in the order of their numbers
   */
  public PointRun runAfter(long warmUpNs, Point point, Consumer<Observation> witness)
      throws InterruptedException {
    announced.updateAndGet(count -> Math.max(0, count - 1));
    Experiment experiment = point.experiment();
    Scenario scenario = WarmUp.after(warmUpNs, experiment.scenario());
    PointAccumulator pooled = new PointAccumulator(scenario);
    Consumer<Observation> merge =
        observation -> {
          pooled.add(observation);
          witness.accept(observation);
        };
    Double target = experiment.run().precision();
    int replications = experiment.run().leastReplications();
    Precision precision = null;
    if (target == null) {
      pool.run(scenario, 0, replications, merge);
    } else {
      precision = runUntil(target, replications, pooled, merge);
    }
    return new PointRun(reckoned(point, pooled, precision), pooled.allValues());
  }

  private PointResult reckoned(
      Point point, PointAccumulator pooled, @Nullable Precision precision) {
    PointResult result = new ResultMapping(point, pooled).result(precision);
    pool.meter().endPoint();
    return withVerdict(result, point.experiment());
  }

  @Override
  public void close() {
    pool.close();
  }

  /**
   * Adds replications in batches whose sizes follow from figures alone, never from which thread was
   * faster.
   */
  private Precision runUntil(
      double target, int first, PointAccumulator pooled, Consumer<Observation> merge)
      throws InterruptedException {
    int done = 0;
    int wanted = first;
    while (true) {
      pool.run(pooled.scenario, done, wanted, merge);
      done = wanted;
      double achieved = relativeHalfWidth(pooled);
      boolean none = pooled.latencyNs.getTotalCount() == 0;
      if (achieved <= target || none || done >= MOST_REPLICATIONS) {
        return new Precision(target, achieved, achieved <= target);
      }
      double needed = done * (achieved / target) * (achieved / target);
      double most = Math.min(MOST_REPLICATIONS, GROWTH * done);
      wanted = (int) Math.min(most, Math.max(done + 1, Math.ceil(needed)));
    }
  }

  /** Of the P99; infinite without an interval. */
  private static double relativeHalfWidth(PointAccumulator pooled) {
    Interval interval = LatencyIntervals.of(pooled.latencies, Metric.P99);
    return interval == null
        ? Double.POSITIVE_INFINITY
        : interval.relativeHalfWidth(LatencyQuantiles.ms(pooled.latencyNs, 0.99));
  }

  private static PointResult withVerdict(PointResult result, Experiment experiment) {
    Experiment.Slo slo = experiment.slo();
    boolean byPlan = experiment.scenario().changesByPlan();
    PointResult judged =
        slo == null ? result : result.withSlo(SloCheck.verdict(slo, result, byPlan));
    return judged.withDiagnosis(Diagnosis.of(experiment, judged));
  }
}
