package headroom.model.workload.program;

import headroom.model.random.Distribution;
import headroom.model.workload.TraceTable;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks for: drawn as a function of (seed, replication, request, step, execution) alone,
 * or taken from the trace.
 *
 * @param key of its draws
 * @param columns the trace's columns of its executions; empty: it is drawn
 * @param slot number among the instructions that run more than once; {@link #ONCE}
 * @param rounds executions of the step in one run of its program, if that is constant
 */
record Demand(@Nullable Distribution distribution, int key, int[] columns, int slot, int rounds) {
  /** The slot of an instruction that a run executes at most once. */
  static final int ONCE = -1;

  private static final int EXECUTION_STRIDE = 0x9E3779B9;

  /** The next value; {@link TraceTable#NONE} if the trace says that the step is not run. */
  long next(ProgramRun run) {
    int execution = slot == ONCE ? 0 : run.countExecution(slot);
    if (columns.length > 0) {
      int column = run.ordinal() * rounds + execution;
      if (column < columns.length) {
        return run.traced(columns[column]);
      }
    }
    Distribution drawn = distribution;
    if (drawn == null) {
      throw new IllegalStateException("a demand that is neither drawn nor traced");
    }
    return drawn.sample(run.draws(key + execution * EXECUTION_STRIDE));
  }

  /** The number of the execution for which {@link #next} was called last, from 0. */
  int execution(ProgramRun run) {
    return slot == ONCE ? 0 : run.executions(slot) - 1;
  }

  /** A uniform draw in (0, 1). */
  double nextUniform(ProgramRun run) {
    int execution = slot == ONCE ? 0 : run.countExecution(slot);
    return run.draws(key + execution * EXECUTION_STRIDE).nextOpen();
  }
}
