package headroom.model.go.timers;

import headroom.model.go.Timer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one P, by due time, equal ones in the order in which they were added. Source:
 * {@code runtime/time.go:timers}. A binary heap instead of the runtime's 4-ary one: the order is
 * the same. A stopped timer stays until it comes to the top, or until more than a quarter of the
 * heap has been stopped ({@code timerZombie}), and its due time still ends the poller's wait.
 */
public final class TimerHeap {
  /** What {@link #earliestNs} says of an empty heap. */
  public static final long NONE = Long.MAX_VALUE;

  private long[] dueNs = new long[8];
  private long[] order = new long[8];
  private @Nullable Timer[] timers = new @Nullable Timer[8];
  private int size;
  private int stopped;
  private long added;

  /** When the first timer is due; {@link #NONE} without timers. */
  public long earliestNs() {
    return size == 0 ? NONE : dueNs[0];
  }

  /** Timers in the heap, stopped ones too. */
  public int size() {
    return size;
  }

  /** Starts {@code timer}, which is not pending, to fire at {@code due}. */
  public void add(long due, Timer timer) {
    assert timer.heap == null : "a pending timer is started";
    timer.heap = this;
    timer.order = added++;
    insert(due, timer.order, timer);
  }

  /** Stops {@code timer} if it is pending here. Source: {@code time.go:stop}. */
  public void stop(Timer timer) {
    if (timer.heap != this) {
      return;
    }
    timer.heap = null;
    stopped++;
    if (stopped > size / 4) {
      removeStopped();
    }
  }

  /** Takes the timer that is due first, if it is due at {@code nowNs}. */
  public @Nullable Timer removeDue(long nowNs) {
    while (size > 0 && dueNs[0] <= nowNs) {
      Timer first = timers[0];
      boolean alive = isAlive(0);
      size--;
      sinkFromRoot(size);
      timers[size] = null;
      if (alive && first != null) {
        first.heap = null;
        return first;
      }
      stopped--;
    }
    return null;
  }

  /**
   * All timers go to {@code heir}, those of equal time behind its own and in their order here.
   * Source: {@code time.go:timers.take}.
   */
  public void moveInto(TimerHeap heir) {
    while (size > 0) {
      Timer first = timers[0];
      long due = dueNs[0];
      boolean alive = isAlive(0);
      size--;
      sinkFromRoot(size);
      timers[size] = null;
      if (alive && first != null) {
        first.heap = null;
        heir.add(due, first);
      }
    }
    stopped = 0;
  }

  private void insert(long due, long sequence, Timer timer) {
    if (size == dueNs.length) {
      dueNs = Arrays.copyOf(dueNs, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      timers = Arrays.copyOf(timers, 2 * size);
    }
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) / 2;
      if (dueNs[parent] < due || (dueNs[parent] == due && order[parent] < sequence)) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    dueNs[place] = due;
    order[place] = sequence;
    timers[place] = timer;
  }

  private boolean isAlive(int place) {
    Timer timer = timers[place];
    return timer != null && timer.heap == this && timer.order == order[place];
  }

  private void removeStopped() {
    int all = size;
    size = 0;
    for (int i = 0; i < all; i++) {
      Timer timer = timers[i];
      boolean alive = isAlive(i);
      timers[i] = null;
      if (alive && timer != null) {
        insert(dueNs[i], order[i], timer); // never beyond place i
      }
    }
    stopped = 0;
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
    timers[to] = timers[from];
  }
}
