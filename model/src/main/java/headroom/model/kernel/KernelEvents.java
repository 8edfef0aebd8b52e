package headroom.model.kernel;

import headroom.model.engine.Phase;

/** The kinds of events of the kernel. */
final class KernelEvents {
  /** A thread's wake-up ends; subject: thread. */
  static final int THREAD_WAKE = Phase.WAKE_UP;

  /** A thread's burst ends; subject: thread. */
  static final int BURST_END = Phase.END_OF_WORK;

  /** A core looks whether another thread is due; subject: core. */
  static final int CORE_TICK = Phase.LOWER_TICK;

  /** A background thread goes to sleep on an idle core, which looks elsewhere; subject: none. */
  static final int CORE_VISIT = Phase.LOWER_TICK + 1;

  private KernelEvents() {}
}
