package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ticker that nobody reads: since Go 1.23 it costs memory only, for ever if it leaks, which
 * is while something refers to it, and else until the next cycle. Source: {@code
 * runtime/time.go:isSending}, {@code maybeRunChan}.
 */
final class MakeTicker extends Instruction {
  private final boolean leaks;

  MakeTicker(boolean leaks) {
    this.leaks = leaks;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.interpreter().heap().makeTicker(self, leaks);
    return null;
  }
}
