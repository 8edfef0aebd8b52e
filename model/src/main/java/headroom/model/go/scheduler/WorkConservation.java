package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.kernel.CpuQuota;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.NeighbourSettings;
import java.util.Locale;

/**
 * The law that no goroutine stays runnable beside an idle P for longer than it takes to wake the Ps
 * one after the other, from when the CPU quota last held a thread. Asked by assertions only.
 * Source: {@code runtime/proc.go}, "Worker thread parking/unparking".
 *
 * <p>The bound for one wake-up is the longest draw of {@link Cost#OS_WAKE}, the wait before a
 * runnext is stolen, and one turn of each thread that may be on the core; a neighbour's thread has
 * as many turns as its group outweighs a thread of the container. A woken M wakes the next one when
 * it has found something to run, hence one wake-up for each P.
 */
final class WorkConservation {
  /** No standard normal draw is larger, see {@link headroom.model.random.Distribution}. */
  private static final double LARGEST_DEVIATION = 8.3;

  private final IdleLists idle;
  private final CpuQuota quota;
  private final CostProfile costs;
  private final int gomaxprocs;
  private final MachineSettings machine;
  private int wakesForEach = 1;
  private int callsAtOnce;
  private long longestNs;

  WorkConservation(
      CostProfile costs, int gomaxprocs, MachineSettings machine, IdleLists idle, CpuQuota quota) {
    this.quota = quota;
    this.idle = idle;
    this.costs = costs;
    this.gomaxprocs = gomaxprocs;
    this.machine = machine;
    callsAtOnce(0);
  }

  /** So many system calls have been under way at once, whose threads compete for the cores. */
  void callsAtOnce(int count) {
    callsAtOnce = count;
    int own = gomaxprocs + count;
    double turns = Math.max(1, own - machine.cores() + 1) + turnsOfOthers(own);
    long oneNs = oneWakeNs(costs, turns);
    longestNs = (long) wakesForEach * gomaxprocs * oneNs;
  }

  /** The M that has found a goroutine may have to wake another one to run it. */
  void handsOver() {
    wakesForEach = 2;
    callsAtOnce(callsAtOnce);
  }

  /** Turns of other processes while one of {@code own} threads waits, which share a weight. */
  private double turnsOfOthers(int own) {
    double turns = machine.sidecars().size();
    for (NeighbourSettings each : machine.neighbours()) {
      double heavier = (double) each.weight() * (own + machine.sidecars().size());
      turns += each.threads() * (1 + heavier / machine.cpuWeight());
    }
    return turns;
  }

  private static long oneWakeNs(CostProfile costs, double turns) {
    long turnNs = costs.ns(Cost.OS_SLICE) + costs.ns(Cost.OS_TICK);
    if (turnNs == 0) {
      return costs.ns(Cost.GO_RUNNEXT_STEAL_WAIT) + costs.ns(Cost.OS_SLEEP_OVERHEAD);
    }
    double cv = costs.value(Cost.OS_WAKE_CV);
    double factor = StrictMath.exp(Math.sqrt(StrictMath.log1p(cv * cv)) * LARGEST_DEVIATION);
    long wakeNs =
        Math.max(
            costs.ns(Cost.OS_WAKE_BUSY),
            (long) Math.ceil(costs.value(Cost.OS_WAKE_MAX) * Math.max(1, factor)));
    return wakeNs
        + costs.ns(Cost.GO_RUNNEXT_STEAL_WAIT)
        + costs.ns(Cost.OS_SLEEP_OVERHEAD)
        + (long) Math.ceil(turns * turnNs);
  }

  /**
   * Whether {@code goroutine}, if it is runnable, has not been so for too long beside an idle P.
   */
  boolean holdsFor(Goroutine goroutine, long nowNs) {
    return goroutine.status() != GoroutineStatus.RUNNABLE
        || !idle.hasProcessor()
        || nowNs - sinceNs(goroutine) <= longestNs;
  }

  private long sinceNs(Goroutine goroutine) {
    long idleSinceNs = Math.max(idle.someIdleSinceNs(), quota.lastHeldNs());
    return Math.max(goroutine.sinceNs(), idleSinceNs);
  }

  /** What is wrong when {@link #holdsFor} says no. */
  String complaint(Goroutine goroutine, long nowNs) {
    return String.format(
        Locale.ROOT,
        "at %d ns goroutine %d has been runnable since %d ns and a P idle since %d ns, beyond %d ns",
        nowNs,
        goroutine.id,
        goroutine.sinceNs(),
        idle.someIdleSinceNs(),
        longestNs);
  }
}
