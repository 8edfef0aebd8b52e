package headroom.audit;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.List;

/** Pools, locks, channels, sinks and caches, some of them scarce. */
final class RandomResources {
  /** A channel that nobody sends on. */
  static final String NEVER = "never";

  private static final int MOST = 2;

  private final Draws draws;
  private final double scaleNs;
  private final List<Resources.PoolSettings> pools = new ArrayList<>();
  private final List<Resources.ChannelSettings> channels = new ArrayList<>();
  private final List<Resources.SinkSettings> sinks = new ArrayList<>();
  private final List<Resources.CacheSettings> caches = new ArrayList<>();
  private final List<Resources.SyncPoolSettings> syncPools = new ArrayList<>();

  /** Resources for steps of about {@code scaleNs}. */
  RandomResources(Draws draws, double scaleNs) {
    this.draws = draws;
    this.scaleNs = scaleNs;
    RandomSteps ofConsumers = new RandomSteps(draws, scaleNs / 10);
    channels.add(new Resources.ChannelSettings(NEVER, 0, 0, List.of()));
    for (int i = 0; i < MOST; i++) {
      pools.add(pool("pool" + i));
      long capacity = draws.chance(0.3) ? 0 : draws.between(1, 100);
      channels.add(
          new Resources.ChannelSettings(
              "consumed" + i,
              capacity,
              draws.between(1, 5),
              ofConsumers.sequence(),
              draws.chance(0.3)));
      channels.add(new Resources.ChannelSettings("loose" + i, capacity, 0, List.of()));
      channels.add(new Resources.ChannelSettings("closed" + i, 0, 0, List.of()));
      sinks.add(sink("sink" + i));
      caches.add(cache("cache" + i));
      syncPools.add(new Resources.SyncPoolSettings("syncPool" + i));
    }
  }

  private Resources.CacheSettings cache(String name) {
    long objects = draws.between(1, 20);
    Resources.CacheSettings.Entry entry =
        new Resources.CacheSettings.Entry(
            objects * draws.between(1, 10_000), objects, draws.between(0, 4) / 4.0);
    long maxEntries = draws.chance(0.3) ? RequestStep.NO_LIMIT : (long) draws.logUniform(1, 1_000);
    return new Resources.CacheSettings(name, entry, maxEntries, limit(), draws.chance(0.5));
  }

  private Resources.PoolSettings pool(String name) {
    int size = (int) draws.logUniform(1, 20);
    return draws.chance(0.5)
        ? new Resources.PoolSettings(name, size, limit())
        : new Resources.PoolSettings(
            name,
            size,
            limit(),
            draws.between(0, size),
            RandomDistribution.ofMean(scaleNs * draws.logUniform(0.1, 3), draws));
  }

  /** What a scenario needs to know of them. */
  Resources resources() {
    List<Resources.MutexSettings> mutexes = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      mutexes.add(new Resources.MutexSettings("mutex" + i));
      mutexes.add(new Resources.MutexSettings("rwmutex" + i));
    }
    return new Resources(pools, mutexes, channels, sinks, new Resources.Memory(caches, syncPools));
  }

  String pool() {
    return "pool" + any();
  }

  String mutex() {
    return "mutex" + any();
  }

  String readWriteMutex() {
    return "rwmutex" + any();
  }

  /** A channel that consumers receive from for ever. */
  String consumed() {
    return "consumed" + any();
  }

  /** A channel that only requests send on and receive from. */
  String loose() {
    return "loose" + any();
  }

  /** A channel that nobody sends on and somebody may close. */
  String closed() {
    return "closed" + any();
  }

  String sink() {
    return "sink" + any();
  }

  String cache() {
    return "cache" + any();
  }

  String syncPool() {
    return "syncPool" + any();
  }

  private int any() {
    return draws.between(0, MOST - 1);
  }

  private long limit() {
    return draws.chance(0.5) ? RequestStep.NO_LIMIT : (long) (scaleNs * draws.logUniform(0.01, 30));
  }

  private Resources.SinkSettings sink(String name) {
    Distribution write = RandomDistribution.ofMean(scaleNs * draws.logUniform(0.001, 1), draws);
    long bufferBytes = (long) draws.logUniform(1, 1e6);
    if (draws.chance(0.4)) {
      return new Resources.SinkSettings(name, write, bufferBytes, RequestStep.NO_LIMIT, 0);
    }
    long everyNs = 1 + (long) (scaleNs * draws.logUniform(1, 1_000));
    return new Resources.SinkSettings(
        name, write, bufferBytes, everyNs, (long) (everyNs * draws.uniform(0, 1)));
  }
}
