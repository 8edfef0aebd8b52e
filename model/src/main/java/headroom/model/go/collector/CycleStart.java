package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Starts a cycle on behalf of the goroutine that found the heap too large: sweeps what is left,
 * stops the world, turns marking on, starts the world. Source: {@code runtime/mgc.go:gcStart}.
 */
final class CycleStart {
  private enum Step {
    SWEEP,
    STOP,
    STOPPED,
    START
  }

  private final Collector collector;
  private final Scheduler scheduler;
  private final boolean periodic;
  private Step step = Step.SWEEP;
  private long askedNs;
  private long stoppedNs;

  CycleStart(Collector collector, Scheduler scheduler, boolean periodic) {
    this.collector = collector;
    this.scheduler = scheduler;
    this.periodic = periodic;
  }

  /** The next thing that {@code self} does for it; null when the cycle has started. */
  @Nullable Action resume(Goroutine self) {
    while (true) {
      switch (step) {
        case SWEEP -> {
          step = Step.STOP;
          self.demandNs = collector.sweeper().finishNs();
          if (self.demandNs > 0) {
            return Action.COMPUTE;
          }
        }
        case STOP -> {
          step = Step.STOPPED;
          askedNs = scheduler.now();
          return Action.STOP_THE_WORLD;
        }
        case STOPPED -> {
          step = Step.START;
          stoppedNs = scheduler.now();
          self.demandNs = collector.beginCycle(askedNs, periodic);
          if (self.demandNs > 0) {
            return Action.COMPUTE;
          }
        }
        case START -> {
          scheduler.startTheWorld();
          collector.cycleBegun(askedNs, stoppedNs);
          return null;
        }
      }
    }
  }
}
