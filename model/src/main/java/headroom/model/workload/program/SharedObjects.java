package headroom.model.workload.program;

import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.sync.ConnectionPool;
import headroom.model.workload.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools, locks, channels and sinks of one replication, by name. */
final class SharedObjects {
  /** A pool with its rule. */
  record Pool(ConnectionPool connections, long maxWaitNs) {}

  private final Map<String, Pool> pools = new LinkedHashMap<>();

  SharedObjects(Resources resources, Scheduler scheduler) {
    for (Resources.Pool pool : resources.pools()) {
      pools.put(
          pool.name(), new Pool(new ConnectionPool(scheduler, pool.size()), pool.maxWaitNs()));
    }
  }

  Pool pool(String name) {
    return known(pools.get(name), "pool", name);
  }

  private static <T> T known(@Nullable T found, String kind, String name) {
    if (found == null) {
      throw new IllegalArgumentException("no " + kind + " is named " + name);
    }
    return found;
  }
}
