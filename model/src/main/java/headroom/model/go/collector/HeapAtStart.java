package headroom.model.go.collector;

import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import headroom.model.go.scheduler.Scheduler;

/**
 * The heap with which a run begins: the program has allocated its live heap, and cycles have found
 * it so, as in the reference runs, which collect twice before they begin. All later cycles of a
 * collector that costs nothing are of the same kind.
 */
final class HeapAtStart {
  private final MemorySettings settings;
  private final Scheduler scheduler;

  HeapAtStart(MemorySettings settings, Scheduler scheduler) {
    this.settings = settings;
    this.scheduler = scheduler;
  }

  /** Fills the empty heap of {@code collector}. */
  void fill(Collector collector, MarkWork work, HeapSizes sizes) {
    Heap heap = collector.objects();
    Pacer pacer = collector.pacer();
    AllocationShape live = settings.liveHeap();
    if (live.objects() > 0) {
      heap.allocate(live, 0, live.objects(), 1, collector.heap().longLived());
    }
    pacer.addGlobals(settings.globalsBytes());
    collect(collector, work, sizes);
  }

  /** A cycle of a collector that costs nothing. */
  void collectFreely(Collector collector, MarkWork work, HeapSizes sizes) {
    collector.heap().cycleStarts();
    collector.allocations().flush();
    collect(collector, work, sizes);
  }

  /** A cycle finds what {@code collector} has on its heap, without taking time. */
  void collect(Collector collector, MarkWork work, HeapSizes sizes) {
    Heap heap = collector.objects();
    Pacer pacer = collector.pacer();
    sizes.stacksChanged();
    sizes.grow(0, Long.MAX_VALUE, true);
    HeapContents contents = heap.startMarking();
    pacer.startCycle(scheduler.now(), collector.gomaxprocs(), false);
    work.begin(contents, settings.globalsBytes(), sizes.scanStacks());
    MarkWork.Piece all = new MarkWork.Piece();
    while (work.take(all, Long.MAX_VALUE)) {
      work.report(all, all.ns, pacer);
    }
    pacer.resetLive(heap.endMarking());
    heap.sweep(1);
    sizes.mappedChanged();
    pacer.commit(true);
  }
}
