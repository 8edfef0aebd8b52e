package headroom.experiments.result;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a service, causes before what follows from them. The ids stand in {@code
 * result.json} and stay.
 */
public enum FailureMode {
  /** The kernel has killed the process for want of memory. */
  OUT_OF_MEMORY("out-of-memory", "the kernel kills the process for want of memory"),
  /** All goroutines wait for each other. */
  DEADLOCK("deadlock", "all goroutines wait for each other"),
  /** The runtime has ended the process for another reason. */
  CRASH("crash", "the process ends before its time"),
  /** Retries keep the server busy for clients that have gone. */
  RETRY_STORM("retry-storm", "retries keep the server overloaded"),
  /** GOMEMLIMIT leaves the heap so little room that the collector runs nearly all the time. */
  MEMORY_LIMIT("memory-limit", "the heap is at GOMEMLIMIT, and the collector runs again and again"),
  /** The collector takes much of the CPU or of the tail. */
  GC_BOUND("gc-bound", "the collector takes much of the CPU or of the tail"),
  /** The CPU limit of the container stops its threads. */
  CPU_THROTTLED("cpu-throttled", "the CPU limit stops the threads"),
  /** Fewer Ps than cores, and goroutines wait for one. */
  GOMAXPROCS_TOO_LOW("gomaxprocs-too-low", "goroutines wait for a P while cores are idle"),
  /** All of the CPU is used. */
  CPU_SATURATION("cpu-saturation", "the CPU is full"),
  /** System calls hold Ps and threads. */
  BLOCKED_SYSCALLS("blocked-syscalls", "system calls hold Ps and threads"),
  /** Requests wait for a core though the CPU is not full on average. */
  CPU_CONTENTION("cpu-contention", "requests wait for a core that is busy with others"),
  /** Many requests load one key of a cache at once. */
  CACHE_STAMPEDE("cache-stampede", "many requests load one key of a cache at once"),
  /** All connections, or all consumers of a channel, are taken. */
  POOL_EXHAUSTED("pool-exhausted", "requests wait for a connection or a channel"),
  /** A mutex or an RWMutex is waited for. */
  LOCK_CONTENTION("lock-contention", "requests wait for a lock"),
  /** The pipe that logs are written to, or its lock, is waited for. */
  LOG_CONTENTION("log-contention", "requests wait to write a log"),
  /** Connections are closed and opened again. */
  CONNECTION_CHURN("connection-churn", "connections are closed and opened again"),
  /** All workers have a request while there is CPU left. */
  WORKERS_EXHAUSTED("workers-exhausted", "requests wait for a worker while there is CPU left"),
  /** Goroutines that are never over. */
  GOROUTINE_LEAK("goroutine-leak", "goroutines pile up"),
  /** Resident memory grows. */
  MEMORY_GROWTH("memory-growth", "memory grows without end"),
  /** What the requests wait for is outside the process. */
  SLOW_DEPENDENCY("slow-dependency", "the time is spent outside the process"),
  /** The requests' own computing is the latency. */
  SLOW_COMPUTATION("slow-computation", "the time is what the requests compute"),
  /** More arrives than is completed. */
  OVERLOAD("overload", "more requests arrive than are completed"),
  /** Requests that find the queue full. */
  REJECTIONS("rejections", "requests are rejected"),
  /** Clients give up before they are answered. */
  CLIENT_TIMEOUTS("client-timeouts", "clients give up before they are answered"),
  /** Requests that fail in the server. */
  FAILED_REQUESTS("failed-requests", "requests fail in the server");

  private final String id;
  private final String title;

  FailureMode(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Its name in a file. */
  public String id() {
    return id;
  }

  /** What it is, as part of a sentence. */
  public String title() {
    return title;
  }

  /** The mode of {@code id}; null if this version knows none. */
  public static @Nullable FailureMode of(String id) {
    for (FailureMode mode : values()) {
      if (mode.id.equals(id)) {
        return mode;
      }
    }
    return null;
  }
}
