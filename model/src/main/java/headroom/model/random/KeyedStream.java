package headroom.model.random;

/**
 * A counter-based random stream keyed by (seed, replication, name), positioned by (request, step).
 */
public final class KeyedStream {
  private KeyedStream() {}

  /** The stream {@code name} of a replication. */
  public static KeyedStream of(long seed, int replication, String name) {
    throw new IllegalStateException("not yet");
  }

  /**
   * Moves this stream to the draws of {@code step} of request {@code request}; returns this stream.
   */
  public KeyedStream at(long request, int step) {
    return this;
  }

  /** The next draw, uniform on (0, 1]. */
  public double nextOpen() {
    return 1;
  }
}
