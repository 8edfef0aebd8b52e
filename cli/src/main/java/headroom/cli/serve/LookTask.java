package headroom.cli.serve;

import headroom.experiments.Experiment;
import headroom.experiments.run.PointRunner;
import headroom.experiments.whatif.Look;
import headroom.experiments.whatif.WhatIf;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Simulates one setting: a first look, then all that the file asks for. */
final class LookTask implements Runnable {
  private final int number;
  private final WhatIf whatIf;
  private final @Nullable Experiment changed;
  private final int threads;
  private final CompletableFuture<Look> first = new CompletableFuture<>();
  private final CompletableFuture<Look> whole = new CompletableFuture<>();
  private volatile double progress;

  /**
   * A task.
   *
   * @param changed null for the file as it is
   */
  LookTask(int number, WhatIf whatIf, @Nullable Experiment changed, int threads) {
    this.number = number;
    this.whatIf = whatIf;
    this.changed = changed;
    this.threads = threads;
  }

  int number() {
    return number;
  }

  /** What is known first; cancelled if a later setting came before. */
  Future<Look> first() {
    return first;
  }

  /** All that the file asks for; cancelled if a later setting came before. */
  Future<Look> whole() {
    return whole;
  }

  /** The best that is known; null if nothing is. */
  @Nullable Look best() {
    CompletableFuture<Look> best = known(whole) ? whole : first;
    return known(best) ? best.join() : null;
  }

  private static boolean known(CompletableFuture<Look> look) {
    return look.isDone() && !look.isCompletedExceptionally();
  }

  boolean hasFailed() {
    return first.isCompletedExceptionally() || whole.isCompletedExceptionally();
  }

  /** How much of the whole is simulated, 0 to 1. */
  double progress() {
    return progress;
  }

  /** Nobody waits for the figures any more. */
  void giveUp() {
    first.cancel(false);
    whole.cancel(false);
  }

  @Override
  public void run() {
    try {
      Look look;
      try (PointRunner runner = PointRunner.simulator(threads, state -> {})) {
        look = whatIf.quick(runner, changed);
      }
      if (look.whole()) {
        whole.complete(look);
      }
      first.complete(look);
      if (!look.whole()) {
        try (PointRunner runner =
            PointRunner.simulator(threads, state -> progress = state.share())) {
          whole.complete(whatIf.whole(runner, changed));
        }
      }
    } catch (InterruptedException | CancellationException e) {
      giveUp();
    } catch (RuntimeException | OutOfMemoryError e) {
      first.completeExceptionally(e);
      whole.completeExceptionally(e);
    }
  }
}
