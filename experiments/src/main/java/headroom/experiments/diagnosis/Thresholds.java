package headroom.experiments.diagnosis;

import headroom.experiments.result.ProcessFigures.Cpu;

/**
 * From where on a figure is called wrong. None of them is measured: they choose words, and each
 * says why it is where it is.
 */
final class Thresholds {
  /** The CPU, or a resource, counts as full. As in the sentences of a report. */
  static final double FULL = Cpu.SATURATED;

  /**
   * A cause that explains less of the worst requests is not named: at half the load that a well-run
   * service has, chance alone makes waits of this part of the P99.
   */
  static final double WORTH_NAMING = 0.2;

  /** The same where the SLO is missed: then a tenth is worth having. */
  static final double WORTH_NAMING_OF_A_MISS = 0.1;

  /** What explains half of the worst requests is the main cause. */
  static final double MAIN_CAUSE = 0.5;

  /** Nearly all of the P99 is waiting: then it matters even if nobody has set an SLO. */
  static final double NEARLY_ALL = 0.75;

  /** A cause that is high where the SLO is missed. */
  static final double MUCH_OF_A_MISS = 0.25;

  /** Waits that are as short are the time until sleeping threads run, which no setting shortens. */
  static final double WAKE_UP_MS = 0.5;

  /** The same of a request whose goroutines hand over to each other some times. */
  static final double HANDOVER_MS = 0.2;

  /** Part of the requests that is lost, from which on that is said: three nines. */
  static final double LOST = 0.001;

  /** Part of the requests that is lost, from which on the P99 is one of them. */
  static final double MUCH_LOST = 0.01;

  /** Part of the requests that is lost, from which on that is what matters, SLO or not. */
  static final double VERY_MUCH_LOST = 0.1;

  /** Further attempts for each request that fill what a well-run service has left. */
  static final double MANY_RETRIES = 0.2;

  /** Periods of the CPU limit in which the container was stopped, worth a word. */
  static final double OFTEN_THROTTLED = 0.01;

  /** Part of the CPU used by what is no request, from which on that comes before more CPU. */
  static final double MUCH_BESIDE = 0.25;

  /** Part of a request's life in system calls, from which on these hold most of the Ps. */
  static final double MUCH_IN_SYSCALLS = 0.3;

  /** Part of a request's life with its worker that one wait takes, so that it fills the workers. */
  static final double FILLS_WORKERS = 0.5;

  /** The collector's part of the CPU at the memory limit, from which on it is near its limiter. */
  static final double NEAR_LIMITER = 0.25;

  /** The assists' part of the worst requests' time, worth a figure. */
  static final double SOME_ASSISTS = 0.01;

  /** Requests that load one key at once, from which on they are more than chance. */
  static final double STAMPEDE = 10;

  /** Loads per core to aim at: above, waits grow steeply (M/M/c at 2 to 8 cores). */
  static final double AIM = 0.6;

  private Thresholds() {}
}
