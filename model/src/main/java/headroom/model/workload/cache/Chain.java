package headroom.model.workload.cache;

import java.util.Arrays;

/** Numbers in a row, linked both ways, so that any of them can be taken out. */
final class Chain {
  /** There is none. */
  static final int NONE = -1;

  private int[] next = new int[16];
  private int[] previous = new int[16];
  private int first = NONE;
  private int last = NONE;

  /** The first; {@link #NONE}. */
  int first() {
    return first;
  }

  /** Appends {@code number}, which is not in it. */
  void addLast(int number) {
    if (number >= next.length) {
      next = Arrays.copyOf(next, 2 * number);
      previous = Arrays.copyOf(previous, 2 * number);
    }
    next[number] = NONE;
    previous[number] = last;
    if (last == NONE) {
      first = number;
    } else {
      next[last] = number;
    }
    last = number;
  }

  /** Takes {@code number} out. */
  void remove(int number) {
    if (previous[number] == NONE) {
      first = next[number];
    } else {
      next[previous[number]] = next[number];
    }
    if (next[number] == NONE) {
      last = previous[number];
    } else {
      previous[next[number]] = previous[number];
    }
  }
}
