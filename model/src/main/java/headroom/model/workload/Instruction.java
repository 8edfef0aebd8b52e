package headroom.model.workload;

import headroom.model.random.Distribution;

/**
 * One instruction of a {@link Program}.
 *
 * @param demand what is drawn, ns or a count; null for a jump
 * @param key identifies the draws of this instruction within a request
 * @param columns the trace's column for the k-th execution, -1 where it has none; empty without a
 *     trace
 * @param target where a loop begins, or where a jump leads
 * @param slot number of the instruction among those that count their executions
 * @param choice the branches of a choice; null for others
 */
record Instruction(
    Operation operation,
    @org.jspecify.annotations.Nullable Distribution demand,
    int key,
    int[] columns,
    int target,
    int slot,
    @org.jspecify.annotations.Nullable Branches choice) {

  /** What an instruction does. */
  enum Operation {
    COMPUTE,
    AWAIT_NETWORK,
    SLEEP,
    /** Draws the number of rounds; goes to the target if there are none. */
    LOOP_BEGIN,
    /** Goes back to the target while rounds are left. */
    LOOP_END,
    BRANCH,
    JUMP
  }

  /**
   * Branches of a choice.
   *
   * @param cumulativeShare ascending, the last one at least 1
   * @param targets where each branch begins
   * @param columns a trace's column that has a value if the branch was taken; -1 if it cannot tell
   */
  record Branches(double[] cumulativeShare, int[] targets, int[] columns) {}
}
