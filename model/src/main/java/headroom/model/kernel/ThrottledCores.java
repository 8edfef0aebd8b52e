package headroom.model.kernel;

import headroom.model.engine.HeadroomSimulator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The cores on which no thread of the group may run, in the order in which they were throttled.
 * Source: Linux {@code kernel/sched/sched.h:cfs_bandwidth}, its field {@code throttled_cfs_rq}.
 */
final class ThrottledCores {
  private final HeadroomSimulator simulator;
  private final ThrottlingFigures figures;
  private final ArrayDeque<Core> cores = new ArrayDeque<>();

  ThrottledCores(HeadroomSimulator simulator, ThrottlingFigures figures) {
    this.simulator = simulator;
    this.figures = figures;
  }

  boolean isEmpty() {
    return cores.isEmpty();
  }

  /** {@code core} is throttled from now on. */
  void add(Core core) {
    core.runtime.isThrottled = true;
    cores.addLast(core);
  }

  /**
   * Pays their debts while there is runtime; those that owe nothing go on, with 1 ns that lasts
   * until their next tick. Source: {@code distribute_cfs_runtime}.
   */
  List<Core> distribute(RuntimePool pool) {
    List<Core> paid = new ArrayList<>();
    while (!cores.isEmpty() && pool.leftNs() > 0) {
      Core core = cores.peekFirst();
      core.runtime.remainingNs += pool.take(1 - core.runtime.remainingNs);
      if (core.runtime.remainingNs > 0) {
        cores.removeFirst();
        paid.add(core);
      }
    }
    paid.forEach(this::release);
    return paid;
  }

  /** All may go on, whatever they owe; returns them in the order of {@code all}. */
  List<Core> releaseAll(Core[] all) {
    List<Core> released = new ArrayList<>();
    for (Core core : all) {
      if (core.runtime.isThrottled) {
        release(core);
        released.add(core);
      }
    }
    cores.clear();
    return released;
  }

  /** Source: {@code unthrottle_cfs_rq}. */
  private void release(Core core) {
    core.runtime.isThrottled = false;
    if (core.runtime.holds()) {
      figures.throttledNs += core.runtime.release(simulator.now());
      figures.holding(-1, simulator.now());
    }
  }
}
