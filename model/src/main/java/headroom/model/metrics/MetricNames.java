package headroom.model.metrics;

/**
 * Names of figures that someone else than the one who registers them asks for. All others stand
 * only where they are registered.
 */
public final class MetricNames {
  /** Live goroutines. */
  public static final MetricName GOROUTINES = MetricName.go("/sched/goroutines:goroutines");

  /** Threads: Ms, and sysmon. */
  public static final MetricName THREADS = MetricName.go("/sched/threads/total:threads");

  /** Times from runnable to running. */
  public static final MetricName SCHEDULING_LATENCIES = MetricName.go("/sched/latencies:seconds");

  /** Times from a request's intended arrival until a net/http server has answered it. */
  public static final MetricName HTTP_ANSWERS = MetricName.word("http_answer", "seconds");

  /** Slices that were cut. */
  public static final MetricName PREEMPTIONS = MetricName.word("preemptions", "slices");

  /** Goroutines taken from another P. */
  public static final MetricName STEALS = MetricName.word("steals", "goroutines");

  /** Futex or epoll wake-ups of threads. */
  public static final MetricName THREAD_WAKES = MetricName.word("thread_wakes", "wakes");

  /** Time of the process's threads on cores. */
  public static final MetricName CPU_TIME =
      MetricName.word("cpu_time", "cpu-seconds").withRate("cores_used");

  /** Goroutines that range over a ticker. */
  public static final MetricName TICKERS = MetricName.word("tickers", "goroutines");

  /** What these have computed: each tick, without what the scheduler takes to wake them. */
  public static final MetricName TICKER_CPU =
      MetricName.word("ticker_cpu", "cpu-seconds").withRate("ticker_cores");

  /** Periods of the CPU quota in which the container was active. Source: {@code cpu.stat}. */
  public static final MetricName QUOTA_PERIODS = MetricName.word("nr_periods", "periods");

  /** Periods of the CPU quota in which the container was throttled. */
  public static final MetricName THROTTLED_PERIODS = MetricName.word("nr_throttled", "periods");

  /** Time for which the CPU quota held threads that could have run, summed over cores. */
  public static final MetricName THROTTLED_TIME =
      MetricName.word("throttled_time", "seconds").withRate("throttled_cores");

  /** Periods of the CPU quota in which the container used more than the quota, from its savings. */
  public static final MetricName QUOTA_BURSTS = MetricName.word("nr_bursts", "periods");

  /** What it used beyond the quota then. */
  public static final MetricName QUOTA_BURST_TIME =
      MetricName.word("burst_time", "cpu-seconds").withRate("burst_cores");

  /** Cycles of the collector. */
  public static final MetricName GC_CYCLES = MetricName.go("/gc/cycles/total:gc-cycles");

  /** What marking, by workers and assists, and the work in stops have computed. */
  public static final MetricName GC_COMPUTED =
      MetricName.word("gc_cpu", "cpu-seconds").withRate("gc_cores");

  /**
   * The collector's time on Ps as of the end of the last cycle, whether they had a core or not, and
   * its stops times GOMAXPROCS.
   */
  public static final MetricName GC_CPU = MetricName.go("/cpu/classes/gc/total:cpu-seconds");

  /** Stops of the world for the collector. */
  public static final MetricName GC_PAUSES = MetricName.go("/sched/pauses/total/gc:seconds");

  /** What the last cycle marked. */
  public static final MetricName HEAP_LIVE = MetricName.go("/gc/heap/live:bytes");

  /** The heap size at which the next cycle should end. */
  public static final MetricName HEAP_GOAL = MetricName.go("/gc/heap/goal:bytes");

  /** Bytes allocated. */
  public static final MetricName ALLOCATED_BYTES = MetricName.go("/gc/heap/allocs:bytes");

  /** Objects allocated. */
  public static final MetricName ALLOCATED_OBJECTS = MetricName.go("/gc/heap/allocs:objects");

  /** Resident set of the process. */
  public static final MetricName RESIDENT_MEMORY = MetricName.word("rss", "bytes");

  /** The kind of resource that the figures of a cache begin with. */
  public static final String CACHE = "cache";

  /** The kind of resource that the figures of a {@code sync.Pool} begin with. */
  public static final String SYNC_POOL = "syncPool";

  private MetricNames() {}

  /**
   * The figures of a cache.
   *
   * @param hits lookups that found their key
   * @param misses lookups that did not, those that waited for another's load included
   * @param entries in it
   * @param evictions entries dropped because there were too many
   * @param expirations entries dropped because they were too old
   * @param stampede the most goroutines that load one key at once
   */
  public record OfCache(
      MetricName hits,
      MetricName misses,
      MetricName entries,
      MetricName evictions,
      MetricName expirations,
      MetricName stampede) {}

  /** The figures of the cache {@code name}. */
  public static OfCache ofCache(String name) {
    return new OfCache(
        MetricName.ofResource(CACHE, name, "hits", "lookups"),
        MetricName.ofResource(CACHE, name, "misses", "lookups"),
        MetricName.ofResource(CACHE, name, "entries", "entries"),
        MetricName.ofResource(CACHE, name, "evictions", "entries"),
        MetricName.ofResource(CACHE, name, "expirations", "entries"),
        MetricName.ofResource(CACHE, name, "stampede", "goroutines"));
  }

  /**
   * The figures of a {@code sync.Pool}.
   *
   * @param gets objects that were asked for
   * @param hits those that were there
   * @param objects in it
   */
  public record OfSyncPool(MetricName gets, MetricName hits, MetricName objects) {}

  /** The figures of the {@code sync.Pool} {@code name}. */
  public static OfSyncPool ofSyncPool(String name) {
    return new OfSyncPool(
        MetricName.ofResource(SYNC_POOL, name, "gets", "objects"),
        MetricName.ofResource(SYNC_POOL, name, "hits", "objects"),
        MetricName.ofResource(SYNC_POOL, name, "objects", "objects"));
  }
}
