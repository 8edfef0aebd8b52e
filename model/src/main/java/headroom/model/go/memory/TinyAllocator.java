package headroom.model.go.memory;

/**
 * Packs objects without pointers below 16 B into common blocks, one allocator for each P. A block
 * is free only when all its objects are. Source: Go 1.26 {@code runtime/malloc.go:mallocgcTiny}.
 */
public final class TinyAllocator {
  /** A block; objects of this size and more are not tiny. Source: {@code gc:TinySize}. */
  public static final int BLOCK_BYTES = 16;

  private static final double[] BYTES_EACH = bytesEach();

  private boolean hasBlock;
  private int offset;

  private static double[] bytesEach() {
    double[] each = new double[BLOCK_BYTES];
    for (int bytes = 1; bytes < BLOCK_BYTES; bytes++) {
      int inBlock = 0;
      TinyAllocator allocator = new TinyAllocator();
      allocator.allocate(bytes);
      do {
        inBlock++;
      } while (allocator.allocate(bytes) == 0);
      each[bytes] = (double) BLOCK_BYTES / inBlock;
    }
    return each;
  }

  /** What an object among many of {@code bytes}, 1 to 15, takes: its part of a block, bytes. */
  static double bytesEach(int bytes) {
    return BYTES_EACH[bytes];
  }

  /**
   * Allocates an object of {@code bytes}, 1 to 15; returns the bytes that the heap grows by: 16 for
   * a new block, else 0.
   */
  public int allocate(int bytes) {
    assert bytes > 0 && bytes < BLOCK_BYTES : bytes;
    int start = aligned(bytes);
    if (hasBlock && start + bytes <= BLOCK_BYTES) {
      offset = start + bytes;
      return 0;
    }
    // The old block stays in use if it has more room than what the object leaves of the new one.
    if (!hasBlock || bytes < offset) {
      hasBlock = true;
      offset = bytes;
    }
    return BLOCK_BYTES;
  }

  /** A collection starts: blocks are not filled up across it. Source: {@code mcache.releaseAll}. */
  public void flush() {
    hasBlock = false;
    offset = 0;
  }

  private int aligned(int bytes) {
    int alignment = Math.min(8, Integer.lowestOneBit(bytes));
    return (offset + alignment - 1) / alignment * alignment;
  }
}
