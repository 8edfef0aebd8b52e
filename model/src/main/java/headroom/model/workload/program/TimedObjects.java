package headroom.model.workload.program;

import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.HeapContents;
import headroom.model.workload.Retention;
import java.util.ArrayDeque;

/**
 * Objects that a step has allocated and that somebody holds for a fixed time. They are dropped when
 * a cycle starts, or earlier: it makes no difference before the next cycle.
 */
final class TimedObjects {
  private final ProgramHeap heap;
  private final long heldNs;
  private final ArrayDeque<Held> oldestFirst = new ArrayDeque<>();
  private final ArrayDeque<Held> dropped = new ArrayDeque<>();
  private final HeapContents forever = new HeapContents();

  /** Some objects, until {@link #untilNs}. */
  private static final class Held {
    private final HeapContents objects = new HeapContents();
    private long untilNs;
  }

  /** Objects that are held for {@code heldNs}, or {@link Retention#FOREVER}. */
  TimedObjects(ProgramHeap heap, long heldNs) {
    this.heap = heap;
    this.heldNs = heldNs;
  }

  /** Holds {@code objects}, all of them, from {@code nowNs} on. */
  void hold(HeapContents objects, long nowNs) {
    if (heldNs == Retention.FOREVER) {
      forever.take(objects);
      return;
    }
    drop(nowNs);
    Held held = dropped.pollLast();
    if (held == null) {
      held = new Held();
    }
    held.objects.take(objects);
    held.untilNs = nowNs + heldNs;
    oldestFirst.addLast(held);
  }

  /** Drops those whose time is over at {@code nowNs}. */
  void drop(long nowNs) {
    while (!oldestFirst.isEmpty() && oldestFirst.getFirst().untilNs <= nowNs) {
      Held held = oldestFirst.removeFirst();
      heap.drop(held.objects);
      dropped.addLast(held);
    }
  }
}
