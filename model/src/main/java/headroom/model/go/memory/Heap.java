package headroom.model.go.memory;

/**
 * What the program has allocated: what it can still reach, what it has dropped and the collector
 * has not found, and what is found and not yet swept. Bytes of slots; allocated = reachable +
 * dropped + freed at all times.
 *
 * <p>A cycle marks what is reachable when it starts and all that is allocated while it marks.
 * Whatever the program drops meanwhile is marked all the same: the write barrier shades a pointer
 * that is overwritten. Source: {@code runtime/mbarrier.go}, {@code malloc.go:gcmarknewobject}.
 * Approximate: an object on a stack that is popped before the collector reads it is dropped at once
 * in the runtime.
 */
public final class Heap {
  private final HeapContents reachable = new HeapContents();
  private final HeapContents dropping = new HeapContents();
  private long allocatedBytes;
  private long allocatedObjects;
  private long freedBytes;
  private long freedObjects;

  /** Of what is on the heap, found dead by the last cycle and not swept yet. */
  private long unsweptBytes;

  private long unsweptObjects;

  private boolean marking;
  private long markedBytes;
  private long markedObjects;

  /**
   * The objects from {@code from} to {@code to} of {@code shape} are allocated; of all of them
   * {@code holder} holds the share {@code keep}.
   */
  public void allocate(
      AllocationShape shape, long from, long to, double keep, HeapContents holder) {
    long bytes = shape.slotBytes(from, to);
    long count = to - from;
    allocatedBytes += bytes;
    allocatedObjects += count;
    if (marking) {
      markedBytes += bytes;
      markedObjects += count;
    }
    long keptFrom = Math.round(from * keep);
    long keptTo = Math.round(to * keep);
    if (keptTo > keptFrom) {
      reachable.add(shape, keptFrom, keptTo);
      holder.add(shape, keptFrom, keptTo);
    }
  }

  /** {@code holder}, all of which is on this heap, is dropped. */
  public void drop(HeapContents holder) {
    reachable.remove(holder);
    holder.clear();
  }

  /** {@code count} of the {@code of} objects, or groups of them, of {@code holder} are dropped. */
  public void drop(HeapContents holder, long count, long of) {
    dropping.take(holder, count, of);
    drop(dropping);
  }

  /** A cycle begins to mark; all is swept. Returns what it has to mark. */
  public HeapContents startMarking() {
    assert !marking : "one cycle at a time";
    sweep(1);
    marking = true;
    markedBytes = reachable.slotBytes();
    markedObjects = reachable.objects();
    return reachable;
  }

  /** Marking has ended; returns the bytes marked. What is not marked is still to be swept. */
  public long endMarking() {
    assert marking : "no cycle";
    marking = false;
    assert reachable.slotBytes() <= markedBytes : "something reachable is not marked";
    unsweptBytes = bytes() - markedBytes;
    unsweptObjects = objects() - markedObjects;
    return markedBytes;
  }

  /** The share {@code share} of what is still to be swept is swept. */
  public void sweep(double share) {
    long bytes = Math.round(unsweptBytes * share);
    long count = Math.round(unsweptObjects * share);
    unsweptBytes -= bytes;
    unsweptObjects -= count;
    freedBytes += bytes;
    freedObjects += count;
  }

  /** Bytes of all objects, dead ones that are not swept included: {@code HeapAlloc}. */
  public long bytes() {
    return allocatedBytes - freedBytes;
  }

  /** All objects, dead ones that are not swept included: {@code /gc/heap/objects:objects}. */
  public long objects() {
    return allocatedObjects - freedObjects;
  }

  /** What the program can reach. */
  public HeapContents reachable() {
    return reachable;
  }

  /** Bytes allocated so far: {@code /gc/heap/allocs:bytes}. */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /** Objects allocated so far: {@code /gc/heap/allocs:objects}. */
  public long allocatedObjects() {
    return allocatedObjects;
  }

  /** Bytes swept so far: {@code /gc/heap/frees:bytes}. */
  public long freedBytes() {
    return freedBytes;
  }

  /** Objects swept so far: {@code /gc/heap/frees:objects}. */
  public long freedObjects() {
    return freedObjects;
  }

  /**
   * Whether what is reachable, dropped and freed adds up to what was allocated. For assertions.
   *
   * @throws AssertionError if not
   */
  public boolean isBalanced() {
    if (reachable.slotBytes() > bytes() || unsweptBytes > bytes() - reachable.slotBytes()) {
      throw new AssertionError(
          reachable.slotBytes() + " B reachable and " + unsweptBytes + " B dead of " + bytes());
    }
    return true;
  }
}
