package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A background worker: marks piece by piece until there is nothing left or it has to give its P
 * back. The last one to find nothing ends the cycle. Source: {@code runtime/mgc.go:gcBgMarkWorker},
 * {@code mgcmark.go:gcDrain}, {@code pollFractionalWorkerExit}.
 */
final class MarkWorker implements GoroutineBody {
  /** Scan work after which it looks whether to go on. Source: {@code drainCheckThreshold}. */
  private static final long CHECK_BYTES = 100_000;

  private final Collector collector;
  private final Workers workers;
  private final Scheduler scheduler;
  private final int processor;
  private final MarkWork.Piece piece = new MarkWork.Piece();
  private Workers.Mode mode = Workers.Mode.IDLE;
  private boolean marks;
  private boolean wasPreempted;
  private long sinceNs;
  private long pieceSinceNs;
  private @Nullable Goroutine goroutine;
  private @Nullable CycleEnd ending;

  MarkWorker(Collector collector, Workers workers, Scheduler scheduler, int processor) {
    this.collector = collector;
    this.workers = workers;
    this.scheduler = scheduler;
    this.processor = processor;
  }

  /** It will run in {@code newMode}. */
  void assigned(Workers.Mode newMode) {
    mode = newMode;
  }

  @Override
  public Action resume(Goroutine self) {
    goroutine = self;
    if (ending != null) {
      return end(self, ending);
    }
    if (!marks) {
      begin();
    } else {
      collector.reportInBackground(piece, piece.ns);
      collector.work().finish(piece);
      if (givesWay()) {
        return stop(self);
      }
    }
    while (collector.work().take(piece, CHECK_BYTES)) {
      enlist();
      pieceSinceNs = scheduler.now();
      if (piece.ns > 0) {
        self.demandNs = piece.ns;
        return Action.COMPUTE;
      }
      collector.reportInBackground(piece, 0);
    }
    collector.work().finish(piece);
    return stop(self);
  }

  /** Idle Ps may mark too. Source: {@code mgcpacer.go:enlistWorker}. */
  private void enlist() {
    if (collector.work().isAvailable() && (workers.needsIdle() || workers.needsDedicated())) {
      scheduler.system().wakeProcessor();
    }
  }

  /** What it has done of its piece up to now counts, although the piece is not done. */
  void settle() {
    Goroutine self = goroutine;
    if (marks && !piece.isEmpty() && self != null && self.isOnCore()) {
      long doneNs = scheduler.now() - Math.max(pieceSinceNs, self.sinceNs());
      collector.reportInBackground(piece, Math.min(piece.ns, doneNs));
    }
  }

  @Override
  public Action preempted(Goroutine self) {
    if (!marks) {
      return Action.YIELD;
    }
    if (mode == Workers.Mode.DEDICATED) {
      if (!wasPreempted) {
        wasPreempted = true;
        scheduler.system().drainRunQueue();
      }
      return Action.COMPUTE;
    }
    collector.work().giveBack(piece, self.demandNs);
    self.demandNs = 0;
    collector.reportInBackground(piece, piece.ns);
    collector.work().finish(piece);
    return stop(self);
  }

  /** How long it has been marking for want of anything else to do, ns; 0 if it has not. */
  long idleRunNs() {
    return marks && mode == Workers.Mode.IDLE ? scheduler.now() - sinceNs : 0;
  }

  private void begin() {
    marks = true;
    wasPreempted = false;
    sinceNs = scheduler.now();
    collector.beginWork();
  }

  private boolean givesWay() {
    return switch (mode) {
      case DEDICATED -> false;
      case FRACTIONAL ->
          workers.endsFractional(processor, scheduler.now() - sinceNs, collector.elapsedNs());
      case IDLE -> scheduler.system().pollWork();
    };
  }

  private Action stop(Goroutine self) {
    marks = false;
    workers.stopped(processor, mode, scheduler.now() - sinceNs);
    if (collector.endWork()) {
      CycleEnd last = new CycleEnd(collector, scheduler);
      ending = last;
      return end(self, last);
    }
    return parkUntilWanted(self);
  }

  private Action end(Goroutine self, CycleEnd last) {
    Action action = last.resume(self);
    if (action != null) {
      return action;
    }
    ending = null;
    return parkUntilWanted(self);
  }

  private Action parkUntilWanted(Goroutine self) {
    scheduler.park(self, WaitReason.GC_WORKER_IDLE);
    return Action.PARK;
  }
}
