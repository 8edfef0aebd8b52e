package headroom.model.workload.program;

import headroom.model.random.DrawKey;
import headroom.model.random.KeyedStream;

/**
 * A step's place in its program, whose executions are told apart, and the attempts of each. All
 * attempts are one execution, which takes its place in a trace, but draw from other places.
 *
 * @param key of the step's draws, see {@link DrawPaths}
 * @param slot number among the instructions that run more than once; {@link #ONCE}
 * @param attemptSlot where the step counts its attempts, and who counts its executions too; {@link
 *     #ONCE} if there is one attempt
 */
record Site(long key, int slot, int attemptSlot) {
  /** The slot of an instruction that a run executes at most once. */
  static final int ONCE = -1;

  Site(long key, int slot) {
    this(key, slot, ONCE);
  }

  /** The number of the execution that begins, from 0. */
  int begin(ProgramRun run) {
    if (attemptSlot != ONCE) {
      return execution(run);
    }
    return slot == ONCE ? 0 : run.countExecution(slot);
  }

  /** The number of the execution that has begun last. */
  int execution(ProgramRun run) {
    return slot == ONCE ? 0 : run.executions(slot) - 1;
  }

  /** The draws of {@code execution}, in the present attempt. */
  KeyedStream draws(ProgramRun run, int execution) {
    int attempt = attemptSlot == ONCE ? 0 : run.executions(attemptSlot);
    return run.draws(attempt == 0 ? key : DrawKey.child(key, attempt), execution);
  }
}
