package headroom.model.observe;

import headroom.model.go.TimeAccount;

/** Where a request's time goes; the components of a request add up to its latency exactly. */
public enum TimeComponent {
  /**
   * Between the intended arrival of the attempt and the moment in which a worker of the pool took
   * it, while every worker had a request; and the wait for a connection to a net/http server.
   */
  QUEUE,
  /** Earlier attempts and the waits between attempts. */
  RETRY,
  /**
   * Ready to run, waiting for a P. Also the time before its goroutine or a worker takes it, as far
   * as that is not {@link #QUEUE}: the goroutine that reads it, and a worker that is free, wait for
   * a P or for a thread to wake up.
   */
  RUNNABLE,
  /** On a P whose thread is on a core. */
  RUNNING,
  /** Marking for the collector to pay for what it allocates, or waiting for others to mark. */
  GC_ASSIST,
  /** On a P whose thread waits for a core, because more threads run than there are cores. */
  DESCHEDULED,
  /** On a thread that the CPU quota has stopped. */
  THROTTLED,
  /** Parked on the network poller. */
  IO,
  /** Parked on a timer. */
  SLEEP,
  /** In a system call or in C code. */
  SYSCALL,
  /** Waiting for a mutex. */
  MUTEX,
  /** Waiting for a logger: for its lock, or for room in its pipe. */
  LOG,
  /** Waiting for a connection of a pool. */
  POOL,
  /** Waiting on a channel. */
  CHANNEL,
  /** Waiting for goroutines it has started, or for another request that loads the same key. */
  JOIN;

  /** Where the time charged to {@code account} belongs. */
  static TimeComponent of(TimeAccount account) {
    return switch (account) {
      case RUNNABLE -> RUNNABLE;
      case RUNNING -> RUNNING;
      case ASSIST -> GC_ASSIST;
      case DESCHEDULED, STOPPED -> DESCHEDULED;
      case THROTTLED -> THROTTLED;
      case SYSCALL -> SYSCALL;
      case IO -> IO;
      case SLEEP -> SLEEP;
      case CHANNEL -> CHANNEL;
      case POOL -> POOL;
      case MUTEX -> MUTEX;
      case JOIN -> JOIN;
      case LOGGING -> LOG;
    };
  }
}
