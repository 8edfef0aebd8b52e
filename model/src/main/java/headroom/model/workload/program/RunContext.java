package headroom.model.workload.program;

import org.jspecify.annotations.Nullable;

/** The contexts that a run is in: it waits under the innermost. */
final class RunContext {
  private final ProgramRun run;
  private final Interpreter interpreter;
  private @Nullable Context innermost;

  /** Its place among those that wait under the innermost; owned by that. */
  int place;

  /** Whether the outermost is its own, so that it ends with the program. */
  private boolean ownsOutermost;

  private boolean interrupted;

  RunContext(ProgramRun run, Interpreter interpreter) {
    this.run = run;
    this.interpreter = interpreter;
  }

  /** A program begins, in no context. */
  void begin() {
    assert innermost == null : "a program has ended inside a context";
    ownsOutermost = false;
    interrupted = false;
  }

  /** Enters a context of its own, without a parent, that ends at {@code deadlineNs}. */
  void enterOwn(long deadlineNs) {
    ownsOutermost = true;
    Context own = interpreter.takeContext(null);
    enter(own);
    own.endAt(deadlineNs, Failure.DEADLINE);
  }

  /** Enters a context that ends {@code timeoutNs} from now. */
  void enter(long timeoutNs, Failure why) {
    Context child = interpreter.takeContext(innermost);
    enter(child);
    child.endAt(interpreter.scheduler.now() + timeoutNs, why);
  }

  /** Enters {@code entered}, which may be that of other runs too. */
  void enter(Context entered) {
    if (innermost != null) {
      innermost.quit(this);
    }
    innermost = entered;
    entered.join(this);
  }

  /** Leaves the context entered last. */
  void leave() {
    Context leaving = innermost;
    if (leaving != null) {
      leaving.quit(this);
      innermost = leaving.leave();
      if (innermost != null) {
        innermost.join(this);
      }
    }
  }

  /** The program is over. */
  void end() {
    Context own = innermost;
    if (own != null) {
      own.quit(this);
      innermost = null;
      if (ownsOutermost) {
        own.leave();
      }
    }
  }

  @Nullable Context innermost() {
    return innermost;
  }

  /** Why the innermost has ended; null if it has not. */
  @Nullable Failure ended() {
    return innermost == null ? null : innermost.ended();
  }

  /** The innermost has ended while the run may be waiting. */
  void contextEnded() {
    run.interrupt();
  }

  /** Whether the wait of the present instruction has been cut short. */
  void interrupted(boolean wasWaiting) {
    interrupted |= wasWaiting;
  }

  boolean takeInterrupted() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }
}
