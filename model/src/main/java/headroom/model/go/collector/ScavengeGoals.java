package headroom.model.go.collector;

/**
 * How much heap memory the background scavenger leaves to the process, set at the end of each
 * cycle; {@link #NONE} where there is nothing to give back. Source: Go 1.26 {@code
 * runtime/mgcscavenge.go:gcPaceScavenger}.
 *
 * @param retainedBytes heap memory not released, in use or free
 * @param mappedReadyBytes all memory not released, by the memory limit
 */
public record ScavengeGoals(long retainedBytes, long mappedReadyBytes) {
  /** No goal. */
  public static final long NONE = Long.MAX_VALUE;

  /** Source: {@code mgcscavenge.go:retainExtraPercent}; the runtime divides by 10. */
  private static final long RETAIN_EXTRA_DIVISOR = 10;

  /** Source: {@code mgcscavenge.go:reduceExtraPercent}. */
  private static final double REDUCE_EXTRA_PERCENT = 5;

  /** Source: {@code getconf PAGESIZE} on amd64. */
  private static final long PHYSICAL_PAGE_BYTES = 4096;

  /**
   * The goals after a cycle.
   *
   * @param memoryLimit see {@link PacerSettings#memoryLimitBytes}
   * @param goal the next heap goal
   * @param lastGoal {@link Pacer#lastHeapGoal}; 0 before the first cycle
   * @param lastHeapInUse spans in use at the end of marking, bytes
   * @param retained heap memory not released now, bytes
   * @param mappedReady all memory not released now, bytes
   */
  public static ScavengeGoals of(
      long memoryLimit,
      long goal,
      long lastGoal,
      long lastHeapInUse,
      long retained,
      long mappedReady) {
    long limitGoal = (long) (memoryLimit * (1 - REDUCE_EXTRA_PERCENT / 100.0));
    long byLimit = mappedReady <= limitGoal ? NONE : limitGoal;
    if (lastGoal == 0) {
      return new ScavengeGoals(NONE, byLimit);
    }
    long wanted = (long) (lastHeapInUse * ((double) goal / lastGoal));
    wanted += wanted / RETAIN_EXTRA_DIVISOR;
    wanted = (wanted + PHYSICAL_PAGE_BYTES - 1) / PHYSICAL_PAGE_BYTES * PHYSICAL_PAGE_BYTES;
    return new ScavengeGoals(retained - wanted < PHYSICAL_PAGE_BYTES ? NONE : wanted, byLimit);
  }
}
