package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Goes somewhere else. */
final class Jump extends Instruction {
  private final int target;

  Jump(int target) {
    this.target = target;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.jump(target);
    return null;
  }
}
