package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.TimeAccount;
import headroom.model.workload.program.ProgramObserver.StepObserver;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one step: marks around its instructions that cost no simulated time. A step that
 * takes something (a lock, a connection) waits until it has it, and its service is the time in
 * which it holds it. Any other step waits while others hold its goroutine up.
 */
final class StepBracket {
  final Instruction begin = new Begin();
  final Instruction taken = new Taken();
  final Instruction end = new End();
  private final StepObserver observer;
  private final @Nullable StepBracket outer;
  private final int beganSlot;
  private final int waitSlot;
  private final boolean takes;
  private final @Nullable TimeAccount blockedAs;

  /**
   * The bracket of a step inside {@code outer}.
   *
   * @param slot the first of two of its program
   * @param takes whether it takes something and gives it back
   * @param blockedAs where its time is counted when it is blocked; null: as usual
   */
  StepBracket(
      StepObserver observer,
      @Nullable StepBracket outer,
      int slot,
      boolean takes,
      @Nullable TimeAccount blockedAs) {
    this.observer = observer;
    this.outer = outer;
    beganSlot = slot;
    waitSlot = slot + 1;
    this.takes = takes;
    this.blockedAs = blockedAs;
  }

  /** The step fails in {@code run} before its end. */
  void failed(ProgramRun run, Goroutine self, Failure why) {
    tell(run, self);
    observer.failed(why, run.mark(beganSlot));
  }

  private void tell(ProgramRun run, Goroutine self) {
    long beganNs = run.mark(beganSlot);
    long spentNs = run.scheduler().now() - beganNs;
    long waitNs;
    if (takes) {
      waitNs = run.mark(waitSlot) < 0 ? spentNs : run.mark(waitSlot);
    } else {
      waitNs = self.heldUpNs() - run.mark(waitSlot);
    }
    observer.ended(waitNs, spentNs - waitNs, beganNs);
  }

  private final class Begin extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      run.bracket = StepBracket.this;
      self.blockedAs = blockedAs;
      run.mark(beganSlot, run.scheduler().now());
      run.mark(waitSlot, takes ? -1 : self.heldUpNs());
      return null;
    }
  }

  private final class Taken extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      if (run.mark(waitSlot) < 0) { // not when a call is tried again
        run.mark(waitSlot, run.scheduler().now() - run.mark(beganSlot));
      }
      return null;
    }
  }

  private final class End extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      tell(run, self);
      run.bracket = outer;
      self.blockedAs = outer == null ? null : outer.blockedAs;
      return null;
    }
  }
}
