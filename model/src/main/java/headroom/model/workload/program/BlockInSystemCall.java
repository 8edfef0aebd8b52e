package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** A system call that blocks its thread in the kernel; it knows of no context. */
final class BlockInSystemCall extends Instruction {
  private final Demand time;

  BlockInSystemCall(Demand time) {
    this.time = time;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long durationNs = time.next(run);
    if (durationNs <= 0) {
      return null;
    }
    run.scheduler().systemCall(self, durationNs);
    return Action.SYSCALL;
  }
}
