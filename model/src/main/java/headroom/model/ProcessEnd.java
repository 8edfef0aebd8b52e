package headroom.model;

import headroom.model.go.ExitCause;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.observe.Recorder;

/** Sees that all goroutines are asleep for good. */
final class ProcessEnd {
  private final Scheduler scheduler;
  private final Incoming incoming;
  private final Recorder recorder;
  private final boolean canBeSeen;

  ProcessEnd(Scheduler scheduler, Incoming incoming, Recorder recorder) {
    this.scheduler = scheduler;
    this.incoming = incoming;
    this.recorder = recorder;
    canBeSeen = incoming.isInsideTheProcess();
  }

  /** Asked after each event: the process ends if all its goroutines are asleep now. */
  void seeDeadlock() {
    assert scheduler.processExit() != null || scheduler.cpu().everyBurstHasAnEnd()
        : "a thread is stuck";
    if (canBeSeen && mainIsWaiting() && scheduler.isDeadlocked()) {
      scheduler.exit(new ExitCause.Deadlock());
    }
  }

  /**
   * Whether the process can be found dead now. A server's main goroutine is in Accept, on the
   * network, whatever the others do. A program that generates its own requests returns from main,
   * which ends the process, when all of them have been answered.
   */
  private boolean mainIsWaiting() {
    return incoming.hasMore() || recorder.inSystem() > 0;
  }
}
