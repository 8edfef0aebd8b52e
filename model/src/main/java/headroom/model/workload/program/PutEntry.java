package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.HeapContents;
import org.jspecify.annotations.Nullable;

/** Puts what was loaded into a cache: allocates the value, then its place, then puts it. */
final class PutEntry extends Instruction {
  private static final int VALUE = 0;
  private static final int PLACE = 1;

  private final ProgramHeap heap;
  private final SharedCache cache;
  private final int keySlot;
  private final int stageSlot;

  /** Puts the key of a {@link LookUp} whose counters begin at {@code slots}. */
  PutEntry(ProgramHeap heap, SharedCache cache, int slots) {
    this.heap = heap;
    this.cache = cache;
    keySlot = slots;
    stageSlot = slots + 1;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.mark(stageSlot, VALUE);
    return resume(run, self);
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    HeapContents memory = self.memory().handedOver;
    for (long stage = run.mark(stageSlot); stage <= PLACE; stage++) {
      run.mark(stageSlot, stage + 1);
      AllocationShape shape = stage == VALUE ? cache.value() : SharedCache.place();
      Action action = heap.allocate(self, shape, 1, memory);
      if (action != null) {
        return action;
      }
    }
    cache.put(run.mark(keySlot), run.scheduler().now(), memory);
    return null;
  }
}
