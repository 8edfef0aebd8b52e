package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import org.jspecify.annotations.Nullable;

/** A goroutine that a step has started. Used again after its end. */
final class Task implements GoroutineBody {
  final Goroutine goroutine;
  final ProgramRun run;
  private final Interpreter interpreter;
  private @Nullable ErrGroup group;

  Task(Interpreter interpreter) {
    this.interpreter = interpreter;
    run = interpreter.newRun();
    goroutine = interpreter.scheduler.newGoroutine(this);
  }

  /** {@code go}; {@code itsGroup} is told of its end. */
  void start(@Nullable ErrGroup itsGroup) {
    group = itsGroup;
    interpreter.scheduler.ready(goroutine);
  }

  @Override
  public Action resume(Goroutine self) {
    Action action = run.resume(self);
    if (action != null) {
      return action;
    }
    if (group != null) {
      group.ended(run.failure());
      group = null;
    }
    interpreter.heap().ends(self);
    interpreter.bury(this);
    return Action.EXIT;
  }
}
