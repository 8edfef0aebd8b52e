package headroom.audit;

import java.util.stream.LongStream;

/**
 * The seeds of random experiments: 1 to 200; {@code -Dheadroom.seeds=5000} hunts further, {@code
 * -Dheadroom.seed=73} repeats one.
 */
final class Seeds {
  private static final long DEFAULT = 200;

  private Seeds() {}

  static LongStream all() {
    Long one = Long.getLong("headroom.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Long.getLong("headroom.seeds", DEFAULT));
  }
}
