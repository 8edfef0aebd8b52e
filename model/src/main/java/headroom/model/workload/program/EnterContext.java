package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.OwnAllocations;
import org.jspecify.annotations.Nullable;

/** {@code ctx, cancel := context.WithTimeout(ctx, timeout); defer cancel()}. */
final class EnterContext extends Instruction {
  private final long timeoutNs;
  private final Failure failure;
  private final Instruction leave = new Leave();

  EnterContext(long timeoutNs, Failure failure) {
    this.timeoutNs = timeoutNs;
    this.failure = failure;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.contexts().enter(timeoutNs, failure);
    run.interpreter().heap().allocateGarbage(self, OwnAllocations.CONTEXT);
    run.deferred().push(leave);
    return null;
  }

  /** The deferred cancel. */
  private static final class Leave extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      run.contexts().leave();
      return null;
    }
  }
}
