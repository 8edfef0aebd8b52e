package headroom.model.kernel;

import headroom.model.engine.EventOrder;

/** The kinds of events of the kernel. */
final class KernelEvents {
  /** The CPU quota becomes another one; subject: none. */
  static final int QUOTA_CHANGE = EventOrder.READINESS + 3;

  /** A thread's wake-up ends; subject: thread. */
  static final int THREAD_WAKE = EventOrder.WAKE_UP;

  /** A thread's burst ends; subject: thread. */
  static final int BURST_END = EventOrder.END_OF_WORK;

  /** A core looks whether another thread is due; subject: core. */
  static final int CORE_TICK = EventOrder.LOWER_TICK;

  /** A background thread goes to sleep on an idle core, which looks elsewhere; subject: none. */
  static final int CORE_VISIT = EventOrder.WAKE_UP + 1;

  /** A period of the CPU quota begins: what is used up just then does not stop anybody. */
  static final int QUOTA_PERIOD = EventOrder.LOWER_TICK + 1;

  /** A core, or the group, has used up the runtime that it has; subject: core. */
  static final int RUNTIME_USED = EventOrder.LOWER_TICK + 2;

  /** Runtime that cores have given back is handed to throttled ones. */
  static final int QUOTA_SLACK = EventOrder.LOWER_TICK + 3;

  private KernelEvents() {}
}
