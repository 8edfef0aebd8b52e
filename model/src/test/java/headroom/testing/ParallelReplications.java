package headroom.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs replications on a fixed number of threads and hands their results back in index order. */
public final class ParallelReplications {
  private ParallelReplications() {}

  /** {@code run} of {@code first} to {@code end} - 1, in that order, on {@code threads} threads. */
  public static <T> List<T> run(int first, int end, int threads, IntFunction<T> run) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int index = first; index < end; index++) {
        int replication = index;
        futures.add(pool.submit(() -> run.apply(replication)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interruption);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a replication failed", failure.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
