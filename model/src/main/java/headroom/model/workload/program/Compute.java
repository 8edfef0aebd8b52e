package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Computes on a P. */
final class Compute extends Instruction {
  private final Demand time;

  Compute(Demand time) {
    this.time = time;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long ns = run.cpuNs(Math.max(0, time.next(run)));
    if (ns == 0) {
      return null;
    }
    self.demandNs = ns;
    return Action.COMPUTE;
  }
}
