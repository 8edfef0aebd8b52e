package headroom.model.workload.cache;

/**
 * Numbers by key: a table with linear probing, at most half full, from which an entry is removed by
 * moving up those behind it. Source: Knuth, The Art of Computer Programming 3, 6.4, algorithm R.
 */
final class KeyIndex {
  /** There is no such key. */
  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 16;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[FIRST_CAPACITY];

  /** One more than the number; 0 where there is no key. */
  private int[] numbers = new int[FIRST_CAPACITY];

  private int size;

  /** The number of {@code key}; {@link #NONE}. */
  int get(long key) {
    return numbers[place(key)] - 1;
  }

  /** {@code key}, which has none, has {@code number} from now on. */
  void put(long key, int number) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int place = place(key);
    assert numbers[place] == 0 : "the key " + key + " has a number";
    keys[place] = key;
    numbers[place] = number + 1;
    size++;
  }

  /** {@code key} has no number any more. */
  void remove(long key) {
    int hole = place(key);
    assert numbers[hole] != 0 : "no key " + key;
    int mask = keys.length - 1;
    for (int i = (hole + 1) & mask; numbers[i] != 0; i = (i + 1) & mask) {
      int wanted = home(keys[i]);
      if (((i - wanted) & mask) >= ((i - hole) & mask)) {
        keys[hole] = keys[i];
        numbers[hole] = numbers[i];
        hole = i;
      }
    }
    numbers[hole] = 0;
    size--;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int place = home(key);
    while (numbers[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private int home(long key) {
    return (int) ((key * GOLDEN_RATIO) >>> (Long.numberOfLeadingZeros(keys.length) + 1));
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        numbers[place] = oldNumbers[i];
      }
    }
  }
}
