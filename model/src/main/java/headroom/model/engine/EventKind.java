package headroom.model.engine;

/**
 * The kinds of events of all layers; at equal times the lower kind goes first, then the order of
 * scheduling. So what ends at an instant is over before what begins: readiness and timers, then
 * threads, then bursts, then arrivals.
 */
public final class EventKind {
  /** A file descriptor becomes readable; subject: goroutine. */
  public static final int NETWORK_READY = 0;

  /** The network poller's timeout ends; subject: machine. */
  public static final int POLL_TIMEOUT = 1;

  /** A thread's wake-up ends; subject: thread. */
  public static final int THREAD_WAKE = 2;

  /** A thread's burst ends; subject: thread. */
  public static final int BURST_END = 3;

  /** A core looks whether another thread is due; subject: core. */
  public static final int CORE_TICK = 4;

  /** A goroutine's slice is cut; subject: P. */
  public static final int PREEMPTION = 5;

  /** sysmon polls the network; subject: 0. */
  public static final int SYSMON_POLL = 6;

  /** A request arrives; subject: 0. */
  public static final int ARRIVAL = 7;

  /** The series are sampled; subject: index of the sample. */
  public static final int SAMPLE = 8;

  private EventKind() {}
}
