package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Calls functions with large frames, or deep ones, and returns. */
final class UseStack extends Instruction {
  private final Demand bytes;

  UseStack(Demand bytes) {
    this.bytes = bytes;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long wanted = bytes.next(run);
    long ns = run.cpuNs(run.scheduler().stacks().call(self, wanted));
    if (ns == 0) {
      return null;
    }
    self.demandNs = ns;
    return Action.COMPUTE;
  }
}
