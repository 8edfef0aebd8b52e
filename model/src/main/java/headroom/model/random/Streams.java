package headroom.model.random;

import org.jspecify.annotations.Nullable;

/**
 * The random streams of one replication, by name.
 *
 * @param listener told of every draw; null if there is no listener
 */
public record Streams(long seed, int replication, @Nullable DrawListener listener) {

  /** Streams without a listener. */
  public Streams(long seed, int replication) {
    this(seed, replication, null);
  }

  /** The stream {@code name}, at its start. */
  public KeyedStream stream(String name) {
    return new KeyedStream(seed, replication, name, listener);
  }
}
