package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends a cycle on behalf of the last one that found nothing to mark: all Ps pass a safe point, the
 * world is stopped, the next goal is set, the world runs, and all Ps flush their caches. Source:
 * {@code runtime/mgc.go:gcMarkDone}, {@code gcMarkTermination}.
 */
final class CycleEnd {
  private enum Step {
    FLUSH_WORK,
    STOP,
    STOPPED,
    START,
    OVER
  }

  private final Collector collector;
  private final Scheduler scheduler;
  private Step step = Step.FLUSH_WORK;
  private long askedNs;
  private long stoppedNs;

  CycleEnd(Collector collector, Scheduler scheduler) {
    this.collector = collector;
    this.scheduler = scheduler;
  }

  /** The next thing that {@code self} does for it; null when the cycle is over. */
  @Nullable Action resume(Goroutine self) {
    while (true) {
      switch (step) {
        case FLUSH_WORK -> {
          step = Step.STOP;
          return Action.PASS_SAFE_POINTS;
        }
        case STOP -> {
          step = Step.STOPPED;
          askedNs = scheduler.now();
          return Action.STOP_THE_WORLD;
        }
        case STOPPED -> {
          step = Step.START;
          stoppedNs = scheduler.now();
          self.demandNs = collector.endMarking(askedNs);
          if (self.demandNs > 0) {
            return Action.COMPUTE;
          }
        }
        case START -> {
          step = Step.OVER;
          collector.endCycle(askedNs, stoppedNs);
          scheduler.startTheWorld();
          return Action.PASS_SAFE_POINTS;
        }
        case OVER -> {
          collector.cachesFlushed();
          return null;
        }
      }
    }
  }
}
