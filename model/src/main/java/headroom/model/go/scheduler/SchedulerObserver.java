package headroom.model.go.scheduler;

/** Told what the scheduler does. */
public interface SchedulerObserver {
  /** A goroutine begins to run after {@code latencyNs} in a run queue. */
  void scheduled(long latencyNs);
}
