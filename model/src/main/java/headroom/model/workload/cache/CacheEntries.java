package headroom.model.workload.cache;

import java.util.Arrays;

/**
 * The keys in a cache. When there are too many, the least recently used is dropped; an entry
 * expires a fixed time after it was put, however often it is used. Source: {@code
 * hashicorp/golang-lru/v2/simplelru}, {@code expirable}.
 *
 * <p>Expired entries are dropped at the next lookup of any key, as if the goroutine that sweeps a
 * cache never rested; that of {@code expirable} comes once in a hundredth of the time to live.
 */
public final class CacheEntries {
  /** No bound on the entries, or on their age. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  private final long mostEntries;
  private final long timeToLiveNs;
  private final KeyIndex index = new KeyIndex();

  /** By number of the entry: its key, and when it was put. */
  private long[] keys = new long[16];

  private long[] putNs = new long[16];

  /** The least recently used first. */
  private final Chain byUse = new Chain();

  /** The oldest first. */
  private final Chain byAge = new Chain();

  /** Numbers that were in use, as a stack, and how many have ever been in use. */
  private int[] freeNumbers = new int[16];

  private int free;
  private int numbers;
  private int size;

  /** An empty cache; {@link #UNBOUNDED} for what is not limited. */
  public CacheEntries(long mostEntries, long timeToLiveNs) {
    this.mostEntries = mostEntries;
    this.timeToLiveNs = timeToLiveNs;
  }

  /** Entries, expired ones included that have not been dropped. */
  public int size() {
    return size;
  }

  /** Drops what has expired at {@code nowNs}; returns how many. */
  public int expire(long nowNs) {
    if (timeToLiveNs == UNBOUNDED) {
      return 0;
    }
    int dropped = 0;
    int oldest = byAge.first();
    while (oldest != Chain.NONE && nowNs - putNs[oldest] >= timeToLiveNs) {
      drop(oldest);
      dropped++;
      oldest = byAge.first();
    }
    return dropped;
  }

  /** Whether there is an entry of {@code key}, which is not used by that. */
  boolean contains(long key) {
    return index.get(key) != KeyIndex.NONE;
  }

  /** Whether there is an entry of {@code key}, which is then the most recently used. */
  public boolean use(long key) {
    int entry = index.get(key);
    if (entry == KeyIndex.NONE) {
      return false;
    }
    byUse.remove(entry);
    byUse.addLast(entry);
    return true;
  }

  /** Puts an entry of {@code key}; returns whether it takes the place of one that was there. */
  public boolean put(long key, long nowNs) {
    int entry = index.get(key);
    boolean replaces = entry != KeyIndex.NONE;
    if (replaces) {
      byUse.remove(entry);
      byAge.remove(entry);
    } else {
      entry = number();
      keys[entry] = key;
      index.put(key, entry);
      size++;
    }
    putNs[entry] = nowNs;
    byUse.addLast(entry);
    byAge.addLast(entry);
    return replaces;
  }

  /** Drops the least recently used if there are too many; returns whether. */
  public boolean evict() {
    if (size <= mostEntries) {
      return false;
    }
    drop(byUse.first());
    return true;
  }

  private void drop(int entry) {
    index.remove(keys[entry]);
    byUse.remove(entry);
    byAge.remove(entry);
    if (free == freeNumbers.length) {
      freeNumbers = Arrays.copyOf(freeNumbers, 2 * free);
    }
    freeNumbers[free++] = entry;
    size--;
  }

  private int number() {
    if (free > 0) {
      return freeNumbers[--free];
    }
    if (numbers == keys.length) {
      keys = Arrays.copyOf(keys, 2 * numbers);
      putNs = Arrays.copyOf(putNs, 2 * numbers);
    }
    return numbers++;
  }
}
