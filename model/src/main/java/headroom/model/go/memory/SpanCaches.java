package headroom.model.go.memory;

import java.util.Arrays;

/**
 * The spans from which each P allocates, one for each class of objects with and one without
 * pointers. All of a span counts as live as soon as a P takes it, which is when the heap's size is
 * looked at. Source: {@code runtime/mcache.go:refill}, {@code releaseAll}; {@code
 * mheap.go:spanClass}.
 *
 * <p>Approximate: a span that a P takes is empty; one that a cycle has left half full counts with
 * its free slots only.
 */
public final class SpanCaches {
  private static final int CLASSES = 2 * SizeClass.COUNT;

  /** Free bytes of the spans, by P and class. */
  private final long[] left;

  /** The caches of {@code gomaxprocs} Ps, all empty. */
  public SpanCaches(int gomaxprocs) {
    left = new long[gomaxprocs * CLASSES];
  }

  /**
   * The P allocates the objects from {@code from} to {@code to} of {@code shape}; returns what that
   * adds to the live heap, bytes: whole spans, and large objects.
   */
  public long take(int processor, AllocationShape shape, long from, long to) {
    long bytes = shape.liveBytes(from, to);
    if (shape.large()) {
      return bytes;
    }
    long withPointers = Math.round(bytes * shape.scanShare());
    return take(processor, shape, false, withPointers)
        + take(processor, shape, true, bytes - withPointers);
  }

  private long take(int processor, AllocationShape shape, boolean noscan, long bytes) {
    if (bytes <= 0) {
      return 0;
    }
    SizeClass slots = slots(shape, noscan);
    int place = place(processor, slots, noscan);
    long missing = bytes - left[place];
    if (missing <= 0) {
      left[place] = -missing;
      return 0;
    }
    long spans = (missing + slots.spanBytes() - 1) / slots.spanBytes();
    left[place] = spans * slots.spanBytes() - missing;
    return spans * slots.spanBytes();
  }

  /** What the P can allocate of {@code shape} before it takes another span, bytes. */
  public long left(int processor, AllocationShape shape) {
    if (shape.large()) {
      return 0;
    }
    boolean noscan = shape.scanShare() == 0;
    return left[place(processor, slots(shape, noscan), noscan)];
  }

  /** The P goes: what it has left returns to the heap, bytes. */
  public long giveBack(int processor) {
    long sum = 0;
    for (int i = processor * CLASSES; i < (processor + 1) * CLASSES; i++) {
      sum += left[i];
      left[i] = 0;
    }
    return sum;
  }

  /** A cycle has ended: the Ps give their spans back to be swept. */
  public void flush() {
    Arrays.fill(left, 0);
  }

  private static SizeClass slots(AllocationShape shape, boolean noscan) {
    long bytes = Math.max(1, Math.round(shape.requestedBytes()));
    boolean tiny = noscan && bytes < TinyAllocator.BLOCK_BYTES;
    return SizeClass.of(tiny ? TinyAllocator.BLOCK_BYTES : bytes, noscan);
  }

  private static int place(int processor, SizeClass slots, boolean noscan) {
    return processor * CLASSES + 2 * slots.index() + (noscan ? 1 : 0);
  }
}
