package headroom.model.observe;

/** Where a request's time goes; the components of a request add up to its latency exactly. */
public enum TimeComponent {
  /** From the intended arrival until a worker took the request. */
  QUEUE,
  /** Ready to run, waiting for a P. */
  RUNNABLE,
  /** On a P whose thread is on a core. */
  RUNNING,
  /** On a P whose thread waits for a core, because more threads run than there are cores. */
  DESCHEDULED,
  /** Parked on the network poller. */
  IO,
  /** Parked on a timer. */
  SLEEP
}
