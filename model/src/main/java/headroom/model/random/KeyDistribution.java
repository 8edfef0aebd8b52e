package headroom.model.random;

/**
 * Which of {@code keys} keys a lookup asks for, 1 being the most popular. Immutable.
 *
 * <p>As with a {@link Distribution}, every machine draws the same bits.
 */
public sealed interface KeyDistribution {
  /** The most keys that there may be. */
  long MOST_KEYS = 1_000_000_000_000L;

  /** How many keys there are. */
  long keys();

  /** In proportion to the probability of {@code key}. */
  double weight(long key);

  /** Who draws keys. */
  Sampler sampler();

  /** Draws keys. */
  @FunctionalInterface
  interface Sampler {
    /** A key from where {@code stream} stands, 1 to {@link KeyDistribution#keys}. */
    long next(KeyedStream stream);
  }

  /** All keys are equally likely: {@code ceil(u keys)}. */
  record Uniform(long keys) implements KeyDistribution {
    public Uniform {
      Parameters.require(keys >= 1 && keys <= MOST_KEYS, "keys", keys, "from 1 to 10^12");
    }

    @Override
    public double weight(long key) {
      return 1;
    }

    @Override
    public Sampler sampler() {
      return stream -> Math.min(keys, (long) StrictMath.ceil(stream.nextOpen() * keys));
    }
  }

  /** Zipf's law: the probability of key k is proportional to {@code 1 / k^exponent}. */
  record Zipf(long keys, double exponent) implements KeyDistribution {
    public Zipf {
      Parameters.require(keys >= 1 && keys <= MOST_KEYS, "keys", keys, "from 1 to 10^12");
      Parameters.require(exponent > 0 && exponent <= 10, "exponent", exponent, "above 0, up to 10");
    }

    @Override
    public double weight(long key) {
      return StrictMath.pow(key, -exponent);
    }

    @Override
    public Sampler sampler() {
      return new ZipfSampler(keys, exponent);
    }
  }
}
