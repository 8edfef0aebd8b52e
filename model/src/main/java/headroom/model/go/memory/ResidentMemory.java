package headroom.model.go.memory;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;

/**
 * The memory of the process that is backed by pages: the heap as large as it has been, less what
 * the background scavenger has given back, and what is not heap. Pages that the heap has not had
 * before are faulted in by whoever allocates. Source: {@code runtime/mheap.go}, {@code
 * mgcscavenge.go}; the model of a heap that is compact is ours: the page allocator takes the lowest
 * address that fits.
 *
 * <p>Approximate: large objects leave gaps and fault about 1.2 times as often as this says.
 */
public final class ResidentMemory {
  /** Spans in use for each byte of objects. Measured: half-used spans take about 3 %. */
  private static final double SPAN_BYTES_PER_OBJECT_BYTE = 1.03;

  /** Mapped beside the heap at start, bytes. Measured with GOGC=off: metadata, stacks, other. */
  private static final long BASE_BYTES = 4_900_000;

  /** Metadata for each byte of the largest heap so far. Source: 160 B a span of 8 KiB. */
  private static final double METADATA_PER_HEAP_BYTE = 160.0 / SizeClass.PAGE_BYTES;

  /** Code and data of the program, bytes. Measured: a small server. */
  private static final long PROGRAM_BYTES = 3_500_000;

  private static final long PHYSICAL_PAGE_BYTES = 4096;

  private final double releaseNs;
  private final long limitBytes;
  private long heapBytes;
  private long largestHeapBytes;
  private long largestBytes;
  private long stackBytes;
  private long retainBytes = Long.MAX_VALUE;
  private long retainMappedBytes = Long.MAX_VALUE;

  /** A process with an empty heap; {@code limitBytes} is its GOMEMLIMIT. */
  public ResidentMemory(CostProfile costs, long limitBytes) {
    this.limitBytes = limitBytes;
    releaseNs = costs.value(Cost.GC_SCAVENGE_PAGE) / PHYSICAL_PAGE_BYTES;
  }

  /** Objects take {@code objectBytes}; returns the pages that are faulted in for them. */
  public long grow(long objectBytes) {
    long wanted = spanBytes(objectBytes);
    if (wanted <= heapBytes) {
      return 0;
    }
    long pages = (wanted - heapBytes + PHYSICAL_PAGE_BYTES - 1) / PHYSICAL_PAGE_BYTES;
    heapBytes += pages * PHYSICAL_PAGE_BYTES;
    largestHeapBytes = Math.max(largestHeapBytes, heapBytes);
    largestBytes = Math.max(largestBytes, rssBytes());
    return pages;
  }

  /**
   * Whoever takes memory for objects of {@code objectBytes} while the process is over its limit
   * gives back what is in no span, at once; returns the CPU of that, ns. Source: {@code
   * mheap.go:allocSpan}, {@code bytesToScavenge}.
   */
  public long releaseOverLimit(long objectBytes) {
    long free = heapBytes - spanBytes(objectBytes);
    long released = Math.min(mappedBytes() - limitBytes, free);
    if (released <= 0) {
      return 0;
    }
    heapBytes -= released;
    return Math.round(released * releaseNs);
  }

  /**
   * From now on the background scavenger gives back what is beyond {@code bytes} of heap, and what
   * is beyond {@code mapped} of all that counts against the limit, see {@code ScavengeGoals}.
   */
  public void retain(long bytes, long mapped) {
    retainBytes = bytes;
    retainMappedBytes = mapped;
  }

  /** Stacks take {@code bytes}. */
  public void stacks(long bytes) {
    stackBytes = bytes;
  }

  /** What the background scavenger has to give back while objects take {@code objectBytes}. */
  public long scavengeableBytes(long objectBytes) {
    long goal = Math.min(retainBytes, retainMappedBytes - overheadBytes());
    return Math.max(0, heapBytes - Math.max(goal, spanBytes(objectBytes)));
  }

  /** The background scavenger gives {@code bytes} back; returns what that was, at most all. */
  public long scavenge(long bytes, long objectBytes) {
    long released = Math.min(bytes, scavengeableBytes(objectBytes));
    heapBytes -= released;
    return released;
  }

  /** Spans that hold {@code objectBytes}, bytes. */
  public static long spanBytes(long objectBytes) {
    return Math.round(objectBytes * SPAN_BYTES_PER_OBJECT_BYTE);
  }

  /** Heap that is backed, bytes: in use or free. */
  public long heapBytes() {
    return heapBytes;
  }

  /** Memory that counts against GOMEMLIMIT, bytes: mapped and not released. */
  public long mappedBytes() {
    return heapBytes + overheadBytes();
  }

  /** Of {@link #mappedBytes}, what is not heap: stacks, metadata, other. */
  public long overheadBytes() {
    return BASE_BYTES + stackBytes + Math.round(largestHeapBytes * METADATA_PER_HEAP_BYTE);
  }

  /** Resident set of the process, bytes. */
  public long rssBytes() {
    return mappedBytes() + PROGRAM_BYTES;
  }

  /** Heap that was given back to the system, bytes: {@code /memory/classes/heap/released}. */
  public long releasedBytes() {
    return largestHeapBytes - heapBytes;
  }

  /** The largest {@link #rssBytes} since the last call. */
  public long takeLargestRssBytes() {
    long rssBytes = rssBytes();
    long largest = Math.max(largestBytes, rssBytes);
    largestBytes = rssBytes;
    return largest;
  }
}
