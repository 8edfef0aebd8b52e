package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.timers.TimerHeap;
import org.jspecify.annotations.Nullable;

/**
 * A P: the right to run Go code, with its own run queue and timers. Source: {@code
 * runtime/runtime2.go:p}.
 */
final class Processor {
  final int id;
  final LocalRunQueue runQueue = new LocalRunQueue();
  final TimerHeap timers = new TimerHeap();

  /** The goroutine to run next, inheriting the slice. */
  @Nullable Goroutine runNext;

  /** The M that holds this P; null while it is idle. */
  @Nullable Machine machine;

  /** Incremented for every goroutine that does not inherit its slice. */
  int schedTick;

  /** When the present slice began. */
  long sliceStartNs;

  /** When the slice will be cut; -1 if no cut is planned. */
  long cutDueNs = -1;

  Processor(int id) {
    this.id = id;
  }

  boolean hasLocalWork() {
    return runNext != null || !runQueue.isEmpty();
  }
}
