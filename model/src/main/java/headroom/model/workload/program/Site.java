package headroom.model.workload.program;

/**
 * A step's place in its program, whose executions are told apart.
 *
 * @param key of the step's draws, see {@link DrawPaths}
 * @param slot number among the instructions that run more than once; {@link #ONCE}
 */
record Site(long key, int slot) {
  /** The slot of an instruction that a run executes at most once. */
  static final int ONCE = -1;

  /** The number of the execution that begins, from 0. */
  int begin(ProgramRun run) {
    return slot == ONCE ? 0 : run.countExecution(slot);
  }

  /** The number of the execution that has begun last. */
  int execution(ProgramRun run) {
    return slot == ONCE ? 0 : run.executions(slot) - 1;
  }
}
