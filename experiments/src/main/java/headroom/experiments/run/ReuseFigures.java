package headroom.experiments.run;

import headroom.experiments.result.RequestTimes.Reuse;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.MetricNames.OfCache;
import headroom.model.metrics.MetricNames.OfSyncPool;
import headroom.model.observe.WindowFigures;
import headroom.model.workload.Resources;
import java.util.LinkedHashMap;
import java.util.Map;

/** What caches and {@code sync.Pool}s came to, out of the registered figures. */
final class ReuseFigures {
  private ReuseFigures() {}

  /** By kind and name, in the order of the file. */
  static Map<String, Reuse> of(Resources.Memory memory, WindowFigures figures) {
    Map<String, Reuse> byName = new LinkedHashMap<>();
    for (Resources.CacheSettings cache : memory.caches()) {
      byName.put(
          MetricNames.CACHE + " " + cache.name(),
          cache(MetricNames.ofCache(cache.name()), figures));
    }
    for (Resources.SyncPoolSettings pool : memory.syncPools()) {
      byName.put(
          MetricNames.SYNC_POOL + " " + pool.name(),
          syncPool(MetricNames.ofSyncPool(pool.name()), figures));
    }
    return byName;
  }

  private static Reuse cache(OfCache names, WindowFigures figures) {
    long hits = figures.total(names.hits());
    long lookups = hits + figures.total(names.misses());
    return new Reuse(
        lookups,
        (double) hits / lookups,
        figures.max(names.entries()),
        figures.total(names.evictions()),
        figures.total(names.expirations()),
        figures.max(names.stampede()));
  }

  private static Reuse syncPool(OfSyncPool names, WindowFigures figures) {
    long gets = figures.total(names.gets());
    return new Reuse(
        gets,
        (double) figures.total(names.hits()) / gets,
        figures.max(names.objects()),
        null,
        null,
        null);
  }
}
