package headroom.model;

import headroom.model.engine.EventLayer;
import headroom.model.go.ExitCause;
import headroom.model.go.ProcessExitException;
import headroom.model.go.scheduler.Scheduler;
import java.util.function.BooleanSupplier;

/** Sees the process end: what a goroutine threw, or that all of them are asleep for good. */
final class ProcessEnd implements EventLayer {
  private final Scheduler scheduler;
  private final EventLayer layers;
  private final BooleanSupplier mainIsWaiting;

  /**
   * Of a process whose events are those of {@code layers}.
   *
   * @param mainIsWaiting whether the process can be found dead: not while its main goroutine is in
   *     Accept, on the network, whatever the others do
   */
  ProcessEnd(Scheduler scheduler, EventLayer layers, BooleanSupplier mainIsWaiting) {
    this.scheduler = scheduler;
    this.layers = layers;
    this.mainIsWaiting = mainIsWaiting;
  }

  @Override
  public boolean handle(int kind, int subject) {
    boolean handled = true;
    try {
      handled = layers.handle(kind, subject);
    } catch (ProcessExitException exit) {
      scheduler.exit(exit.exitCause());
    }
    assert hasCome() || scheduler.cpu().everyBurstHasAnEnd() : "a thread is stuck";
    if (scheduler.isDeadlocked() && mainIsWaiting.getAsBoolean()) {
      scheduler.exit(new ExitCause.Deadlock());
    }
    return handled;
  }

  boolean hasCome() {
    return scheduler.processExit() != null;
  }
}
