package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import org.jspecify.annotations.Nullable;

/** Who runs on a core, and for how long. Times are simulated ns. */
sealed interface CorePolicy permits Eevdf, RoundRobin {

  /** Linux with ticks, or round robin without. */
  static CorePolicy of(CostProfile costs, ControlGroups groups) {
    long tickNs = costs.ns(Cost.OS_TICK);
    long sliceNs = costs.ns(Cost.OS_SLICE);
    return tickNs > 0 ? new Eevdf(tickNs, sliceNs, groups) : new RoundRobin(sliceNs);
  }

  /**
   * {@code thread}, which has just been woken, joins the queue of {@code core}, which runs another;
   * returns who of the queue is to take the core at once; null if nobody.
   */
  @Nullable CpuThread join(CpuThread thread, Core core, long nowNs);

  /** {@code thread}, which may not run now, joins the queue of {@code core}. */
  void waits(CpuThread thread, Core core);

  /** {@code thread}, which runs on {@code core}, goes to sleep. */
  void sleeps(CpuThread thread, Core core, long nowNs);

  /** {@code thread} gets its core, with a slice of its own if {@code newSlice}. */
  void placed(CpuThread thread, Core core, boolean newSlice, long nowNs);

  /** The thread of the queue of {@code core} that follows when it becomes idle; null if empty. */
  @Nullable CpuThread next(Core core);

  /** At a tick of a core with waiting threads: who replaces {@code current}; null if nobody. */
  @Nullable CpuThread successor(Core core, CpuThread current, long nowNs);

  /** When the tick after now comes that matters for {@code core}, which runs a thread. */
  long nextTickNs(Core core, long nowNs);

  /**
   * Whether the core of a woken thread is chosen when it is woken, as Linux does; else when it is
   * awake, so that no core idles while a thread waits.
   */
  boolean placesAtWaking();

  /** A waiting thread that has run after this time is hot: its core's caches are worth a wait. */
  long coldSinceNs(long nowNs);
}
