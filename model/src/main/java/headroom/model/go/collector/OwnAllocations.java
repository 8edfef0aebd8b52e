package headroom.model.go.collector;

import headroom.model.go.memory.AllocationShape;

/**
 * What goroutines, contexts and tickers take of the heap by themselves. Measured with Go 1.26.8 by
 * {@code runtime.MemStats} over 20,000 of each; the CPU of it is part of what starting them costs.
 *
 * <p>Approximate: a goroutine's place in a channel's queue, or its timer, is counted when it is
 * first started, whether or not it ever blocks, and stays as long as the goroutine's own structure:
 * for ever. Of a context's 272 B nothing outlives the call here. Requests allocate nothing of
 * themselves but what their goroutine takes: a handler of {@code net/http} takes 3.7 kB in 36
 * objects, which is for the experiment to say.
 */
public final class OwnAllocations {
  /** Of so many bytes 8 lead somewhere, as on the live heap. */
  private static final double BYTES_PER_POINTER = 32;

  /**
   * A goroutine that has never been alive before: {@code runtime.g} and its place in {@code allgs},
   * 489 B; then a {@code sudog} or a timer, 112 B. Measured: parked on a channel 602 B are kept,
   * asleep 608. Source: {@code runtime/proc.go:malg}, {@code acquireSudog}.
   */
  static final AllocationShape GOROUTINE = shape(2, 600);

  /**
   * The function value of a {@code go} statement with two variables: a goroutine that is used again
   * takes no more, 65 B with what the caller's variable takes.
   */
  static final AllocationShape CLOSURE = shape(1, 48);

  /** {@code time.NewTicker}: 248 B in three objects. */
  static final AllocationShape TICKER = shape(3, 248);

  /** {@code context.WithTimeout} and its cancel function: 272 B in four objects. */
  public static final AllocationShape CONTEXT = shape(4, 272);

  /** A group of goroutines that are waited for, with a context: 160 B in three objects. */
  public static final AllocationShape GROUP = shape(3, 160);

  private OwnAllocations() {}

  /** {@code objects} of different sizes whose slots take {@code bytes}. */
  private static AllocationShape shape(long objects, double bytes) {
    return AllocationShape.ofSlots(objects, bytes, bytes / BYTES_PER_POINTER);
  }
}
