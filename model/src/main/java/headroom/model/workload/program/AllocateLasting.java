package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.AllocationShape;
import org.jspecify.annotations.Nullable;

/** Allocates objects, some of which are held for a fixed time whatever becomes of the goroutine. */
final class AllocateLasting extends Instruction {
  private final ProgramHeap heap;
  private final ObjectDemand demand;
  private final double share;
  private final TimedObjects holder;

  AllocateLasting(ProgramHeap heap, ObjectDemand demand, double share, TimedObjects holder) {
    this.heap = heap;
    this.demand = demand;
    this.share = share;
    this.holder = holder;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    AllocationShape shape = demand.next(run);
    Action action = heap.allocate(self, shape, share, self.memory().handedOver);
    return action == null ? resume(run, self) : action;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    holder.hold(self.memory().handedOver, run.scheduler().now());
    return null;
  }
}
