package headroom.model.workload.program;

import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.HeapContents;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.workload.Resources;
import headroom.model.workload.cache.CacheEntries;
import headroom.model.workload.cache.Loads;

/** A cache of the process: its entries, what they take of the heap, and who loads. */
final class SharedCache {
  /** Of so many pointer words of a value one leads somewhere, as on the live heap. */
  private static final double WORDS_PER_POINTER = 4;

  /**
   * What an entry takes beside its value: an element of the list, an entry with the key, and its
   * place in the map. Measured with {@code map[string]*list.Element}: 131 to 152 B in 2 objects for
   * 1,000 to a million entries; of their words eight lead to objects.
   */
  private static final AllocationShape PLACE = AllocationShape.ofSlots(2, 140, 8);

  private final Resources.CacheSettings rule;
  private final CacheEntries entries;
  private final Loads loads = new Loads();
  private final ProgramHeap heap;
  private final Holding account;
  private final AllocationShape value;
  private final HeapContents contents = new HeapContents();
  private long hits;
  private long misses;
  private long evictions;
  private long expirations;
  private long mostEntries;

  SharedCache(Resources.CacheSettings rule, ProgramHeap heap, Holding account) {
    this.rule = rule;
    this.heap = heap;
    this.account = account;
    entries = new CacheEntries(rule.maxEntries(), rule.ttlNs());
    Resources.CacheSettings.Entry entry = rule.entry();
    value = AllocationShape.of(entry.bytes(), entry.objects(), entry.pointers(), WORDS_PER_POINTER);
  }

  boolean isSingleflight() {
    return rule.singleflight();
  }

  Loads loads() {
    return loads;
  }

  Holding account() {
    return account;
  }

  /** The value of an entry. */
  AllocationShape value() {
    return value;
  }

  /** What an entry takes beside it. */
  static AllocationShape place() {
    return PLACE;
  }

  /** Whether {@code key} is there. */
  boolean lookUp(long key, long nowNs) {
    expire(nowNs);
    boolean hit = entries.use(key);
    if (hit) {
      hits++;
    } else {
      misses++;
    }
    return hit;
  }

  /** Puts an entry of {@code key} that takes {@code memory}, all of it. */
  void put(long key, long nowNs, HeapContents memory) {
    int before = entries.size();
    if (entries.put(key, nowNs)) {
      heap.drop(contents, 1, before);
    }
    contents.take(memory);
    int withNew = entries.size();
    if (entries.evict()) {
      evictions++;
      heap.drop(contents, 1, withNew);
    }
    mostEntries = Math.max(mostEntries, entries.size());
  }

  /** Drops what has expired. A cycle finds no more garbage if that happens right before it. */
  void expire(long nowNs) {
    int before = entries.size();
    int expired = entries.expire(nowNs);
    if (expired > 0) {
      expirations += expired;
      heap.drop(contents, expired, before);
    }
  }

  /** Registers what it counts. */
  void register(RuntimeMetrics metrics) {
    MetricNames.OfCache names = MetricNames.ofCache(rule.name());
    metrics.counter(names.hits(), () -> hits);
    metrics.counter(names.misses(), () -> misses);
    metrics.watchedGauge(names.entries(), entries::size, this::takeMostEntries);
    metrics.counter(names.evictions(), () -> evictions);
    metrics.counter(names.expirations(), () -> expirations);
    metrics.watchedGauge(names.stampede(), loads::mostOfOneKey, loads::takeMostOfOneKey);
  }

  private long takeMostEntries() {
    long highest = mostEntries;
    mostEntries = entries.size();
    return highest;
  }
}
