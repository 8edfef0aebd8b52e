package headroom.model.workload.program;

import headroom.model.go.memory.AllocationShape;

/** What a step allocates each time. */
final class ObjectDemand {
  /** Of so many pointer words of an object in use by a request one leads somewhere. */
  static final double WORDS_PER_POINTER = 512;

  private final Demand bytes;
  private final long objects;
  private final double pointers;

  /** What the last ones were: mostly the next are alike. */
  private AllocationShape last = AllocationShape.NOTHING;

  private long lastBytes;

  /**
   * Objects of equal size.
   *
   * @param bytes of all objects
   * @param objects how many
   * @param pointers share of them that consist of pointers
   */
  ObjectDemand(Demand bytes, long objects, double pointers) {
    this.bytes = bytes;
    this.objects = objects;
    this.pointers = pointers;
  }

  /** The demand of bytes. */
  Demand bytes() {
    return bytes;
  }

  /** How many objects there are each time. */
  long objects() {
    return objects;
  }

  /** The next objects; none if the trace says that the step is not run. */
  AllocationShape next(ProgramRun run) {
    return of(bytes.next(run), objects);
  }

  /** {@code count} objects that together take {@code allBytes}. */
  AllocationShape of(long allBytes, long count) {
    if (allBytes != lastBytes || count != last.objects()) {
      last = AllocationShape.of(allBytes, count, pointers, WORDS_PER_POINTER);
      lastBytes = allBytes;
    }
    return last;
  }
}
