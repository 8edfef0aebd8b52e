package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends a cycle on behalf of the last one that found nothing to mark: all Ps pass a safe point,
 * where they flush their buffers, until nobody has handed work on since the last time: in most
 * cycles that is twice. Then the world is stopped, the next goal is set, the world runs, and all Ps
 * flush their caches. Source: {@code runtime/mgc.go:gcMarkDone}, {@code gcMarkTermination}. Seen in
 * a service with an instrumented runtime: 1.4 to 1.5 times a cycle they have to flush again.
 *
 * <p>Left out: that nothing is found while there is something in the buffer of a P whose worker has
 * given way, so that the first of these comes too early. A trial moved no percentile of requests.
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
          if (collector.work().flushed()) {
            return Action.PASS_SAFE_POINTS;
          }
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
