package headroom.model.go.memory;

/**
 * Sums over objects on the heap, as far as the collector tells them apart.
 *
 * <p>Bytes are those of the objects' slots, which is what a cycle counts as marked; work is what
 * the pacer counts as scanned.
 */
public final class HeapContents {
  private long objects;
  private long slotBytes;
  private long linkedBytes;
  private long scanBytes;
  private long pointers;

  /** Nothing. */
  public HeapContents() {}

  /** Adds the objects from {@code from} to {@code to} of {@code shape}. */
  public void add(AllocationShape shape, long from, long to) {
    long bytes = shape.slotBytes(from, to);
    objects += to - from;
    slotBytes += bytes;
    linkedBytes += shape.pointers() > 0 ? bytes : 0;
    scanBytes += shape.scanBytes(from, to);
    pointers += shape.pointers(from, to);
  }

  /** Adds all of {@code other}. */
  public void add(HeapContents other) {
    objects += other.objects;
    slotBytes += other.slotBytes;
    linkedBytes += other.linkedBytes;
    scanBytes += other.scanBytes;
    pointers += other.pointers;
  }

  /** Takes all of {@code other} away, which must be part of it. */
  public void remove(HeapContents other) {
    objects -= other.objects;
    slotBytes -= other.slotBytes;
    linkedBytes -= other.linkedBytes;
    scanBytes -= other.scanBytes;
    pointers -= other.pointers;
    assert objects >= 0 && slotBytes >= 0 && scanBytes >= 0 && pointers >= 0 && linkedBytes >= 0
        : "more is dropped than there is";
  }

  /** Takes all of {@code giver}, which has nothing left. */
  public void take(HeapContents giver) {
    add(giver);
    giver.clear();
  }

  /**
   * Takes {@code count} of the {@code of} objects or groups of objects in {@code giver}, which are
   * alike: so much of each sum, rounded.
   */
  public void take(HeapContents giver, long count, long of) {
    long itsObjects = part(giver.objects, count, of);
    long itsSlotBytes = part(giver.slotBytes, count, of);
    long itsLinkedBytes = part(giver.linkedBytes, count, of);
    long itsScanBytes = part(giver.scanBytes, count, of);
    long itsPointers = part(giver.pointers, count, of);
    objects += itsObjects;
    slotBytes += itsSlotBytes;
    linkedBytes += itsLinkedBytes;
    scanBytes += itsScanBytes;
    pointers += itsPointers;
    giver.objects -= itsObjects;
    giver.slotBytes -= itsSlotBytes;
    giver.linkedBytes -= itsLinkedBytes;
    giver.scanBytes -= itsScanBytes;
    giver.pointers -= itsPointers;
  }

  private static long part(long whole, long count, long of) {
    assert count >= 0 && count <= of : count + " of " + of;
    return count == of ? whole : Math.round((double) whole * count / of);
  }

  /** Nothing is left. */
  public void clear() {
    objects = 0;
    slotBytes = 0;
    linkedBytes = 0;
    scanBytes = 0;
    pointers = 0;
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return objects == 0;
  }

  /** Objects. */
  public long objects() {
    return objects;
  }

  /** Bytes of their slots. */
  public long slotBytes() {
    return slotBytes;
  }

  /** Of {@link #slotBytes}, what the pointers lead to: allocations some of which have pointers. */
  public long linkedBytes() {
    return linkedBytes;
  }

  /** Bytes of those with pointers: what has to be read. */
  public long scanBytes() {
    return scanBytes;
  }

  /** Pointers in them that lead somewhere. */
  public long pointers() {
    return pointers;
  }
}
