package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** A call into C, which computes on the thread whether or not it keeps its P. */
final class CallC extends Instruction {
  private final Demand time;

  CallC(Demand time) {
    this.time = time;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long ns = run.cpuNs(Math.max(0, time.next(run)));
    if (ns == 0) {
      return null;
    }
    run.scheduler().cgoCall(self, ns);
    return Action.SYSCALL;
  }
}
