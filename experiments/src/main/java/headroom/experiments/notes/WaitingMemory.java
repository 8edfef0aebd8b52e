package headroom.experiments.notes;

/**
 * What the simulator needs of memory for a request that waits; bytes. Measured in the heap of a
 * 64-bit Java 17 with compressed references, the slack of arrays that double included.
 */
final class WaitingMemory {
  /** In the queue before a pool of workers. */
  static final int QUEUED_BYTES = 120;

  /** With a goroutine of its own, since the workers are unbounded. */
  static final int GOROUTINE_BYTES = 500;

  private WaitingMemory() {}
}
