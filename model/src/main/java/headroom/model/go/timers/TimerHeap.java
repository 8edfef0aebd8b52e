package headroom.model.go.timers;

import headroom.model.go.Goroutine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one P, by due time, equal ones in the order in which they were added. Source:
 * {@code runtime/time.go:timers}. A binary heap instead of the runtime's 4-ary one: the order is
 * the same.
 */
public final class TimerHeap {
  /** What {@link #earliestNs} says of an empty heap. */
  public static final long NONE = Long.MAX_VALUE;

  private long[] dueNs = new long[8];
  private long[] order = new long[8];
  private @Nullable Goroutine[] sleepers = new @Nullable Goroutine[8];
  private int size;
  private long added;

  /** When the first timer is due; {@link #NONE} without timers. */
  public long earliestNs() {
    return size == 0 ? NONE : dueNs[0];
  }

  /** Wakes {@code sleeper} at {@code due}. */
  public void add(long due, Goroutine sleeper) {
    if (size == dueNs.length) {
      dueNs = Arrays.copyOf(dueNs, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      sleepers = Arrays.copyOf(sleepers, 2 * size);
    }
    int place = size++;
    long sequence = added++;
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (dueNs[parent] <= due) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    dueNs[place] = due;
    order[place] = sequence;
    sleepers[place] = sleeper;
  }

  /** Takes the sleeper whose timer is due first, if it is due at {@code nowNs}. */
  public @Nullable Goroutine removeDue(long nowNs) {
    if (size == 0 || dueNs[0] > nowNs) {
      return null;
    }
    Goroutine first = sleepers[0];
    size--;
    sinkFromRoot(size);
    sleepers[size] = null;
    return first;
  }

  private void sinkFromRoot(int last) {
    int place = 0;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && isBefore(child + 1, child)) {
        child++;
      }
      if (!isBefore(child, last)) {
        break;
      }
      move(child, place);
      place = child;
    }
    move(last, place);
  }

  private boolean isBefore(int a, int b) {
    return dueNs[a] != dueNs[b] ? dueNs[a] < dueNs[b] : order[a] < order[b];
  }

  private void move(int from, int to) {
    dueNs[to] = dueNs[from];
    order[to] = order[from];
    sleepers[to] = sleepers[from];
  }
}
