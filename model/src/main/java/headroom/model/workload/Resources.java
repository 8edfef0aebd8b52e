package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the goroutines of the process share, each by a name that is unique in its list. Immutable.
 */
public record Resources(
    List<PoolSettings> pools,
    List<MutexSettings> mutexes,
    List<ChannelSettings> channels,
    List<SinkSettings> sinks) {
  /** Nothing is shared. */
  public static final Resources NONE = new Resources(List.of(), List.of(), List.of(), List.of());

  public Resources {
    pools = List.copyOf(pools);
    mutexes = List.copyOf(mutexes);
    channels = List.copyOf(channels);
    sinks = List.copyOf(sinks);
  }

  /**
   * A pool of connections, handed out first come first served.
   *
   * @param size connections, at least 1
   * @param maxWaitNs who has waited this long for a connection fails; {@link RequestStep#NO_LIMIT}
   *     without
   * @param maxIdle connections that stay open while they are not in use; only with {@code connect}
   * @param connect time to open a connection, ns; null if all are open from the start
   */
  public record PoolSettings(
      String name, int size, long maxWaitNs, int maxIdle, @Nullable Distribution connect) {
    /** A pool whose connections are open from the start to the end. */
    public PoolSettings(String name, int size, long maxWaitNs) {
      this(name, size, maxWaitNs, size, null);
    }
  }

  /** A mutex, plain or for readers and writers as the steps that lock it say. */
  public record MutexSettings(String name) {}

  /**
   * A channel.
   *
   * @param capacity of its buffer; 0 is unbuffered
   * @param consumers goroutines that receive from it for ever and run {@code steps} for each value
   * @param lockOsThread whether each consumer is wired to a thread of its own
   */
  public record ChannelSettings(
      String name, long capacity, int consumers, List<RequestStep> steps, boolean lockOsThread) {
    public ChannelSettings {
      steps = List.copyOf(steps);
    }

    /** A channel whose consumers run on any thread. */
    public ChannelSettings(String name, long capacity, int consumers, List<RequestStep> steps) {
      this(name, capacity, consumers, steps, false);
    }
  }

  /**
   * A pipe that a logger writes to under a lock.
   *
   * @param write CPU of one write, ns
   * @param bufferBytes what the pipe holds while its reader stalls
   * @param stallEveryNs from the beginning of one stall to that of the next; {@link
   *     RequestStep#NO_LIMIT} without stalls
   * @param stallForNs how long the reader stalls
   */
  public record SinkSettings(
      String name, Distribution write, long bufferBytes, long stallEveryNs, long stallForNs) {}
}
