package headroom.model;

import headroom.model.go.ExitCause;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.observe.Recorder;

/** Sees the process end before its time. */
final class ProcessEnd {
  private final Scheduler scheduler;
  private final Incoming incoming;
  private final Recorder recorder;

  ProcessEnd(Scheduler scheduler, Incoming incoming, Recorder recorder) {
    this.scheduler = scheduler;
    this.incoming = incoming;
    this.recorder = recorder;
  }

  /** Whether the process has ended; asked after each event, as all goroutines may be asleep now. */
  boolean hasCome() {
    assert scheduler.processExit() != null || scheduler.cpu().everyBurstHasAnEnd()
        : "a thread is stuck";
    if (mainIsWaiting() && scheduler.isDeadlocked()) {
      scheduler.exit(new ExitCause.Deadlock());
    }
    return scheduler.processExit() != null;
  }

  /**
   * Whether the process can be found dead. A server's main goroutine is in Accept, on the network,
   * whatever the others do. A program that generates its own requests returns from main, which ends
   * the process, when all of them have been answered.
   */
  private boolean mainIsWaiting() {
    return incoming.isInsideTheProcess() && (incoming.hasMore() || recorder.inSystem() > 0);
  }
}
