package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** A call begins: one more execution, of which no attempt has been made yet. */
final class BeginCall extends Instruction {
  private final Site site;
  private final int attemptSlot;

  BeginCall(Site site, int attemptSlot) {
    this.site = site;
    this.attemptSlot = attemptSlot;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    site.begin(run);
    run.setRounds(attemptSlot, 0);
    return null;
  }
}
