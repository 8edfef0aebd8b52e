package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that a request has started and waits for: the first error cancels the others. Source:
 * {@code golang.org/x/sync/errgroup.WithContext}.
 */
final class ErrGroup {
  private final Interpreter interpreter;
  private Context context;
  private int running;
  private @Nullable Failure failure;
  private @Nullable Goroutine waiting;

  ErrGroup(Interpreter interpreter, @Nullable Context parent) {
    this.interpreter = interpreter;
    context = interpreter.takeContext(parent);
  }

  /** Begins anew; all goroutines of the group that it was have returned. */
  void begin(@Nullable Context parent) {
    assert running == 0 && waiting == null : "begun while goroutines of it run";
    failure = null;
    context = interpreter.takeContext(parent);
  }

  /** The context of its goroutines. */
  Context context() {
    return context;
  }

  /** One more goroutine is in it. */
  void add() {
    running++;
  }

  /** A goroutine of it has returned. */
  void ended(@Nullable Failure itsFailure) {
    running--;
    if (itsFailure != null && failure == null) {
      failure = itsFailure;
      context.end(Failure.CANCELED);
    }
    if (running == 0 && waiting != null) {
      interpreter.scheduler.ready(waiting);
      waiting = null;
    }
  }

  /** {@code Wait}: parks {@code self} until all have returned; false if they have. */
  boolean await(Goroutine self) {
    if (running == 0) {
      return false;
    }
    waiting = self;
    interpreter.scheduler.park(self, WaitReason.JOIN);
    return true;
  }

  /** The first error; null if there was none. */
  @Nullable Failure failure() {
    return failure;
  }
}
