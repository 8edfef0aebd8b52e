package headroom.experiments.file;

import headroom.experiments.file.ResourceNames.Kind;
import headroom.experiments.file.Section.Named;
import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.List;

/** Reads what the goroutines of the process share. */
final class ResourcesReader {
  private static final String NAME_PATTERN = "[A-Za-z_][A-Za-z0-9_-]*";

  private final ResourceNames names;
  private final StepsReader steps;
  private final DistributionReader distributions;
  private final Problems problems;

  ResourcesReader(
      ResourceNames names, StepsReader steps, DistributionReader distributions, Problems problems) {
    this.names = names;
    this.steps = steps;
    this.distributions = distributions;
    this.problems = problems;
  }

  /** The resources of the file, after the steps of its requests were read. */
  Resources read(Section file) {
    Section resources = file.section("resources");
    List<Resources.PoolSettings> pools = new ArrayList<>();
    for (Named named : named(resources, Kind.POOL)) {
      pools.add(pool(named));
    }
    List<Resources.MutexSettings> mutexes = new ArrayList<>();
    for (Named named : named(resources, Kind.MUTEX)) {
      mutexes.add(new Resources.MutexSettings(named.name()));
    }
    List<Resources.ChannelSettings> channels = new ArrayList<>();
    for (Named named : named(resources, Kind.CHANNEL)) {
      channels.add(channel(named));
    }
    List<Resources.SinkSettings> sinks = new ArrayList<>();
    for (Named named : named(resources, Kind.SINK)) {
      sinks.add(sink(named));
    }
    List<Resources.CacheSettings> caches = new ArrayList<>();
    for (Named named : named(resources, Kind.CACHE)) {
      caches.add(cache(named));
    }
    List<Resources.SyncPoolSettings> syncPools = new ArrayList<>();
    for (Named named : named(resources, Kind.SYNC_POOL)) {
      syncPools.add(new Resources.SyncPoolSettings(named.name()));
    }
    names.noteLooseEnds();
    return new Resources(pools, mutexes, channels, sinks, new Resources.Memory(caches, syncPools));
  }

  private List<Named> named(Section resources, Kind kind) {
    List<Named> found = resources.named(kind.key());
    for (Named named : found) {
      if (!named.name().matches(NAME_PATTERN)) {
        problems.error(
            named.place(),
            "the name \""
                + named.name()
                + "\" must consist of letters, digits, _ and -, and begin with a letter");
      }
    }
    return found;
  }

  private Resources.PoolSettings pool(Named named) {
    Section pool = named.section();
    long maxWaitNs = pool.has("maxWait") ? pool.positiveNs("maxWait") : RequestStep.NO_LIMIT;
    int size = (int) pool.integer("size");
    int maxIdle = pool.has("maxIdle") ? (int) pool.integer("maxIdle") : size;
    Distribution connect =
        pool.has("connect") ? distributions.at(pool, "connect", Quantity.DURATION) : null;
    if (connect == null && pool.has("maxIdle")) {
      problems.note(
          pool.placeOf("maxIdle"),
          "\"maxIdle\" has no effect: \"connect\" is not set, so a new connection costs nothing");
    }
    return new Resources.PoolSettings(named.name(), size, maxWaitNs, maxIdle, connect);
  }

  private Resources.ChannelSettings channel(Named named) {
    Section channel = named.section();
    int consumers = (int) channel.integer("consumers");
    if (consumers > 0) {
      names.isConsumed(named.name());
    } else if (channel.has("for")) {
      problems.note(channel.placeOf("for"), "\"for\" has no effect: the channel has no consumers");
    }
    boolean locked = channel.flag("lockOSThread");
    if (locked && consumers == 0) {
      problems.note(
          channel.placeOf("lockOSThread"),
          "\"lockOSThread\" has no effect: the channel has no consumers");
    }
    List<RequestStep> consumer = steps.consumer(channel);
    return new Resources.ChannelSettings(
        named.name(), channel.integer("capacity"), consumers, consumer, locked);
  }

  private Resources.SinkSettings sink(Named named) {
    Section sink = named.section();
    Distribution write = distributions.at(sink, "write", Quantity.DURATION);
    long bufferBytes = Math.max(1, sink.positive("buffer", Quantity.SIZE).longValue());
    boolean stalls = sink.has("stallEvery");
    if (stalls != sink.has("stallFor")) {
      problems.error(sink.place(), "\"stallEvery\" and \"stallFor\" belong together");
      return new Resources.SinkSettings(named.name(), write, bufferBytes, RequestStep.NO_LIMIT, 0);
    }
    if (!stalls) {
      return new Resources.SinkSettings(named.name(), write, bufferBytes, RequestStep.NO_LIMIT, 0);
    }
    long everyNs = sink.positiveNs("stallEvery");
    long forNs = sink.positiveNs("stallFor");
    if (forNs >= everyNs) {
      problems.error(sink.placeOf("stallFor"), "\"stallFor\" must be shorter than \"stallEvery\"");
    }
    return new Resources.SinkSettings(named.name(), write, bufferBytes, everyNs, forNs);
  }

  private static Resources.CacheSettings cache(Named named) {
    Section cache = named.section();
    if (cache.has("policy")) {
      cache.word("policy");
    }
    return new Resources.CacheSettings(
        named.name(),
        new Resources.CacheSettings.Entry(
            Math.max(1, cache.positive("entrySize", Quantity.SIZE).longValue()),
            cache.integer("objects"),
            cache.quantity("pointers", Quantity.SHARE).doubleValue()),
        cache.has("maxEntries") ? cache.integer("maxEntries") : RequestStep.NO_LIMIT,
        cache.has("ttl") ? cache.positiveNs("ttl") : RequestStep.NO_LIMIT,
        cache.flag("singleflight"));
  }
}
