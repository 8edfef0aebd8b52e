package headroom.cluster;

import headroom.experiments.Point;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Cluster;
import headroom.experiments.run.ClusterFailure;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * An application on a Spark cluster. Every point is a job of one task: Spark hands the tasks to
 * executors in the order of the jobs, and runs a task again if its executor is lost.
 */
final class SparkSession implements Cluster.Session {
  /**
   * A waiting job takes a thread and a few kilobytes. Executors may still come, so the number
   * cannot follow from the cores that are there.
   */
  private static final int POINTS_AT_ONCE = 512;

  private static final double BYTES_PER_MB = 1e6;

  private final JavaSparkContext spark;
  private final SweepProgress progress;
  private final Heartbeats heartbeats = new Heartbeats();

  SparkSession(JavaSparkContext spark, RunProgress progress) {
    this.spark = spark;
    this.progress = new SweepProgress(progress);
    spark.sc().addSparkListener(heartbeats);
  }

  @Override
  public int cores() {
    return spark.defaultParallelism();
  }

  @Override
  public int pointsAtOnce() {
    return POINTS_AT_ONCE;
  }

  @Override
  public void announce(List<Point> points, int known) {
    progress.announce(points, known);
  }

  @Override
  public PointResult run(Point point) throws InterruptedException {
    SweepProgress.Work work = progress.begin(point);
    Furthest furthest = new Furthest();
    Outcome outcome = outcome(PointCodec.encode(point), furthest, work);
    if (outcome instanceof Outcome.Done done) {
      work.done(done.advance());
      return parsed(done.json());
    }
    if (outcome instanceof Outcome.OutOfMemory memory) {
      throw new OutOfMemoryError( // as here; the command says what to change
          "a point needs more than the "
              + FigureText.count(Math.round(memory.heapBytes() / BYTES_PER_MB))
              + " MB that an executor may take for all of its cores");
    }
    throw new IllegalStateException(((Outcome.Failed) outcome).words());
  }

  @Override
  public void close() {
    spark.close();
  }

  private Outcome outcome(byte[] encoded, Furthest furthest, SweepProgress.Work work)
      throws InterruptedException {
    try {
      spark.sc().register(furthest);
      heartbeats.watch(furthest, work);
      return outcome(
          spark.parallelize(List.of(encoded), 1).map(new PointTask(furthest)).collectAsync());
    } catch (IllegalStateException e) {
      if (spark.sc().isStopped()) {
        throw failure(e);
      }
      throw e;
    } finally {
      heartbeats.forget(furthest);
    }
  }

  private static Outcome outcome(JavaFutureAction<List<Outcome>> job) throws InterruptedException {
    try {
      return job.get().get(0);
    } catch (InterruptedException e) {
      job.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Spark's messages go on with stack traces of other machines. */
  private static ClusterFailure failure(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new ClusterFailure("the cluster gave up: " + message, cause);
  }

  private static PointResult parsed(String json) {
    try {
      return ResultFile.parsePoint(json);
    } catch (IOException e) {
      throw new IllegalStateException("an executor's result cannot be read", e);
    }
  }
}
