package headroom.model.random;

/**
 * What a draw is for, as 64 mixed bits of its whole path: the class or channel, the step, and at
 * run time the request, the attempt, the goroutine and the execution. Every part is mixed in by the
 * finalizer of SplitMix64 as {@link KeyedStream} does it, so that neither similar names nor
 * neighbouring numbers bring two paths near each other; a million paths meet with a chance of 3e-8.
 *
 * @param bits the path so far
 */
public record DrawKey(long bits) {
  /** The beginning of all paths. */
  public static final DrawKey ROOT = new DrawKey(KeyedStream.GOLDEN_GAMMA);

  /** The path that goes on with {@code name}. */
  public DrawKey child(String name) {
    long mixed = child(bits, -2L - name.length()); // a number is never negative
    for (int i = 0; i < name.length(); i++) {
      mixed = child(mixed, name.charAt(i));
    }
    return new DrawKey(mixed);
  }

  /** The path that goes on with {@code number}, at least 0. */
  public DrawKey child(long number) {
    return new DrawKey(child(bits, number));
  }

  /** The bits of the path of {@code parent} that goes on with {@code part}. */
  public static long child(long parent, long part) {
    return KeyedStream.mix(parent + (part + 1) * KeyedStream.GOLDEN_GAMMA);
  }
}
