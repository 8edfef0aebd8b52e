package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** {@code time.Sleep}, which knows of no context. */
final class SleepFor extends Instruction {
  private final Demand time;

  SleepFor(Demand time) {
    this.time = time;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long durationNs = time.next(run);
    if (durationNs <= 0) {
      return null;
    }
    run.scheduler().sleep(self, durationNs);
    return Action.PARK;
  }
}
