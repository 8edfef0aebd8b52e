package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Goes back while rounds are left. */
final class EndLoop extends Instruction {
  private final int roundsSlot;
  private final int first;

  EndLoop(int roundsSlot, int first) {
    this.roundsSlot = roundsSlot;
    this.first = first;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.endRound(roundsSlot) > 0) {
      run.jump(first);
    }
    return null;
  }
}
