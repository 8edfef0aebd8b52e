package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.OwnAllocations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The goroutines that the present step of a run starts. */
final class Spawning {
  private final ProgramRun run;
  private final Interpreter interpreter;
  private @Nullable ErrGroup group;

  /** A group whose goroutines have all returned. */
  private @Nullable ErrGroup idleGroup;

  private long path;
  private int ordinal;
  private int wanted;
  private int started;

  Spawning(ProgramRun run, Interpreter interpreter) {
    this.run = run;
    this.interpreter = interpreter;
  }

  /**
   * Is about to start {@code count} goroutines in the present one of {@code rounds} executions of
   * the step at {@code site}.
   */
  void begin(Goroutine self, int count, boolean join, Site site, int rounds) {
    int execution = site.execution(run);
    wanted = count;
    started = 0;
    path = run.keys().ofExecution(site.key(), execution);
    ordinal = run.keys().ordinal() * rounds + execution;
    group = null;
    if (join) {
      group = beginGroup();
      interpreter.heap().allocateGarbage(self, OwnAllocations.GROUP);
    }
  }

  private ErrGroup beginGroup() {
    ErrGroup beginning = idleGroup;
    if (beginning == null) {
      return new ErrGroup(interpreter, run.innermostContext());
    }
    idleGroup = null;
    beginning.begin(run.innermostContext());
    return beginning;
  }

  boolean isUnderWay() {
    return started < wanted;
  }

  int started() {
    return started;
  }

  /**
   * Starts at most {@code most} of the goroutines; returns how many of them have never been alive
   * before.
   */
  int startSome(Goroutine self, int most, List<Program> branches) {
    int perBranch = wanted / branches.size();
    int last = Math.min(wanted, started + most);
    int neverAliveBefore = 0;
    while (started < last) {
      int child = started++;
      int branch = child / perBranch;
      int number = child % perBranch;
      Task task = interpreter.takeTask();
      task.run.begin(branches.get(branch));
      task.run
          .keys()
          .begin(
              DrawPaths.ofChild(path, branch, number),
              run.keys().traceRow(),
              ordinal * perBranch + number);
      ErrGroup itsGroup = group;
      if (itsGroup != null) {
        itsGroup.add();
        task.run.contexts().enter(itsGroup.context());
      }
      neverAliveBefore += task.goroutine.reused ? 0 : 1;
      interpreter.heap().starts(self, task.goroutine);
      task.start(itsGroup);
    }
    return neverAliveBefore;
  }

  /** All are started; waits for them if they are in a group. */
  @Nullable Action end(Goroutine self) {
    ErrGroup ending = group;
    if (ending == null) {
      return null;
    }
    if (ending.await(self)) {
      return Action.PARK;
    }
    ending.context().leave();
    group = null;
    idleGroup = ending;
    Failure why = ending.failure();
    if (why != null) {
      run.fail(why);
    }
    return null;
  }
}
