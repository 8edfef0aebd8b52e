package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import java.util.List;

/**
 * Looks into a collector between two events: the heap holds what is reachable, cycles follow one
 * another and mark what was reachable and what was allocated meanwhile, and nobody waits for a
 * cycle that is over.
 */
public final class CollectorAudit {
  private final Collector collector;
  private final Heap heap;
  private long cycles;

  /** Whether the present cycle's beginning has been seen. */
  private boolean seen;

  private long reachableBytes;
  private long allocatedBytes;

  /** The same after the last event before the end of the cycle. */
  private long allocatedAtEnd;

  private long freedBytes;

  /** An audit of {@code collector}. */
  public CollectorAudit(Collector collector) {
    this.collector = collector;
    heap = collector.objects();
  }

  /**
   * Checks all that has to hold between events.
   *
   * @param worldIsStopped whether nobody runs but who has stopped the world
   * @throws AssertionError with the state that is wrong
   */
  public void check(boolean worldIsStopped) {
    require(heap.isBalanced(), "the heap is not balanced");
    require(
        heap.objects() >= heap.reachable().objects(), "more objects are reachable than there are");
    require(heap.freedBytes() >= freedBytes, "something is not free any more");
    freedBytes = heap.freedBytes();
    checkCycle(worldIsStopped);
    require(collector.isConsistent(), "somebody waits for a cycle that is over");
  }

  /** Where stops take no time, what happens after one is not told from what was before. */
  private void checkCycle(boolean worldIsStopped) {
    if (collector.cycles() != cycles) {
      seen = collector.cycles() == cycles + 1 && collector.isMarking() && worldIsStopped;
      cycles = collector.cycles();
      reachableBytes = heap.reachable().slotBytes();
      allocatedBytes = heap.allocatedBytes();
    } else if (seen && !collector.pacer().isMarking()) {
      seen = false;
      long marked = collector.pacer().heapMarked() - reachableBytes;
      require(
          marked >= allocatedAtEnd - allocatedBytes
              && marked <= heap.allocatedBytes() - allocatedBytes,
          marked + " B are marked beside the " + reachableBytes + " that were reachable");
    }
    if (!collector.pacer().isMarking()) {
      return;
    }
    allocatedAtEnd = heap.allocatedBytes();
  }

  /**
   * Checks that what is reachable is what the program holds from the start and what {@code
   * goroutines} hold, or no less if others hold objects too.
   */
  public void checkHeld(List<Goroutine> goroutines, boolean nobodyElse) {
    HeapContents held = new HeapContents();
    held.add(collector.heap().longLived());
    for (Goroutine goroutine : goroutines) {
      held.add(goroutine.memory().held);
      held.add(goroutine.memory().handedOver);
      held.add(goroutine.memory().own);
    }
    HeapContents reachable = heap.reachable();
    boolean equal =
        held.objects() == reachable.objects()
            && held.slotBytes() == reachable.slotBytes()
            && held.scanBytes() == reachable.scanBytes()
            && held.pointers() == reachable.pointers();
    boolean less =
        held.objects() <= reachable.objects() && held.slotBytes() <= reachable.slotBytes();
    require(
        nobodyElse ? equal : less,
        held.objects() + " objects are held, not " + reachable.objects());
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new AssertionError(complaint);
    }
  }
}
