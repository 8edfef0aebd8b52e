package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/**
 * Goes to one of several branches: drawn by share, or the one whose first traced step has a value
 * in the trace.
 */
final class TakeBranch extends Instruction {
  private final Demand choice;
  private final double[] cumulativeShare;
  private final int[] targets;
  private final int[] columns;

  /**
   * A choice.
   *
   * @param cumulativeShare ascending, the last one at least 1
   * @param targets where each branch begins
   * @param columns a trace's column that has a value if the branch was taken; -1 if it cannot tell
   */
  TakeBranch(Demand choice, double[] cumulativeShare, int[] targets, int[] columns) {
    this.choice = choice;
    this.cumulativeShare = cumulativeShare;
    this.targets = targets;
    this.columns = columns;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    double u = choice.nextUniform(run);
    for (int i = 0; i < targets.length; i++) {
      if (columns[i] >= 0 && run.keys().traced(columns[i]) >= 0) {
        run.jump(targets[i]);
        return null;
      }
    }
    int taken = 0;
    while (u > cumulativeShare[taken]) {
      taken++;
    }
    run.jump(targets[taken]);
    return null;
  }
}
