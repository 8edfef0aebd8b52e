package headroom.model.go.collector;

/**
 * The heap goal that keeps the process below its memory limit. Source: Go 1.26 {@code
 * runtime/mgcpacer.go:memoryLimitHeapGoal}.
 */
final class MemoryLimitGoal {
  /** Source: {@code mgcpacer.go:memoryLimitMinHeapGoalHeadroom}. */
  static final long MIN_HEADROOM_BYTES = 1 << 20;

  /** Source: {@code mgcpacer.go:memoryLimitHeapGoalHeadroomPercent}. */
  static final long HEADROOM_PERCENT = 3;

  private final long limitBytes;
  private long mappedReadyBytes;
  private long heapFreeBytes;
  private long heapAllocBytes;

  /** A limit of {@code limitBytes} and nothing mapped yet. */
  MemoryLimitGoal(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** See {@link Pacer#mapped}. */
  void mapped(long mappedReady, long heapFree, long heapAlloc) {
    assert heapFree >= 0 && heapAlloc >= 0 && heapFree + heapAlloc <= mappedReady
        : heapFree + " free and " + heapAlloc + " allocated of " + mappedReady;
    mappedReadyBytes = mappedReady;
    heapFreeBytes = heapFree;
    heapAllocBytes = heapAlloc;
  }

  /** The goal while {@code heapMarkedBytes} are known to be reachable; never less than these. */
  long bytes(long heapMarkedBytes) {
    long nonHeap = mappedReadyBytes - heapFreeBytes - heapAllocBytes;
    long overage = Math.max(0, mappedReadyBytes - limitBytes);
    if (nonHeap + overage >= limitBytes) {
      return heapMarkedBytes;
    }
    return Math.max(heapMarkedBytes, lessHeadroom(limitBytes - (nonHeap + overage)));
  }

  /** {@code goal} less what inaccurate pacing may need; at small limits the headroom itself. */
  static long lessHeadroom(long goal) {
    long headroom = Math.max(MIN_HEADROOM_BYTES, goal / 100 * HEADROOM_PERCENT);
    return goal - headroom < headroom ? headroom : goal - headroom;
  }
}
