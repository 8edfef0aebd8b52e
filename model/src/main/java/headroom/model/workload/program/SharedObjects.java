package headroom.model.workload.program;

import headroom.model.cost.CostProfile;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.sync.Channel;
import headroom.model.go.sync.ConnectionPool;
import headroom.model.go.sync.Mutex;
import headroom.model.go.sync.ReadWriteMutex;
import headroom.model.random.Distribution;
import headroom.model.workload.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools, locks, channels and sinks of one replication, by name. */
final class SharedObjects {
  /** A pool with its rule. */
  record Pool(ConnectionPool connections, long maxWaitNs) {}

  private final Map<String, Pool> pools = new LinkedHashMap<>();

  /** A logger: its lock, what a write computes, and the pipe it writes to. */
  record Sink(Mutex lock, Distribution write, Pipe pipe) {}

  private final Map<String, Sink> sinks = new LinkedHashMap<>();
  private final Map<String, Mutex> mutexes = new LinkedHashMap<>();
  private final Map<String, ReadWriteMutex> readWriteMutexes = new LinkedHashMap<>();
  private final Map<String, Channel<Message>> channels = new LinkedHashMap<>();

  SharedObjects(Resources resources, CostProfile costs, Scheduler scheduler) {
    for (Resources.Pool pool : resources.pools()) {
      pools.put(
          pool.name(), new Pool(new ConnectionPool(scheduler, pool.size()), pool.maxWaitNs()));
    }
    for (Resources.Mutex mutex : resources.mutexes()) {
      mutexes.put(mutex.name(), new Mutex(scheduler, costs));
      readWriteMutexes.put(mutex.name(), new ReadWriteMutex(scheduler, costs));
    }
    for (Resources.Sink sink : resources.sinks()) {
      sinks.put(sink.name(), new Sink(new Mutex(scheduler, costs), sink.write(), new Pipe(sink)));
    }
    for (Resources.Channel channel : resources.channels()) {
      channels.put(channel.name(), new Channel<>(scheduler, Message.class, channel.capacity()));
    }
  }

  Pool pool(String name) {
    return known(pools.get(name), "pool", name);
  }

  Mutex mutex(String name) {
    return known(mutexes.get(name), "mutex", name);
  }

  /** A name stands for a plain mutex or for one of readers and writers, as the steps use it. */
  ReadWriteMutex readWriteMutex(String name) {
    return known(readWriteMutexes.get(name), "mutex", name);
  }

  Sink sink(String name) {
    return known(sinks.get(name), "sink", name);
  }

  Channel<Message> channel(String name) {
    return known(channels.get(name), "channel", name);
  }

  /** Time that goroutines have waited for mutexes: {@code /sync/mutex/wait/total:seconds}, ns. */
  long mutexWaitNs() {
    long sum = 0;
    for (Mutex mutex : mutexes.values()) {
      sum += mutex.waitedNs();
    }
    for (Sink sink : sinks.values()) {
      sum += sink.lock().waitedNs();
    }
    for (ReadWriteMutex mutex : readWriteMutexes.values()) {
      sum += mutex.waitedNs();
    }
    return sum;
  }

  private static <T> T known(@Nullable T found, String kind, String name) {
    if (found == null) {
      throw new IllegalArgumentException("no " + kind + " is named " + name);
    }
    return found;
  }
}
