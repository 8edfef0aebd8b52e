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

  /** Slices that were cut. */
  public static final MetricName PREEMPTIONS = MetricName.word("preemptions", "slices");

  /** Goroutines taken from another P. */
  public static final MetricName STEALS = MetricName.word("steals", "goroutines");

  /** Futex or epoll wake-ups of threads. */
  public static final MetricName THREAD_WAKES = MetricName.word("thread_wakes", "wakes");

  /** Time of the process's threads on cores. */
  public static final MetricName CPU_TIME =
      MetricName.word("cpu_time", "cpu-seconds").withRate("cores_used");

  private MetricNames() {}
}
