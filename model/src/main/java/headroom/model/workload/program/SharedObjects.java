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
  record Pool(ConnectionPool connections, Resources.PoolSettings rule, Holding account) {}

  private final Map<String, Pool> pools = new LinkedHashMap<>();

  /** A logger: its lock, what a write computes, and the pipe it writes to. */
  record Sink(Mutex lock, Distribution write, Pipe pipe, Holding account) {}

  /** What is named as a mutex: a plain one, or one of readers and writers, as its steps say. */
  record EitherLock(Mutex plain, ReadWriteMutex readWrite, Holding account) {}

  /** A channel with its account. */
  record Events(Channel<Message> channel, Holding account) {}

  private final Map<String, Sink> sinks = new LinkedHashMap<>();
  private final Map<String, EitherLock> mutexes = new LinkedHashMap<>();
  private final Map<String, Events> channels = new LinkedHashMap<>();

  SharedObjects(
      Resources resources, CostProfile costs, Scheduler scheduler, ProgramObserver observer) {
    for (Resources.PoolSettings pool : resources.pools()) {
      ConnectionPool connections =
          pool.connect() == null
              ? new ConnectionPool(scheduler, pool.size())
              : new ConnectionPool(scheduler, pool.size(), pool.maxIdle());
      Holding account = new Holding(observer.resource("pool", pool.name(), pool.size()));
      pools.put(pool.name(), new Pool(connections, pool, account));
    }
    for (Resources.MutexSettings mutex : resources.mutexes()) {
      Holding account = new Holding(observer.resource("lock", mutex.name(), 1));
      Mutex plain = new Mutex(scheduler, costs);
      mutexes.put(
          mutex.name(), new EitherLock(plain, new ReadWriteMutex(scheduler, costs), account));
    }
    for (Resources.ChannelSettings channel : resources.channels()) {
      Holding account =
          new Holding(observer.resource("channel", channel.name(), channel.consumers()));
      Channel<Message> events = new Channel<>(scheduler, Message.class, channel.capacity());
      channels.put(channel.name(), new Events(events, account));
    }
    for (Resources.SinkSettings sink : resources.sinks()) {
      Holding account = new Holding(observer.resource("sink", sink.name(), 1));
      Mutex lock = new Mutex(scheduler, costs);
      sinks.put(sink.name(), new Sink(lock, sink.write(), new Pipe(sink), account));
    }
  }

  Pool pool(String name) {
    return known(pools.get(name), "pool", name);
  }

  EitherLock lock(String name) {
    return known(mutexes.get(name), "mutex", name);
  }

  Sink sink(String name) {
    return known(sinks.get(name), "sink", name);
  }

  Events channel(String name) {
    return known(channels.get(name), "channel", name);
  }

  /** Time that goroutines have waited for mutexes, ns. */
  long mutexWaitNs() {
    long sum = 0;
    for (EitherLock lock : mutexes.values()) {
      sum += lock.plain().waitedNs() + lock.readWrite().waitedNs();
    }
    for (Sink sink : sinks.values()) {
      sum += sink.lock().waitedNs();
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
