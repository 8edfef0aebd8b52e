package headroom.model.workload.program;

import headroom.model.go.memory.AllocationShape;

/**
 * What a step allocates each time.
 *
 * @param bytes of all objects
 * @param objects how many
 * @param pointers share of them that consist of pointers
 */
record ObjectDemand(Demand bytes, long objects, double pointers) {
  /** Of so many pointer words of an object in use by a request one leads somewhere. */
  private static final double WORDS_PER_POINTER = 512;

  /** The next objects; none if the trace says that the step is not run. */
  AllocationShape next(ProgramRun run) {
    return of(bytes.next(run), objects);
  }

  /** {@code count} objects that together take {@code allBytes}. */
  AllocationShape of(long allBytes, long count) {
    return AllocationShape.of(allBytes, count, pointers, WORDS_PER_POINTER);
  }
}
