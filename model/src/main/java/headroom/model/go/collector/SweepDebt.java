package headroom.model.go.collector;

/**
 * Pages that an allocation must sweep before it takes a span, so that all are swept when the next
 * cycle starts. Source: Go 1.26 {@code runtime/mgcsweep.go:gcPaceSweeper}, {@code
 * deductSweepCredit}.
 */
public final class SweepDebt {
  /** All is swept so far before the trigger, bytes. Source: {@code gcPaceSweeper}, a literal. */
  private static final long MARGIN_BYTES = 1 << 20;

  /** Source: {@code gc/malloc.go:PageSize}. */
  private static final long PAGE_BYTES = 8192;

  private double pagesPerByte;
  private long heapLiveBasis;
  private long pagesSwept;

  /**
   * Nothing is swept yet.
   *
   * @param trigger heap size at which the next cycle starts
   * @param heapLive heap now
   * @param pagesInUse pages to sweep
   */
  public void pace(long trigger, long heapLive, long pagesInUse) {
    long distance = Math.max(PAGE_BYTES, trigger - heapLive - MARGIN_BYTES);
    pagesPerByte = (double) pagesInUse / distance;
    heapLiveBasis = heapLive;
    pagesSwept = 0;
  }

  /** The background sweeper, or an allocation, has swept so many pages. */
  public void swept(long pages) {
    pagesSwept += pages;
  }

  /** All is swept; nobody owes anything until {@link #pace}. */
  public void done() {
    pagesPerByte = 0;
  }

  /** Pages to sweep for each byte allocated; 0 when all is swept. */
  public double pagesPerByte() {
    return pagesPerByte;
  }

  /**
   * Pages to sweep before a span is allocated; not negative.
   *
   * @param heapLive heap now
   * @param spanBytes the span
   * @param sweptByCaller pages that the allocation sweeps anyway
   */
  public long pagesOwed(long heapLive, long spanBytes, long sweptByCaller) {
    if (pagesPerByte == 0) {
      return 0;
    }
    long grown = spanBytes + Math.max(0, heapLive - heapLiveBasis);
    long target = (long) (pagesPerByte * grown) - sweptByCaller;
    return Math.max(0, target - pagesSwept);
  }
}
