package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.Collector;
import headroom.model.go.memory.AllocationShape;
import org.jspecify.annotations.Nullable;

/** Allocates objects; those that the goroutine keeps are dropped when its program is over. */
final class Allocate extends Instruction {
  private final Collector collector;
  private final ObjectDemand demand;
  private final double keep;
  private final Instruction drop;

  Allocate(Collector collector, ObjectDemand demand, double keep) {
    this.collector = collector;
    this.demand = demand;
    this.keep = keep;
    drop = new Drop(collector);
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    AllocationShape shape = demand.next(run);
    if (keep > 0 && !self.memory().dropsAtEnd) {
      self.memory().dropsAtEnd = true;
      run.deferred().pushAtTheEnd(drop);
    }
    return collector.allocate(self, shape, keep);
  }

  /** The variables that refer to the objects go out of scope. */
  private static final class Drop extends Instruction {
    private final Collector collector;

    Drop(Collector collector) {
      this.collector = collector;
    }

    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      self.memory().dropsAtEnd = false;
      collector.drop(self);
      return null;
    }
  }
}
