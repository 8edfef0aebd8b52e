package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/** The run queue of one P, oldest first. Source: Go 1.26 {@code runtime/runtime2.go:p.runq}. */
final class LocalRunQueue {
  /** Places in the ring. Source: {@code runtime2.go:p.runq}. */
  static final int CAPACITY = 256;

  private final @Nullable Goroutine[] ring = new @Nullable Goroutine[CAPACITY];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  void addLast(Goroutine goroutine) {
    assert size < CAPACITY : "run queue overflows";
    ring[(head + size) & (CAPACITY - 1)] = goroutine;
    size++;
  }

  @Nullable Goroutine removeFirst() {
    if (size == 0) {
      return null;
    }
    Goroutine first = ring[head];
    ring[head] = null;
    head = (head + 1) & (CAPACITY - 1);
    size--;
    return first;
  }

  /**
   * Moves the oldest half, rounded up, to {@code thief}, in order. Source: {@code
   * proc.go:runqgrab}.
   *
   * @return the number of goroutines moved; 0 if this queue is empty
   */
  int stealHalfInto(LocalRunQueue thief) {
    assert thief != this : "a P never steals from itself";
    int count = size - size / 2;
    moveInto(thief, count);
    return count;
  }

  /** Takes the newest goroutine back, which {@link #stealHalfInto} put here last. */
  @Nullable Goroutine removeLast() {
    if (size == 0) {
      return null;
    }
    size--;
    int place = (head + size) & (CAPACITY - 1);
    Goroutine last = ring[place];
    ring[place] = null;
    return last;
  }

  private void moveInto(LocalRunQueue other, int count) {
    for (int i = 0; i < count; i++) {
      Goroutine moved = removeFirst();
      assert moved != null : "moved more than there are";
      other.addLast(moved);
    }
  }
}
