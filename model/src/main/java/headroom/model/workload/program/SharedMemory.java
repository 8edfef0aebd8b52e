package headroom.model.workload.program;

import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.sync.SyncPool;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds objects on the heap beyond the requests that make them, in one replication. */
final class SharedMemory {
  private final Scheduler scheduler;
  private final ProgramHeap heap;
  private final Map<String, SharedCache> caches = new LinkedHashMap<>();
  private final Map<String, SyncPool> pools = new LinkedHashMap<>();
  private final List<TimedObjects> timed = new ArrayList<>();

  SharedMemory(Resources.Memory memory, GoRuntime runtime, ProgramObserver observer) {
    scheduler = runtime.scheduler();
    heap = runtime.collector().heap();
    for (Resources.CacheSettings cache : memory.caches()) {
      Holding account =
          new Holding(
              observer.resource(MetricNames.CACHE, cache.name(), ProgramObserver.UNCOUNTED));
      caches.put(cache.name(), new SharedCache(cache, heap, account));
    }
    for (Resources.SyncPoolSettings pool : memory.syncPools()) {
      pools.put(pool.name(), new SyncPool(heap::drop));
    }
    heap.tellOfCycles(this::cycleStarts);
  }

  private void cycleStarts() {
    long nowNs = scheduler.now();
    caches.values().forEach(cache -> cache.expire(nowNs));
    timed.forEach(objects -> objects.drop(nowNs));
    pools.values().forEach(SyncPool::cycleStarts);
  }

  ProgramHeap heap() {
    return heap;
  }

  SharedCache cache(String name) {
    return known(caches.get(name), "cache", name);
  }

  SyncPool syncPool(String name) {
    return known(pools.get(name), "sync.Pool", name);
  }

  /** Objects that a step allocates and that are held for {@code ns}. */
  TimedObjects timed(long ns) {
    TimedObjects objects = new TimedObjects(heap, ns);
    timed.add(objects);
    return objects;
  }

  /** Registers what caches and pools count. */
  void register(RuntimeMetrics metrics) {
    caches.values().forEach(cache -> cache.register(metrics));
    pools.forEach(
        (name, pool) -> {
          MetricNames.OfSyncPool names = MetricNames.ofSyncPool(name);
          metrics.counter(names.gets(), pool::gets);
          metrics.counter(names.hits(), pool::hits);
          metrics.gauge(names.objects(), pool::objects);
        });
  }

  private static <T> T known(@Nullable T found, String kind, String name) {
    if (found == null) {
      throw new IllegalArgumentException("no " + kind + " is named " + name);
    }
    return found;
  }
}
