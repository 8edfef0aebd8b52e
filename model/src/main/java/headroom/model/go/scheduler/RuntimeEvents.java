package headroom.model.go.scheduler;

import headroom.model.engine.EventOrder;

/** The kinds of events of the runtime. */
final class RuntimeEvents {
  /** A file descriptor becomes readable; subject: goroutine. */
  static final int NETWORK_READY = EventOrder.READINESS;

  /** The network poller's timeout ends; subject: 0. */
  static final int POLL_TIMEOUT = EventOrder.READINESS + 1;

  /** A system call ends in the kernel; subject: thread. */
  static final int SYSCALL_RETURN = EventOrder.READINESS + 2;

  /** A goroutine's slice is cut; subject: P. */
  static final int PREEMPTION = EventOrder.UPPER_TICK;

  /** sysmon polls the network; subject: 0. */
  static final int SYSMON_POLL = EventOrder.UPPER_TICK + 1;

  /** sysmon may take a P from a system call; subject: P. */
  static final int SYSMON_RETAKE = EventOrder.UPPER_TICK + 2;

  /** With exact timers: the earliest one is due; subject: 0. */
  static final int TIMER = EventOrder.ALARM;

  /** sysmon looks at the CPU limit; subject: 0. */
  static final int SYSMON_LIMIT = EventOrder.ALARM + 1;

  private RuntimeEvents() {}
}
