package headroom.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the process is asked to end, by SIGINT, SIGTERM or SIGHUP: the thread of the
 * verb is interrupted, and the process waits until it has tidied up and said what became of its
 * work. A verb that leaves no files ends at once.
 */
final class Interruption {
  /** A verb that takes longer has hung. */
  private static final int PATIENCE_S = 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private boolean registered;
  private volatile @Nullable Thread worker;
  private volatile boolean asked;

  /** From now on the calling thread has files to tidy up. */
  void begin() {
    worker = Thread.currentThread();
    if (!registered) {
      registered = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the process"));
    }
  }

  /**
   * Whether the process has been asked to end while it had files to tidy up. Whatever fails from
   * then on fails of that, in whatever words: a class that reads a resource when it is first used
   * cannot be initialized, for instance.
   */
  boolean asked() {
    return asked;
  }

  /** The files are tidied up. */
  void tidied() {
    worker = null;
  }

  /** The verb has said everything. */
  void over() {
    over.countDown();
  }

  private void end() {
    Thread thread = worker;
    if (thread == null) {
      return;
    }
    asked = true;
    thread.interrupt();
    try {
      over.await(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
