package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/**
 * The run queue of all Ps, first in first out, unbounded. Source: Go 1.26 {@code
 * runtime/runtime2.go:schedt.runq}.
 */
final class GlobalRunQueue {
  private static final int MAX_BATCH = LocalRunQueue.CAPACITY / 2;

  private @Nullable Goroutine head;
  private @Nullable Goroutine tail;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void addLast(Goroutine goroutine) {
    goroutine.next = null;
    if (tail == null) {
      head = goroutine;
    } else {
      tail.next = goroutine;
    }
    tail = goroutine;
    size++;
  }

  /** Source: {@code proc.go:globrunqputhead}. */
  void addFirst(Goroutine goroutine) {
    goroutine.next = head;
    head = goroutine;
    if (tail == null) {
      tail = goroutine;
    }
    size++;
  }

  @Nullable Goroutine removeFirst() {
    Goroutine first = head;
    if (first == null) {
      return null;
    }
    head = first.next;
    first.next = null;
    if (head == null) {
      tail = null;
    }
    size--;
    return first;
  }

  /** How many goroutines one P takes at once. Source: {@code proc.go:globrunqgetbatch}. */
  int batch(int gomaxprocs) {
    return Math.min(MAX_BATCH, Math.min(size, size / gomaxprocs + 1));
  }
}
