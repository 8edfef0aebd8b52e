package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The goroutine that the timer of a context's deadline starts. Used again for other contexts.
 * Source: {@code context.go:WithDeadlineCause}, {@code time.AfterFunc}, {@code time.go:goFunc}.
 */
final class Canceller implements GoroutineBody {
  private final Interpreter interpreter;
  private final Timer timer;
  private @Nullable Context context;
  private Failure failure = Failure.DEADLINE;

  Canceller(Interpreter interpreter) {
    this.interpreter = interpreter;
    timer = new Timer(interpreter.scheduler.newGoroutine(this));
  }

  void start(Context toEnd, long dueNs, Failure cause) {
    context = toEnd;
    failure = cause;
    interpreter.scheduler.startTimer(timer, dueNs);
  }

  /** The context is not needed any more. */
  void stop() {
    context = null;
    if (timer.isPending()) {
      interpreter.scheduler.stopTimer(timer);
      interpreter.giveBack(this);
    }
  }

  @Override
  public Action resume(Goroutine self) {
    Context ending = context;
    if (ending != null) {
      context = null;
      ending.expired(failure);
    }
    interpreter.giveBack(this);
    return Action.EXIT;
  }
}
