package headroom.model.go.memory;

/**
 * The slot that an object gets: small objects share spans with others of their class, a large one
 * has a span of its own. Source: Go 1.26 {@code internal/runtime/gc/sizeclasses.go}, {@code
 * runtime/malloc.go:mallocgc}.
 *
 * @param index 1 to 67; 0 for a large object
 * @param bytes the slot, what an object adds to the marked heap
 * @param pages the span, pages of {@link #PAGE_BYTES}
 */
public record SizeClass(int index, long bytes, long pages) {
  /** A page of the heap. Source: {@code internal/runtime/gc/malloc.go:PageSize}. */
  public static final long PAGE_BYTES = 8192;

  /** Classes, that of large objects included. Source: {@code sizeclasses.go:NumSizeClasses}. */
  public static final int COUNT = 68;

  /** The largest class. Source: {@code sizeclasses.go:MaxSmallSize}. */
  public static final int MAX_SMALL_BYTES = 32_768;

  /** In front of objects with pointers. Source: {@code gc/malloc.go:MallocHeaderSize}. */
  public static final int HEADER_BYTES = 8;

  /**
   * Objects up to this size have no header. Source: {@code gc/malloc.go:MinSizeForMallocHeader}.
   */
  public static final int MAX_BYTES_WITHOUT_HEADER = 512;

  /** The least size whose span holds its own mark bits: {@code gcUsesSpanInlineMarkBits}. */
  private static final int MIN_BYTES_WITH_INLINE_MARKS = 16;

  /** Source: {@code mgcmark_greenteagc.go:spanInlineMarkBits}. */
  private static final int INLINE_MARK_BYTES = 128;

  /** A bit for each word of a span: {@code mbitmap.go:spanHeapBitsRange}. */
  private static final int POINTER_BITMAP_RATIO = 64;

  /** Sizes of 8 B steps are looked up. All classes are multiples of it. */
  private static final int STEP_BYTES = 8;

  /** Source: {@code sizeclasses.go:SizeClassToSize}. */
  private static final int[] SIZES = {
    0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320,
    352, 384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048,
    2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240,
    10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768
  };

  /** Source: {@code sizeclasses.go:SizeClassToNPages}. */
  private static final int[] PAGES = {
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5,
    7, 2, 9, 7, 5, 8, 3, 10, 7, 4
  };

  private static final SizeClass[] BY_STEP = bySteps();

  private static SizeClass[] bySteps() {
    SizeClass[] classes = new SizeClass[MAX_SMALL_BYTES / STEP_BYTES + 1];
    int index = 1;
    SizeClass current = new SizeClass(index, SIZES[index], PAGES[index]);
    for (int step = 1; step < classes.length; step++) {
      if (step * STEP_BYTES > SIZES[index]) {
        index++;
        current = new SizeClass(index, SIZES[index], PAGES[index]);
      }
      classes[step] = current;
    }
    classes[0] = classes[1];
    return classes;
  }

  /**
   * The slot for an object of {@code bytes}, at least 1. Objects without pointers below 16 B go to
   * the {@link TinyAllocator} instead.
   *
   * @param noscan whether the object holds no pointers
   */
  public static SizeClass of(long bytes, boolean noscan) {
    assert bytes > 0 : bytes;
    if (bytes > MAX_SMALL_BYTES - HEADER_BYTES) {
      long pages = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
      return new SizeClass(0, pages * PAGE_BYTES, pages);
    }
    boolean header = !noscan && bytes > MAX_BYTES_WITHOUT_HEADER;
    long slot = header ? bytes + HEADER_BYTES : bytes;
    return BY_STEP[(int) ((slot + STEP_BYTES - 1) / STEP_BYTES)];
  }

  /** The class whose slots are the smallest that hold {@code bytes}, up to the largest class. */
  static SizeClass ofSlot(long bytes) {
    assert bytes > 0 && bytes <= MAX_SMALL_BYTES : bytes;
    return BY_STEP[(int) ((bytes + STEP_BYTES - 1) / STEP_BYTES)];
  }

  /** The class of this index, 1 to 67. */
  public static SizeClass ofIndex(int index) {
    return BY_STEP[SIZES[index] / STEP_BYTES];
  }

  /** Whether the object has a span of its own. */
  public boolean isLarge() {
    return index == 0;
  }

  /** Bytes of a span. */
  public long spanBytes() {
    return pages * PAGE_BYTES;
  }

  /**
   * Objects in a span. Spans of small objects also hold mark bits and, for objects with pointers,
   * the bitmap of these. Source: {@code mheap.go:initSpan}, with {@code mgcmark_greenteagc.go}.
   */
  public int slots(boolean noscan) {
    if (isLarge()) {
      return 1;
    }
    long reserved = 0;
    if (bytes <= MAX_BYTES_WITHOUT_HEADER) {
      reserved += bytes >= MIN_BYTES_WITH_INLINE_MARKS ? INLINE_MARK_BYTES : 0;
      reserved += noscan ? 0 : spanBytes() / POINTER_BITMAP_RATIO;
    }
    return (int) ((spanBytes() - reserved) / bytes);
  }

  /**
   * What an object adds to the heap that the pacer goes by: its part of a span, the rest at the end
   * included. Source: {@code mcache.go:refill}.
   */
  public double liveBytes(boolean noscan) {
    return (double) spanBytes() / slots(noscan);
  }
}
