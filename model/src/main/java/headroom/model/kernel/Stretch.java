package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;

/**
 * How much of the time that a thread has a core its burst gets: what sysmon and, while no core is
 * free, other processes take does not count. A stretch is a part of a burst in which the thread
 * keeps its core and nothing of this changes.
 */
final class Stretch {
  /** Whatever the profile says, others leave a tenth of a core to the process. */
  private static final double MOST_FOREIGN = 0.9;

  private final StolenTime stolen;
  private final double foreignShare;

  Stretch(StolenTime stolen, CostProfile costs, int cores) {
    this.stolen = stolen;
    double foreign = Math.min(MOST_FOREIGN, costs.value(Cost.HOST_FOREIGN_SHARE));
    foreignShare = cores > 1 ? foreign : 0;
  }

  /** Begins a stretch of the burst of {@code thread} and plans its end. */
  void begin(CpuThread thread, boolean coreFree, long nowNs) {
    thread.stretchStartNs = nowNs;
    thread.coreFree = coreFree;
    long end = nowNs + thread.burstLeftNs;
    long from = nowNs;
    while (from < end) {
      long taken = takenNs(thread, from, end);
      from = end;
      end += taken;
    }
    thread.burstEnd.plan(end);
  }

  /** Ends the stretch of {@code thread} early: what it got is no longer left of its burst. */
  void end(CpuThread thread, long nowNs) {
    long elapsed = nowNs - thread.stretchStartNs;
    long worked = elapsed - takenNs(thread, thread.stretchStartNs, nowNs);
    thread.burstLeftNs = Math.max(0, thread.burstLeftNs - Math.max(0, worked));
    thread.burstEnd.cancel();
  }

  private long takenNs(CpuThread thread, long fromNs, long toNs) {
    if (thread.isForeign()) {
      return 0;
    }
    long taken = stolen.stolenNs(fromNs, toNs, thread.core, thread.coreFree);
    return thread.coreFree ? taken : taken + Math.round((toNs - fromNs) * foreignShare);
  }
}
