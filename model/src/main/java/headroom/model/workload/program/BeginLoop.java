package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Draws the number of rounds; goes to the end of the loop if there are none. */
final class BeginLoop extends Instruction {
  private final Demand times;
  private final int roundsSlot;
  private int end;

  BeginLoop(Demand times, int roundsSlot) {
    this.times = times;
    this.roundsSlot = roundsSlot;
  }

  /** The instruction after the loop. */
  void endsBefore(int instruction) {
    end = instruction;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long rounds = times.next(run);
    run.setRounds(roundsSlot, rounds);
    if (rounds <= 0) {
      run.jump(end);
    }
    return null;
  }
}
