package headroom.experiments.sweep;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.notes.JobSize;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the points of a sweep, those with the most requests first, so that the last to end are short
 * and no thread is left with a long one. Several points are under way at once, so that the runner's
 * threads never wait for the last replication of one; the result is the same for any number of
 * threads and any order.
 */
public final class SweepRunner {
  /** More than it takes to pool the replications of a point and to write it. */
  private static final int LAST_POINTS_S = 5;

  private final PointService runner;
  private final int pointsAtOnce;
  private final String engine;
  private final @Nullable SweepJournal journal;

  /**
   * A sweep over {@code runner}.
   *
   * @param pointsAtOnce points under way at once: one more than the runner's threads keeps them
   *     busy while a point that is done is reckoned up and written
   * @param engine version of the simulator
   * @param journal where finished points are kept and found again; null keeps nothing
   */
  public SweepRunner(
      PointService runner, int pointsAtOnce, String engine, @Nullable SweepJournal journal) {
    this.runner = runner;
    this.pointsAtOnce = pointsAtOnce;
    this.engine = engine;
    this.journal = journal;
  }

  /** Told of every point that is done, in the order in which they end. */
  @FunctionalInterface
  public interface PointListener {
    /** Point {@code index} of the grid is done; {@code resumed} if the journal had it. */
    void done(int index, PointResult result, boolean resumed);
  }

  /**
   * Runs {@code points}, at least one; the result has them in that order.
   *
   * @throws InterruptedException if the calling thread is interrupted; finished points are in the
   *     journal
   * @throws IOException if the journal cannot be written
   */
  public Result run(List<Point> points, PointListener listener)
      throws InterruptedException, IOException {
    PointResult[] results = new PointResult[points.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      Optional<PointResult> known =
          journal == null ? Optional.empty() : journal.find(points.get(i));
      if (known.isPresent()) {
        results[i] = known.get();
        listener.done(i, known.get(), true);
      } else {
        open.add(i);
      }
    }
    runner.announce(open.stream().map(points::get).toList(), results.length - open.size());
    runOpen(points, open, results, listener);
    Experiment first = points.get(0).experiment();
    return new Result(
        ResultFile.SCHEMA, first.name(), engine, first.scenario().seed(), List.of(results));
  }

  private void runOpen(
      List<Point> points, List<Integer> open, PointResult[] results, PointListener listener)
      throws InterruptedException, IOException {
    ExecutorService conductors =
        Executors.newFixedThreadPool(
            pointsAtOnce,
            task -> {
              Thread thread = new Thread(task, "sweep-point");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Integer> ended = new ExecutorCompletionService<>(conductors);
      for (int index : longestFirst(points, open)) {
        ended.submit(() -> runOne(points.get(index), index, results));
      }
      for (int i = 0; i < open.size(); i++) {
        int index = await(ended.take());
        listener.done(index, results[index], false);
      }
    } finally {
      end(conductors);
    }
  }

  /** Of points with as many requests the first of the grid is the first. */
  private static List<Integer> longestFirst(List<Point> points, List<Integer> open) {
    Map<Integer, Double> requests = new LinkedHashMap<>();
    for (int index : open) {
      requests.put(index, JobSize.requests(List.of(points.get(index).experiment())));
    }
    List<Integer> order = new ArrayList<>(open);
    order.sort(Comparator.comparing(requests::get, Comparator.reverseOrder()));
    return order;
  }

  /** A point that is done is in the journal when this returns, also after an interrupt. */
  private static void end(ExecutorService conductors) {
    conductors.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      conductors.awaitTermination(LAST_POINTS_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The slot is written before the future completes, so whoever takes the future sees it. */
  private int runOne(Point point, int index, PointResult[] results)
      throws InterruptedException, IOException {
    PointResult result = runner.run(point);
    if (journal != null) {
      journal.keep(point, result);
    }
    results[index] = result;
    return index;
  }

  private static int await(Future<Integer> future) throws InterruptedException, IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CancellationException) {
        throw new CancellationException(cause.getMessage());
      }
      if (cause instanceof OutOfMemoryError error) {
        throw error;
      }
      if (cause instanceof IOException) {
        throw new IOException("cannot keep a finished point: " + cause.getMessage(), cause);
      }
      throw new IllegalStateException(cause == null ? e.getMessage() : cause.getMessage(), cause);
    }
  }
}
