package headroom.model.go.memory;

/**
 * A number of objects of equal size, some of them with pointers. They are counted through, so that
 * parts, which are whole numbers of bytes, add up to the whole.
 *
 * @param objects how many
 * @param requestedBytes what the program asks for each
 * @param liveBytes what all of them add to the heap that the pacer goes by, ends of spans included
 * @param slotBytes the slots of all of them
 * @param scanBytes what has to be read of all of them
 * @param pointers pointers in all of them that lead somewhere
 * @param large whether each has a span of its own
 * @param costShare what allocating them takes, as a share of what their number and size say
 */
public record AllocationShape(
    long objects,
    double requestedBytes,
    double liveBytes,
    double slotBytes,
    double scanBytes,
    double pointers,
    boolean large,
    double costShare) {
  /** No objects. */
  public static final AllocationShape NOTHING = new AllocationShape(0, 0, 0, 0, 0, 0, false, 1);

  /** Of so many words of a long-lived object one is a pointer that leads somewhere. */
  private static final double LIVE_WORDS_PER_POINTER = 4;

  /** A word of memory. */
  private static final int WORD_BYTES = 8;

  /**
   * {@code objects} objects that together take {@code bytes}.
   *
   * @param pointerShare share of the objects that consist of pointers; the others have none
   * @param wordsPerPointer of how many pointer words one leads somewhere
   */
  public static AllocationShape of(
      long bytes, long objects, double pointerShare, double wordsPerPointer) {
    if (bytes <= 0 || objects <= 0) {
      return NOTHING;
    }
    double each = (double) bytes / objects;
    long rounded = Math.max(1, Math.round(each));
    double withPointers = objects * pointerShare;
    double without = objects - withPointers;
    SizeClass scan = SizeClass.of(rounded, false);
    double live = withPointers * scan.liveBytes(false);
    double slots = withPointers * scan.bytes();
    if (rounded < TinyAllocator.BLOCK_BYTES) {
      double tiny = TinyAllocator.bytesEach((int) rounded);
      live += without * tiny;
      slots += without * tiny;
    } else {
      SizeClass noscan = SizeClass.of(rounded, true);
      live += without * noscan.liveBytes(true);
      slots += without * noscan.bytes();
    }
    double words = each / WORD_BYTES;
    return new AllocationShape(
        objects,
        each,
        live,
        slots,
        withPointers * each,
        withPointers * words / wordsPerPointer,
        scan.isLarge(),
        1);
  }

  /**
   * Objects of equal size whose slots take {@code bytes} together, as the runtime counts them. Ends
   * of spans are those of the class of that size.
   *
   * @param pointerShare share of the objects that consist of pointers
   * @param wordsPerPointer of how many pointer words one leads somewhere
   * @param costShare see {@link AllocationShape}
   */
  public static AllocationShape ofSlots(
      long bytes, long objects, double pointerShare, double wordsPerPointer, double costShare) {
    if (bytes <= 0 || objects <= 0) {
      return NOTHING;
    }
    double each = (double) bytes / objects;
    long rounded = Math.max(1, Math.round(each));
    boolean large = rounded > SizeClass.MAX_SMALL_BYTES;
    double live = large ? bytes : bytes * liveShare(rounded, pointerShare);
    double scan = bytes * pointerShare;
    double pointers = scan / WORD_BYTES / wordsPerPointer;
    return new AllocationShape(objects, each, live, bytes, scan, pointers, large, costShare);
  }

  /** What a byte of a slot of about {@code bytes} adds to the heap that the pacer goes by. */
  private static double liveShare(long bytes, double pointerShare) {
    SizeClass scan = SizeClass.ofSlot(bytes);
    SizeClass noscan = SizeClass.ofSlot(Math.max(TinyAllocator.BLOCK_BYTES, bytes));
    return pointerShare * scan.liveBytes(false) / scan.bytes()
        + (1 - pointerShare) * noscan.liveBytes(true) / noscan.bytes();
  }

  /**
   * Objects with pointers, of different sizes, whose slots take {@code bytes} together and of whose
   * words {@code pointers} lead somewhere.
   */
  public static AllocationShape ofSlots(long objects, double bytes, double pointers) {
    return new AllocationShape(objects, bytes / objects, bytes, bytes, bytes, pointers, false, 1);
  }

  /**
   * Objects of {@code objectBytes} that are reachable from tables of pointers, {@code bytes} with
   * the tables. Every fourth word of those with pointers leads to another object.
   *
   * @param pointerShare share of the objects that consist of pointers
   */
  public static AllocationShape ofLiveHeap(long bytes, double pointerShare, long objectBytes) {
    long count = bytes / (objectBytes + WORD_BYTES);
    if (count == 0) {
      return NOTHING;
    }
    AllocationShape objects = of(count * objectBytes, count, pointerShare, LIVE_WORDS_PER_POINTER);
    long tables = count * WORD_BYTES;
    return new AllocationShape(
        count,
        objects.requestedBytes,
        objects.liveBytes + tables,
        objects.slotBytes + tables,
        objects.scanBytes,
        objects.pointers,
        objects.large,
        1);
  }

  /** Share of the objects that have pointers. */
  public double scanShare() {
    return objects == 0 ? 0 : Math.min(1, scanBytes / (requestedBytes * objects));
  }

  /** What those from {@code from} to {@code to} add to the heap, bytes. */
  public long liveBytes(long from, long to) {
    return part(liveBytes, from, to);
  }

  /** The slots of those from {@code from} to {@code to}, bytes. */
  public long slotBytes(long from, long to) {
    return part(slotBytes, from, to);
  }

  /** What has to be read of those from {@code from} to {@code to}, bytes. */
  public long scanBytes(long from, long to) {
    return part(scanBytes, from, to);
  }

  /** Pointers in those from {@code from} to {@code to}. */
  public long pointers(long from, long to) {
    return part(pointers, from, to);
  }

  /** What one of them adds to the heap, bytes, at least 1. */
  public double liveBytesEach() {
    return Math.max(1, liveBytes / objects);
  }

  private long part(double whole, long from, long to) {
    return Math.round(whole * to / objects) - Math.round(whole * from / objects);
  }
}
