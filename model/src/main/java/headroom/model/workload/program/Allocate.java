package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.Collector;
import headroom.model.go.memory.AllocationShape;
import org.jspecify.annotations.Nullable;

/** Allocates objects; those that the goroutine keeps are dropped when its program is over. */
final class Allocate extends Instruction {
  /** Of so many pointer words of an object in use by a request one leads somewhere. */
  private static final double WORDS_PER_POINTER = 512;

  private final Collector collector;
  private final Demand bytes;
  private final long objects;
  private final double pointers;
  private final double keep;
  private final Instruction drop;

  Allocate(Collector collector, Demand bytes, long objects, double pointers, double keep) {
    this.collector = collector;
    this.bytes = bytes;
    this.objects = objects;
    this.pointers = pointers;
    this.keep = keep;
    drop = new Drop(collector);
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    AllocationShape shape =
        AllocationShape.of(bytes.next(run), objects, pointers, WORDS_PER_POINTER);
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
