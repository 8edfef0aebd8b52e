package headroom.model.random;

/** Draws values of one distribution. */
public interface Sampler {
  /**
   * Draws one value, rounded to the nearest integer and never negative, from where {@code stream}
   * stands.
   */
  long sample(KeyedStream stream);
}
