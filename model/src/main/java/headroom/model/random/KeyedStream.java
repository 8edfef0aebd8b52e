package headroom.model.random;

import nl.tudelft.simulation.jstats.streams.StreamInterface;
import org.jspecify.annotations.Nullable;

/**
 * A random stream whose draws are a pure function of (seed, replication, name, request, step,
 * number of the draw), so that neither the order of events nor another step's draws can shift them.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014) used as a counter: a position is the hash of its key,
 * and the n-th draw there is the mixed position + n times the golden gamma. Positions of different
 * keys are 64-bit hashes; the chance that two of a million positions lie within 100 draws of each
 * other is about 5e-6.
 *
 * <p>It is also a DSOL stream, so DSOL's distributions can draw from it. Not for use by two
 * threads.
 */
public final class KeyedStream implements StreamInterface {
  private static final long serialVersionUID = 1;

  /** 2^64 divided by the golden ratio, odd. Source: Steele, Lea and Flood (2014), section 3. */
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** 2^-53: the distance of neighbouring draws. */
  private static final double ULP = 0x1.0p-53;

  private final long originalSeed;
  private final String name;
  private final long nameHash;
  private final long replication;
  private final transient @Nullable DrawListener listener;
  private long seed;
  private long key;
  private long position;

  KeyedStream(long seed, int replication, String name, @Nullable DrawListener listener) {
    this.originalSeed = seed;
    this.replication = replication;
    this.name = name;
    this.nameHash = hash(name);
    this.listener = listener;
    setSeed(seed);
  }

  /** The stream {@code name} of a replication. */
  public static KeyedStream of(long seed, int replication, String name) {
    return new KeyedStream(seed, replication, name, null);
  }

  /**
   * Moves this stream to the draws of {@code step} of request {@code request}; returns this stream.
   */
  public KeyedStream at(long request, int step) {
    position = mix(mix(key + request * GOLDEN_GAMMA) + (step + 1L) * GOLDEN_GAMMA);
    return this;
  }

  /** Moves this stream to the draws of {@code path}, see {@link DrawKey}; returns it. */
  public KeyedStream at(long path) {
    position = mix(key ^ path);
    return this;
  }

  /**
   * The next draw, uniform on (0, 1]: a multiple of 2^-53, never 0, so that its logarithm is
   * finite.
   */
  public double nextOpen() {
    return open(nextLong());
  }

  /** The number on (0, 1] that {@code bits} stand for, a multiple of 2^-53. */
  static double open(long bits) {
    return ((bits >>> 11) + 1) * ULP;
  }

  /**
   * The 64 random bits number {@code number}, from 0, of the stream itself, as {@link #nextLong}
   * has them after {@link #reset}. For streams that draw once each time, and are asked nothing
   * else.
   */
  public long numbered(long number) {
    long at = key + (number + 1) * GOLDEN_GAMMA;
    if (listener != null) {
      listener.drawn(name, at);
    }
    return mix(at);
  }

  /** The next 64 random bits. */
  @Override
  public long nextLong() {
    position += GOLDEN_GAMMA;
    if (listener != null) {
      listener.drawn(name, position);
    }
    return mix(position);
  }

  /** The next draw for DSOL's distributions: uniform on (0, 1], for they take its logarithm. */
  @Override
  public double nextDouble() {
    return nextOpen();
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  /** The next draw, uniform on [0, 1). */
  @Override
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /** The next draw, uniform on {@code low} to {@code high}, both included. */
  @Override
  public int nextInt(int low, int high) {
    if (low > high) {
      throw new IllegalArgumentException("no integer from " + low + " to " + high);
    }
    return low + (int) (((nextLong() >>> 32) * ((long) high - low + 1)) >>> 32);
  }

  @Override
  public long getSeed() {
    return seed;
  }

  @Override
  public long getOriginalSeed() {
    return originalSeed;
  }

  /** Takes another seed in place of the one this stream was made with, and goes to its start. */
  @Override
  public void setSeed(long newSeed) {
    seed = newSeed;
    key = mix(mix(mix(newSeed + GOLDEN_GAMMA) + replication * GOLDEN_GAMMA) ^ nameHash);
    reset();
  }

  /** Goes back to the draws before the first {@link #at}. */
  @Override
  public void reset() {
    position = key;
  }

  private static long hash(String name) {
    long hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN_GAMMA + name.charAt(i));
    }
    return hash;
  }

  /**
   * The finalizer of SplitMix64: Stafford's variant 13 of MurmurHash3's. A bijection of 64 bits.
   */
  static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
