package headroom.model.go.collector;

/**
 * The estimate of how fast the program allocates compared with how fast the collector scans, both
 * per CPU time. Source: Go 1.26 {@code runtime/mgcpacer.go:endCycle}, {@code consMark}, {@code
 * lastConsMark}.
 */
final class ConsMark {
  /** Cycles that are remembered besides the last. Source: {@code mgcpacer.go:lastConsMark}. */
  private static final int REMEMBERED = 4;

  private final double[] last = new double[REMEMBERED];
  private double estimate;

  /** The largest of the last five measurements; 0 before the first. */
  double estimate() {
    return estimate;
  }

  /**
   * A cycle has ended in which {@code allocatedBytes} were allocated and {@code scanBytes} scanned.
   *
   * @param utilization CPU of background marking, taken as its goal, and of assists, over all
   * @param idleUtilization CPU of idle workers over all
   */
  void measured(long allocatedBytes, long scanBytes, double utilization, double idleUtilization) {
    double current =
        (allocatedBytes * (utilization + idleUtilization)) / (scanBytes * (1 - utilization));
    estimate = current;
    for (double old : last) {
      if (old > estimate) {
        estimate = old;
      }
    }
    System.arraycopy(last, 1, last, 0, REMEMBERED - 1);
    last[REMEMBERED - 1] = current;
  }
}
