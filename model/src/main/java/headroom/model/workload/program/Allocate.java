package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.AllocationShape;
import org.jspecify.annotations.Nullable;

/** Allocates objects; those that the goroutine keeps are dropped when its program is over. */
final class Allocate extends Instruction {
  private final ProgramHeap heap;
  private final ObjectDemand demand;
  private final double keep;
  private final Instruction drop;

  Allocate(ProgramHeap heap, ObjectDemand demand, double keep) {
    this.heap = heap;
    this.demand = demand;
    this.keep = keep;
    drop = new Drop(heap);
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    AllocationShape shape = demand.next(run);
    if (keep > 0 && !self.memory().dropsAtEnd) {
      self.memory().dropsAtEnd = true;
      run.deferred().pushAtTheEnd(drop);
    }
    return heap.allocate(self, shape, keep);
  }

  /** The variables that refer to the objects go out of scope. */
  private static final class Drop extends Instruction {
    private final ProgramHeap heap;

    Drop(ProgramHeap heap) {
      this.heap = heap;
    }

    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      self.memory().dropsAtEnd = false;
      heap.drop(self.memory().held);
      return null;
    }
  }
}
