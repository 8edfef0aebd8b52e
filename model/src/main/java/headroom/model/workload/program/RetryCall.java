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
  private final Policy policy;
  private final int attemptSlot;
  private final int first;

  /**
   * When an attempt is made again.
   *
   * @param failure is drawn for an attempt
   * @param share the probability that it fails
   * @param retries at most
   * @param backoff the wait before the first retry
   */
  record Policy(Demand failure, double share, int retries, Demand backoff) {}

  /**
   * The end of an attempt.
   *
   * @param attemptSlot counts the attempts before the present one
   * @param first the instruction with which an attempt begins
   */
  RetryCall(Policy policy, int attemptSlot, int first) {
    this.policy = policy;
    this.attemptSlot = attemptSlot;
    this.first = first;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (policy.failure.nextUniform(run) > policy.share) {
      return null;
    }
    if (run.executions(attemptSlot) >= policy.retries) {
      run.fail(Failure.CALL_ERROR);
      return null;
    }
    int retry = run.countExecution(attemptSlot);
    double waitNs = policy.backoff.next(run) * StrictMath.pow(2, retry);
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
    run.contexts().interrupted(waits);
  }
}
