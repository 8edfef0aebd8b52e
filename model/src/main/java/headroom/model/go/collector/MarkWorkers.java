package headroom.model.go.collector;

/**
 * How many background workers mark in a cycle. Source: Go 1.26 {@code
 * runtime/mgcpacer.go:startCycle}.
 *
 * @param dedicated Ps that do nothing else until marking ends
 * @param fractionalUtilization share of its time that every other P marks; 0 for none
 * @param maxIdle Ps that may mark at once for want of anything else to do
 */
public record MarkWorkers(int dedicated, double fractionalUtilization, int maxIdle) {
  /** Share of all CPU for marking. Source: {@code mgcpacer.go:gcBackgroundUtilization}. */
  static final double BACKGROUND_UTILIZATION = 0.25;

  /** Source: {@code mgcpacer.go:startCycle}, {@code maxUtilError}. */
  private static final double MAX_UTILIZATION_ERROR = 0.3;

  /** Source: {@code mgc.go:pollFractionalWorkerExit}. */
  private static final double FRACTIONAL_SLACK = 1.2;

  /**
   * The workers for {@code gomaxprocs} Ps.
   *
   * @param periodic whether the cycle starts because the last is two minutes old
   */
  static MarkWorkers of(int gomaxprocs, boolean periodic) {
    double goal = gomaxprocs * BACKGROUND_UTILIZATION;
    int dedicated = (int) (goal + 0.5);
    double error = dedicated / goal - 1;
    double fractional = 0;
    if (error < -MAX_UTILIZATION_ERROR || error > MAX_UTILIZATION_ERROR) {
      if (dedicated > goal) {
        dedicated--;
      }
      fractional = (goal - dedicated) / gomaxprocs;
    }
    int idle = gomaxprocs - dedicated;
    if (periodic) {
      idle = dedicated > 0 ? 0 : 1;
    }
    return new MarkWorkers(dedicated, fractional, idle);
  }

  /**
   * Whether a P that passes its scheduler gives way to a fractional worker. Source: {@code
   * mgcpacer.go:assignWaitingGCWorker}.
   *
   * @param fractionalNs what fractional workers have had of this P in this cycle
   * @param elapsedNs since {@link Pacer#startCycle}
   */
  public boolean startsFractional(long fractionalNs, long elapsedNs) {
    return fractionalUtilization > 0
        && (elapsedNs <= 0 || (double) fractionalNs / elapsedNs <= fractionalUtilization);
  }

  /**
   * Whether a fractional worker has done its share and leaves the P. Source: {@code
   * mgc.go:pollFractionalWorkerExit}.
   *
   * @param fractionalNs what fractional workers have had of this P in this cycle, this one included
   * @param elapsedNs since {@link Pacer#startCycle}
   */
  public boolean endsFractional(long fractionalNs, long elapsedNs) {
    return elapsedNs <= 0
        || (double) fractionalNs / elapsedNs > FRACTIONAL_SLACK * fractionalUtilization;
  }
}
