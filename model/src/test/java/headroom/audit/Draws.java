package headroom.audit;

import headroom.model.random.KeyedStream;

/** Random choices for making experiments. */
final class Draws {
  private final KeyedStream stream;

  Draws(long seed, String name) {
    stream = KeyedStream.of(seed, 0, name);
  }

  /** An integer from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return stream.nextInt(low, high);
  }

  double uniform(double low, double high) {
    return high - stream.nextOpen() * (high - low);
  }

  /** Every order of magnitude is equally likely. */
  double logUniform(double low, double high) {
    return low * StrictMath.pow(high / low, stream.nextOpen());
  }

  boolean chance(double probability) {
    return stream.nextOpen() <= probability;
  }

  /** One of an enum's constants. */
  <T extends Enum<T>> T oneOf(Class<T> constants) {
    T[] values = constants.getEnumConstants();
    return values[between(0, values.length - 1)];
  }
}
