package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** A block of steps ends: what it deferred runs, as it would if one of the steps had failed. */
final class RunDeferred extends Instruction {
  static final RunDeferred INSTANCE = new RunDeferred();

  private RunDeferred() {}

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    return run.runDeferred(self);
  }
}
