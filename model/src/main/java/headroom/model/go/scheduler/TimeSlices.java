package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.MachineSettings;

/** When sysmon will cut the slice of each P. Source: {@code runtime/proc.go:retake}. */
final class TimeSlices {
  private static final long NOT_SEEN = -1;

  private final RuntimeState runtime;
  private final Processors processors;
  private final SystemMonitor monitor;
  private final boolean oversubscribed;
  private final long preemptSignalNs;

  /** Whether bursts may take longer because the CPU quota stops them. */
  private final boolean mayBeThrottled;

  /** Threads that compute in C without a P, or may; they can slow a burst down. */
  int threadsInC;

  TimeSlices(
      RuntimeState runtime, CostProfile costs, Processors processors, MachineSettings machine) {
    this.runtime = runtime;
    this.processors = processors;
    oversubscribed = processors.all.length > machine.cores();
    mayBeThrottled = machine.isLimited();
    monitor = runtime.monitor();
    preemptSignalNs = costs.ns(Cost.GO_PREEMPT_SIGNAL);
  }

  /** Whether a burst may end later than it seems when it begins. */
  boolean mayBeLate() {
    return threadsInC > 0 || mayBeThrottled;
  }

  /** A slice of {@code p} begins. */
  void begin(Processor p) {
    p.sliceStartNs = runtime.nowNs();
    p.sliceSeenNs = NOT_SEEN;
    p.cut.cancel();
  }

  /** The tick at which sysmon finds the slice of {@code p} too long. */
  long cutTickNs(Processor p) {
    return p.sliceSeenNs < 0
        ? monitor.cutNs(p.sliceStartNs)
        : monitor.cutOfSliceSeenNs(p.sliceSeenNs);
  }

  /** The M of {@code p} has begun a burst, or goes on with it: plans its cut if it may matter. */
  void plan(Processor p, OsThread m) {
    if (!monitor.preempts() || p.cut.isPlanned()) {
      return;
    }
    long end = runtime.cpu().burstEndNs(m.thread);
    boolean onlyIfLate = !oversubscribed && threadsInC == 0;
    if (onlyIfLate && end <= p.sliceStartNs + monitor.preemptAfterNs()) {
      return; // no tick can find it too long before its end
    }
    long cut = Math.max(runtime.nowNs(), cutTickNs(p) + preemptSignalNs);
    if (end > cut || !onlyIfLate) {
      p.cut.plan(cut);
    }
  }

  /** sysmon is about to begin afresh: what it has seen so far stays seen. */
  void rememberSeen() {
    for (Processor p : processors.all) {
      if (p.m != null && p.sliceSeenNs < 0) {
        long seen = monitor.firstTickFrom(p.sliceStartNs);
        p.sliceSeenNs = seen <= runtime.nowNs() ? seen : NOT_SEEN;
      }
    }
  }

  /** sysmon has begun afresh: the cuts lie at other ticks. */
  void planAnew() {
    for (Processor p : processors.all) {
      OsThread m = p.m;
      if (m != null && m.isComputingGo()) {
        p.cut.cancel();
        plan(p, m);
      }
    }
  }
}
