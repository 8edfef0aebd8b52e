package headroom.cli.serve;

import headroom.experiments.Experiment;
import headroom.experiments.whatif.WhatIf;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Simulates the last setting that was asked for; an older one is given up. */
final class WhatIfSession implements AutoCloseable {
  private final WhatIf whatIf;
  private final int threads;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "what-if");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable LookTask last;
  private @Nullable Future<?> running;
  private int asked;

  /** A session about {@code base}. */
  WhatIfSession(Experiment base, int threads) {
    this.whatIf = new WhatIf(base);
    this.threads = threads;
  }

  /**
   * Begins to simulate {@code changed}, and gives up what was asked for before.
   *
   * @param changed null for the file as it is
   */
  synchronized LookTask ask(@Nullable Experiment changed) {
    giveUp();
    LookTask task = new LookTask(++asked, whatIf, changed, threads);
    last = task;
    running = worker.submit(task);
    return task;
  }

  /** The last that was asked for; null if nothing was. */
  synchronized @Nullable LookTask last() {
    return last;
  }

  @Override
  public synchronized void close() {
    giveUp();
    worker.shutdownNow();
  }

  private void giveUp() {
    if (last != null && running != null) {
      last.giveUp();
      running.cancel(true);
    }
  }
}
