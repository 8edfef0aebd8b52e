package headroom.experiments.run;

import headroom.model.Scenario;
import headroom.model.observe.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads, each of which runs one replication at a time. */
final class ReplicationPool implements AutoCloseable {
  /** More than it takes from one report of progress to the next, at a heap that is nearly full. */
  private static final int LAST_REPLICATIONS_S = 20;

  private final Replicator replicator;
  private final ProgressMeter meter;
  private final ExecutorService threads;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** What the first replication said that found no more memory. */
  private final AtomicReference<@Nullable OutOfMemoryError> exhausted = new AtomicReference<>();

  ReplicationPool(Replicator replicator, int threadCount, RunProgress progress) {
    this.replicator = replicator;
    this.meter = new ProgressMeter(progress);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "replication-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Where the work adds up. */
  ProgressMeter meter() {
    return meter;
  }

  /**
   * Runs the replications {@code from} (inclusive) to {@code to} (exclusive) and hands each to
   * {@code merge}, in the calling thread and in the order of their numbers. If one fails, or the
   * caller is interrupted, those that have not begun never do. One that finds no more memory ends
   * all of this pool, and its {@link OutOfMemoryError} is thrown here.
   */
  void run(Scenario scenario, int from, int to, Consumer<Observation> merge)
      throws InterruptedException {
    meter.plan(to - from, scenario.window().endNs());
    AtomicBoolean abandoned = new AtomicBoolean();
    Deque<Future<Observation>> pending = new ArrayDeque<>();
    try {
      for (int replication = from; replication < to; replication++) {
        int number = replication;
        pending.add(threads.submit(() -> replicate(scenario, number, abandoned)));
      }
      for (int replication = from; replication < to; replication++) {
        merge.accept(await(pending.removeFirst(), replication));
      }
    } catch (RejectedExecutionException e) {
      endIfExhausted();
      throw cancellation();
    } finally {
      abandoned.set(true);
      pending.forEach(future -> future.cancel(false));
    }
  }

  /** Gives up all replications; those that are running stop at their next report of progress. */
  @Override
  public void close() {
    cancelled.set(true);
    for (Runnable unbegun : threads.shutdownNow()) {
      if (unbegun instanceof Future<?> future) {
        future.cancel(false); // else its caller would wait for ever
      }
    }
  }

  private Observation replicate(Scenario scenario, int replication, AtomicBoolean abandoned) {
    long endNs = scenario.window().endNs();
    stopIfAsked(abandoned);
    try {
      return replicate(scenario, replication, abandoned, endNs);
    } catch (OutOfMemoryError e) {
      exhausted.compareAndSet(null, e);
      cancelled.set(true); // what the others hold is needed to put it into words
      throw e;
    }
  }

  private Observation replicate(
      Scenario scenario, int replication, AtomicBoolean abandoned, long endNs) {
    long[] reachedNs = new long[1];
    Observation observation =
        replicator.run(
            scenario,
            replication,
            (nowNs, ignoredEndNs) -> {
              stopIfAsked(abandoned);
              long now = Math.min(nowNs, endNs);
              if (now > reachedNs[0]) {
                meter.advance(now - reachedNs[0]);
                reachedNs[0] = now;
              }
            });
    meter.end(endNs - reachedNs[0], observation.events());
    return observation;
  }

  private void stopIfAsked(AtomicBoolean abandoned) {
    if (cancelled.get() || abandoned.get()) {
      throw cancellation();
    }
  }

  /**
   * Ends all replications and collects what they held. The collector would otherwise remember that
   * it found nothing, and refuse the little that the caller needs to tidy up.
   */
  private void freeMemory() throws InterruptedException {
    close();
    threads.awaitTermination(LAST_REPLICATIONS_S, TimeUnit.SECONDS);
    System.gc();
  }

  private Observation await(Future<Observation> future, int replication)
      throws InterruptedException {
    if (Thread.interrupted()) { // a future that is done would not look
      throw new InterruptedException();
    }
    try {
      return future.get();
    } catch (CancellationException e) {
      endIfExhausted();
      throw e;
    } catch (ExecutionException e) {
      endIfExhausted();
      if (e.getCause() instanceof CancellationException) {
        throw cancellation();
      }
      throw new IllegalStateException(
          "replication " + replication + " failed: " + e.getCause(), e.getCause());
    }
  }

  /** If a replication has found no more memory, perhaps not the one that was given up for it. */
  private void endIfExhausted() throws InterruptedException {
    OutOfMemoryError error = exhausted.get();
    if (error != null) {
      freeMemory();
      throw error;
    }
  }

  private static CancellationException cancellation() {
    return new CancellationException("the run was interrupted");
  }
}
