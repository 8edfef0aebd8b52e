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
  private long scanBytes;
  private long pointers;

  /** Nothing. */
  public HeapContents() {}

  /** Adds {@code count} objects of {@code shape}. */
  public void add(AllocationShape shape, long count) {
    objects += count;
    slotBytes += shape.slotBytes(count);
    scanBytes += shape.scanBytes(count);
    pointers += shape.pointers(count);
  }

  /** Adds all of {@code other}. */
  public void add(HeapContents other) {
    objects += other.objects;
    slotBytes += other.slotBytes;
    scanBytes += other.scanBytes;
    pointers += other.pointers;
  }

  /** Takes all of {@code other} away, which must be part of it. */
  public void remove(HeapContents other) {
    objects -= other.objects;
    slotBytes -= other.slotBytes;
    scanBytes -= other.scanBytes;
    pointers -= other.pointers;
    assert objects >= 0 && slotBytes >= 0 && scanBytes >= 0 && pointers >= 0
        : "more is dropped than there is";
  }

  /** Nothing is left. */
  public void clear() {
    objects = 0;
    slotBytes = 0;
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

  /** Bytes of those with pointers: what has to be read. */
  public long scanBytes() {
    return scanBytes;
  }

  /** Pointers in them that lead somewhere. */
  public long pointers() {
    return pointers;
  }
}
