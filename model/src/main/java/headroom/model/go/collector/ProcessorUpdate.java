package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The goroutine that changes GOMAXPROCS when the CPU limit has changed: it waits for the end of a
 * cycle that is on, stops the world, and starts it with other Ps; meanwhile no cycle begins.
 * Source: Go 1.26 {@code runtime/proc.go:updateMaxProcsGoroutine}, {@code stopTheWorldGC}, {@code
 * procresize}.
 *
 * <p>Approximate: who finds the heap at its trigger meanwhile goes on, where {@code gcStart} waits
 * for {@code gcsema}. Left out: what {@code procresize} computes, a few us, or 25 to 500 us where
 * Ps go ({@code probe/limit}).
 */
final class ProcessorUpdate implements GoroutineBody {
  private final Collector collector;
  private final Scheduler scheduler;
  private final LimiterUpdates limiter;
  private final CollectorObserver observer;

  /** The goroutine, while it waits for the end of a cycle. Source: {@code mgc.go:gcsema}. */
  private @Nullable Goroutine waiting;

  private boolean holdsSemaphore;
  private long askedNs;

  ProcessorUpdate(
      Collector collector,
      Scheduler scheduler,
      LimiterUpdates limiter,
      CollectorObserver observer) {
    this.collector = collector;
    this.scheduler = scheduler;
    this.limiter = limiter;
    this.observer = observer;
    if (scheduler.system().followsLimit()) {
      scheduler
          .system()
          .watchLimit(scheduler.system().add(this, WaitReason.UPDATE_GOMAXPROCS_IDLE));
    }
  }

  /** Whether no cycle may begin. */
  boolean isOn() {
    return holdsSemaphore;
  }

  /** A cycle is quite over. */
  void cycleOver() {
    Goroutine self = waiting;
    if (self != null) {
      waiting = null;
      scheduler.ready(self);
    }
  }

  @Override
  public Action resume(Goroutine self) {
    if (!holdsSemaphore) {
      if (collector.isCycleOn()) {
        waiting = self;
        scheduler.park(self, WaitReason.SEMAPHORE);
        return Action.PARK;
      }
      holdsSemaphore = true;
      askedNs = scheduler.now();
      return Action.STOP_THE_WORLD;
    }
    int processors = scheduler.system().wantedProcessors();
    collector.allocations().processorsBecome(processors);
    limiter.processorsBecome(processors);
    scheduler.system().startTheWorldWith(processors);
    holdsSemaphore = false;
    observer.pausedForOthers(scheduler.now() - askedNs);
    scheduler.park(self, WaitReason.UPDATE_GOMAXPROCS_IDLE);
    return Action.PARK;
  }
}
