package headroom.model.go.collector;

/**
 * What a byte allocated while marking costs in scan work, so that marking ends before the heap
 * reaches its goal. Source: Go 1.26 {@code runtime/mgcpacer.go:revise}.
 */
final class AssistRatio {
  /** GOGC in the arithmetic of a cycle forced with GOGC=off. Source: {@code revise}. */
  private static final int PERCENT_WHEN_OFF = 100_000;

  /** Least work that is taken to remain, bytes. Source: {@code revise}, a literal. */
  private static final long MIN_WORK_BYTES = 1000;

  /** Source: {@code revise}, {@code maxOvershoot}. */
  private static final double MAX_OVERSHOOT = 1.1;

  private double workPerByte;
  private double bytesPerWork;

  /** Bytes of scan work for each byte allocated. */
  double workPerByte() {
    return workPerByte;
  }

  /** Bytes that may be allocated for each byte of scan work. */
  double bytesPerWork() {
    return bytesPerWork;
  }

  /**
   * Adapts the ratio.
   *
   * @param goal the heap goal, bytes
   * @param triggered heap at the start of the cycle, bytes
   * @param live heap now, bytes
   * @param work what has been scanned, bytes
   * @param expected what the last cycle scanned, with the globals, bytes
   * @param worst what there is to scan if everything scannable is reachable, bytes
   */
  void revise(
      int gcPercent, long goal, long triggered, long live, long work, long expected, long worst) {
    long heapGoal = goal;
    long workGoal = expected;
    if (work > expected) {
      heapGoal = extendedGoal(gcPercent, goal, triggered, expected, worst);
      workGoal = worst;
    }
    if (live > heapGoal) {
      heapGoal = (long) (heapGoal * MAX_OVERSHOOT);
      workGoal = worst;
    }
    long workLeft = Math.max(MIN_WORK_BYTES, workGoal - work);
    long heapLeft = Math.max(1, heapGoal - live);
    workPerByte = (double) workLeft / heapLeft;
    bytesPerWork = (double) heapLeft / workLeft;
  }

  /**
   * The goal of a cycle that has more to scan than the last one had: the way from the trigger to
   * the goal grows with the work, up to what the next cycle would allow anyway.
   */
  private static long extendedGoal(
      int gcPercent, long goal, long triggered, long expected, long worst) {
    int percent = gcPercent < 0 ? PERCENT_WHEN_OFF : gcPercent;
    long hardGoal = (long) ((1.0 + percent / 100.0) * goal);
    if (expected == 0) {
      return hardGoal; // the runtime always has globals to scan and never divides by 0 here
    }
    long extended = (long) ((double) (goal - triggered) / expected * worst) + triggered;
    return Math.min(extended, hardGoal);
  }
}
