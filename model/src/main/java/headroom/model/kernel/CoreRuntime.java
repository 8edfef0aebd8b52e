package headroom.model.kernel;

/**
 * What a core holds of the group's runtime. Source: Linux {@code kernel/sched/sched.h:cfs_rq}, its
 * fields of CONFIG_CFS_BANDWIDTH. Times are simulated ns.
 */
final class CoreRuntime {
  private static final long NEVER = -1;

  /** What the group's threads may still compute here; below 0 it is a debt. */
  long remainingNs;

  /** Until when the running thread of the group has been charged. */
  long chargedUntilNs;

  /** Whether no thread of the group may run here. */
  boolean isThrottled;

  private long heldSinceNs = NEVER;

  /** A thread of the group is here that could run but for the quota. */
  boolean hold(long nowNs) {
    boolean first = heldSinceNs == NEVER;
    if (first) {
      heldSinceNs = nowNs;
    }
    return first;
  }

  /** Whether the quota holds a thread of the group here. */
  boolean holds() {
    return heldSinceNs != NEVER;
  }

  /** They may go on; returns for how long the quota has held any, ns. */
  long release(long nowNs) {
    long heldNs = heldSinceNs == NEVER ? 0 : nowNs - heldSinceNs;
    heldSinceNs = NEVER;
    return heldNs;
  }

  /** For how long the quota has held a thread here by now, ns; 0 if it does not. */
  long heldNs(long nowNs) {
    return heldSinceNs == NEVER ? 0 : nowNs - heldSinceNs;
  }
}
