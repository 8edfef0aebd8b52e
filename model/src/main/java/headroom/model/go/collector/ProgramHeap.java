package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What the program does with the heap: allocates, and drops what it holds. */
public final class ProgramHeap {
  private final Collector collector;
  private final Scheduler scheduler;
  private final Heap heap;
  private final ArrayDeque<Malloc> idleMallocs = new ArrayDeque<>();
  private final HeapContents longLived = new HeapContents();
  private CycleStartListener listener = () -> {};

  /** Whether the program allocates by its steps; if not it has no heap to speak of. */
  private boolean inUse;

  ProgramHeap(Collector collector, Scheduler scheduler, Heap heap) {
    this.collector = collector;
    this.scheduler = scheduler;
    this.heap = heap;
  }

  /**
   * The running goroutine allocates {@code objects} and holds the share {@code keep} of them until
   * it drops them; returns what it does for that, null if nothing.
   */
  public @Nullable Action allocate(Goroutine self, AllocationShape objects, double keep) {
    return allocate(self, objects, keep, self.memory().held);
  }

  /** The same, but {@code holder} holds the share {@code keep}. */
  public @Nullable Action allocate(
      Goroutine self, AllocationShape objects, double keep, HeapContents holder) {
    if (objects.objects() == 0) {
      return null;
    }
    Malloc malloc = idleMallocs.pollLast();
    if (malloc == null) {
      malloc = new Malloc(collector, scheduler);
    }
    return malloc.begin(self, objects, keep, holder);
  }

  /** What the program holds from the start, for ever. */
  HeapContents longLived() {
    return longLived;
  }

  void start() {
    inUse = true;
  }

  /** Before the start: {@code count} goroutines are born. */
  public void born(int count) {
    for (int i = 0; i < count; i++) {
      heap.allocate(OwnAllocations.GOROUTINE, 0, 2, 1, longLived);
    }
  }

  /** {@code self} says {@code go}: {@code started} has what a goroutine needs. */
  public void starts(Goroutine self, Goroutine started) {
    if (!inUse) {
      return;
    }
    if (!started.reused) {
      allocateOfItself(self, OwnAllocations.GOROUTINE, longLived);
    }
    allocateOfItself(self, OwnAllocations.CLOSURE, started.memory().own);
  }

  /** {@code ended} is over: its closure, and what else is its own, is garbage. */
  public void ends(Goroutine ended) {
    if (inUse && !ended.memory().own.isEmpty()) {
      heap.drop(ended.memory().own);
    }
  }

  /** {@code self} has made a ticker that is referred to while {@code reader} runs. */
  public void ticks(Goroutine self, Goroutine reader) {
    if (!inUse) {
      return;
    }
    allocateOfItself(self, OwnAllocations.TICKER, reader.memory().own);
  }

  /** {@code self} has made a ticker that nobody reads, which {@code leaks} or is garbage soon. */
  public void makeTicker(Goroutine self, boolean leaks) {
    if (leaks && inUse) {
      allocateOfItself(self, OwnAllocations.TICKER, longLived);
    } else {
      allocateGarbage(self, OwnAllocations.TICKER);
    }
  }

  /** {@code self} has made something that is garbage soon. */
  public void allocateGarbage(Goroutine self, AllocationShape shape) {
    if (inUse) {
      collector.allocations().book(self, shape, 0, shape.objects(), 0, self.memory().own);
    }
  }

  private void allocateOfItself(Goroutine self, AllocationShape shape, HeapContents holder) {
    collector.allocations().book(self, shape, 0, shape.objects(), 1, holder);
  }

  void takeBack(Malloc malloc) {
    idleMallocs.addLast(malloc);
  }

  /** {@code holder} drops all that it holds. */
  public void drop(HeapContents holder) {
    heap.drop(holder);
  }

  /** The same for {@code count} of {@code of} parts that are alike. */
  public void drop(HeapContents holder, long count, long of) {
    heap.drop(holder, count, of);
  }

  /** {@code told} is told of each cycle that starts, in place of who was told before. */
  public void tellOfCycles(CycleStartListener told) {
    listener = told;
  }

  void cycleStarts() {
    listener.cycleStarts();
  }
}
