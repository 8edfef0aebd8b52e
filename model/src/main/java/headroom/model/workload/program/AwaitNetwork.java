package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/**
 * Waits for an answer from the network. Looks at its context before and during the wait: {@code
 * net.Conn} with a deadline from the context.
 */
final class AwaitNetwork extends Instruction {
  private final Demand time;

  AwaitNetwork(Demand time) {
    this.time = time;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long holdNs = time.next(run);
    if (holdNs < 0 || run.failIfContextEnded()) {
      return null;
    }
    run.scheduler().parkForAnswer(self, holdNs);
    return Action.PARK;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    if (run.takeInterrupted()) {
      run.failIfContextEnded();
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    run.contexts().interrupted(run.scheduler().interruptNetworkWait(self));
  }
}
