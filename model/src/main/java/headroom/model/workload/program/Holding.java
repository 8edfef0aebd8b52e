package headroom.model.workload.program;

import headroom.model.workload.program.ProgramObserver.ResourceObserver;

/** Tells the account of a resource what one of the instructions on it does. */
final class Holding {
  private final ResourceObserver observer;

  Holding(ResourceObserver observer) {
    this.observer = observer;
  }

  /** Has it without waiting. */
  void atOnce(ProgramRun run) {
    observer.got(false, 0, run.scheduler().now());
  }

  /** Begins to wait. */
  void waits(ProgramRun run) {
    long nowNs = run.scheduler().now();
    run.waitsSince(nowNs);
    observer.waits(nowNs);
  }

  /** Has waited, and has it now. */
  void got(ProgramRun run) {
    long nowNs = run.scheduler().now();
    observer.got(true, run.waitedNs(nowNs), nowNs);
  }

  /** Has waited in vain, and its program has failed. */
  void gaveUp(ProgramRun run) {
    long nowNs = run.scheduler().now();
    observer.gaveUp(run.failure() != Failure.CANCELED, run.waitedNs(nowNs), nowNs);
  }

  /** A connection has been opened. */
  void opened(ProgramRun run) {
    observer.opened(run.scheduler().now());
  }

  /** It, or one of it, is in use. */
  void taken(ProgramRun run) {
    observer.used(1, run.scheduler().now());
  }

  /** It, or one of it, is given back. */
  void givenBack(ProgramRun run) {
    observer.used(-1, run.scheduler().now());
  }
}
