package headroom.model.engine;

/**
 * The kinds of events of all layers; at equal times the lower kind goes first, then the order of
 * scheduling. So what ends at an instant is over before what begins: readiness, then threads, then
 * bursts, then timers, then arrivals.
 */
public final class EventKind {
  /** A file descriptor becomes readable; subject: goroutine. */
  public static final int NETWORK_READY = 0;

  /** The network poller's timeout ends; subject: machine. */
  public static final int POLL_TIMEOUT = 1;

  /** A system call ends in the kernel; subject: thread. */
  public static final int SYSCALL_RETURN = 2;

  /** A thread's wake-up ends; subject: thread. */
  public static final int THREAD_WAKE = 3;

  /** A thread's burst ends; subject: thread. */
  public static final int BURST_END = 4;

  /** A core has used the CPU quota that it holds; subject: core. */
  public static final int QUOTA_SPENT = 5;

  /** A period of the CPU quota begins; subject: 0. */
  public static final int QUOTA_PERIOD = 6;

  /** A core looks whether another thread is due; subject: core. */
  public static final int CORE_TICK = 7;

  /** A goroutine's slice is cut; subject: P. */
  public static final int PREEMPTION = 8;

  /** sysmon polls the network; subject: 0. */
  public static final int SYSMON_POLL = 9;

  /** sysmon may take a P from a system call; subject: P. */
  public static final int SYSMON_RETAKE = 10;

  /** A sink begins or ends a stall; subject: the sink. */
  public static final int SINK = 11;

  /** With exact timers: the earliest one is due; subject: 0. */
  public static final int TIMER = 12;

  /** A client's timeout, think time or backoff ends; subject: the client's own number. */
  public static final int CLIENT = 13;

  /** A request arrives; subject: 0. */
  public static final int ARRIVAL = 14;

  /** The series are sampled; subject: index of the sample. */
  public static final int SAMPLE = 15;

  private EventKind() {}
}
