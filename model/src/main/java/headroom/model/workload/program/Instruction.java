package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/**
 * One instruction of a {@link Program}. It has no state of its own: what an execution must remember
 * is in the {@link ProgramRun}, so that any number of goroutines share it.
 */
abstract class Instruction {

  /** Begins; null if it is done at once, else what the goroutine does before {@link #resume}. */
  abstract @Nullable Action begin(ProgramRun run, Goroutine self);

  /** The goroutine runs again after what {@link #begin} or this has asked for; null when done. */
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    return null;
  }

  /**
   * The context of {@code run} has ended: readies the goroutine if it is parked here and would have
   * noticed ({@code select} on {@code ctx.Done()}). An instruction that does not look at its
   * context does nothing.
   */
  void interrupt(ProgramRun run, Goroutine self) {}
}
