package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import headroom.model.random.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt at a call has failed: then it is made again after a wait, or the program
 * fails. The wait is a {@code select} of a timer and the context, and counted as a sleep. The
 * connection is not held meanwhile; it is as good as before, as after an error that the other side
 * has answered with.
 */
final class RetryCall extends Instruction {
  private final Demand failure;
  private final Demand backoff;
  private final double share;
  private final int retries;
  private final int attemptSlot;
  private final int first;

  /**
   * The end of an attempt that fails with probability {@code share}.
   *
   * @param failure is drawn for it
   * @param backoff the wait before the first retry
   * @param attemptSlot counts the attempts before the present one
   * @param first the instruction with which an attempt begins
   */
  RetryCall(Demand failure, Demand backoff, double share, int retries, int attemptSlot, int first) {
    this.failure = failure;
    this.backoff = backoff;
    this.share = share;
    this.retries = retries;
    this.attemptSlot = attemptSlot;
    this.first = first;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (failure.nextUniform(run) > share) {
      return null;
    }
    if (run.executions(attemptSlot) >= retries) {
      run.fail(Failure.CALL_ERROR);
      return null;
    }
    int retry = run.countExecution(attemptSlot);
    double waitNs = backoff.next(run) * StrictMath.pow(2, retry);
    if (waitNs < 1) {
      run.jump(first);
      return null;
    }
    run.scheduler().sleep(self, Math.round(Math.min(Distribution.LARGEST, waitNs)));
    return Action.PARK;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    if (!run.takeInterrupted() || !run.failIfContextEnded()) {
      run.jump(first);
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    boolean waits = self.waitReason() == WaitReason.SLEEP && self.sleepTimer().isPending();
    if (waits) {
      run.scheduler().stopTimer(self.sleepTimer());
      run.scheduler().ready(self);
    }
    run.interrupted(waits);
  }
}
