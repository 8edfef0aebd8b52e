package headroom.model.go.collector;

import headroom.model.go.scheduler.Scheduler;

/**
 * Tells the CPU limiter what it has to know: the time of idle Ps, of those that mark for want of
 * anything else to do, and of assists. Source: {@code runtime/mgclimit.go}, whose callers do so.
 */
final class LimiterUpdates {
  private final CpuLimiter limiter;
  private final Scheduler scheduler;
  private final Workers workers;

  /** Idle time that it knows of, ns. */
  private long reportedIdleNs;

  LimiterUpdates(CpuLimiter limiter, Scheduler scheduler, Workers workers) {
    this.limiter = limiter;
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Whether nobody assists. */
  boolean isLimiting() {
    return limiter.isLimiting();
  }

  /** Updates it if that has not been done for long. Source: {@code findRunnableGCWorker}. */
  void keepUp() {
    if (!limiter.isTransitioning() && limiter.needsUpdate(scheduler.now())) {
      update();
    }
  }

  /**
   * A goroutine has assisted for {@code ns}, or gives memory back for so long. While the world
   * stops nobody updates. Source: {@code mgclimit.go:tryLock}.
   */
  void assisted(long ns) {
    limiter.addAssist(ns);
    if (!limiter.isTransitioning()) {
      update();
    }
  }

  /** GOMAXPROCS changes. Source: {@code mgclimit.go:resetCapacity}. */
  void processorsBecome(int number) {
    reportIdle();
    limiter.resetCapacity(scheduler.now(), number);
  }

  /** The world is stopped for a cycle to start or to end. */
  void startTransition(boolean startsCycle) {
    reportIdle();
    limiter.startTransition(startsCycle, scheduler.now());
  }

  /** The world runs again. */
  void finishTransition() {
    limiter.finishTransition(scheduler.now());
  }

  private void update() {
    reportIdle();
    limiter.update(scheduler.now());
  }

  private void reportIdle() {
    long idleNs = scheduler.system().idleProcessorNs() + workers.idleNsSoFar();
    limiter.addIdle(idleNs - reportedIdleNs);
    reportedIdleNs = idleNs;
  }
}
