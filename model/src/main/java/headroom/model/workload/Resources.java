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
    List<SinkSettings> sinks,
    Memory memory) {
  /** Nothing is shared. */
  public static final Resources NONE = new Resources(List.of(), List.of(), List.of(), List.of());

  /** Resources that hold no memory. */
  public Resources(
      List<PoolSettings> pools,
      List<MutexSettings> mutexes,
      List<ChannelSettings> channels,
      List<SinkSettings> sinks) {
    this(pools, mutexes, channels, sinks, Memory.NONE);
  }

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

  /** What keeps objects on the heap when the request that made them is over. */
  public record Memory(List<CacheSettings> caches, List<SyncPoolSettings> syncPools) {
    /** Nothing does. */
    public static final Memory NONE = new Memory(List.of(), List.of());

    public Memory {
      caches = List.copyOf(caches);
      syncPools = List.copyOf(syncPools);
    }

    /** The cache named {@code name}. */
    public CacheSettings cache(String name) {
      return caches.stream()
          .filter(cache -> cache.name.equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no cache is named " + name));
    }
  }

  /**
   * A cache inside the process. Of two that are too many the one is dropped that was used longer
   * ago.
   *
   * @param maxEntries it drops entries beyond these; {@link RequestStep#NO_LIMIT} without
   * @param ttlNs an entry is gone this long after it was put; {@link RequestStep#NO_LIMIT} without
   * @param singleflight whether one goroutine at a time loads a key and the others wait for it
   */
  public record CacheSettings(
      String name, Entry entry, long maxEntries, long ttlNs, boolean singleflight) {
    /**
     * What an entry takes beside its place in the cache's map and list.
     *
     * @param bytes of all its objects
     * @param objects how many objects of equal size
     * @param pointers share of them that consist of pointers
     */
    public record Entry(long bytes, long objects, double pointers) {}
  }

  /** A {@code sync.Pool}. */
  public record SyncPoolSettings(String name) {}
}
