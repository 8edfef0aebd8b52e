package headroom.model.kernel;

import headroom.model.engine.HeadroomSimulator;

/**
 * What the CPU quota does to the threads on a core: it lets them on, stops them all or has them go
 * on. Source: Linux {@code kernel/sched/fair.c:throttle_cfs_rq}, {@code unthrottle_cfs_rq}.
 */
final class Throttling {
  /** What the cores do with a thread. */
  interface Cores {
    /** {@code thread} gets {@code core}, which runs none, and a slice of its own or not. */
    void place(CpuThread thread, Core core, boolean newSlice);

    /** {@code core}, which runs a thread while others wait, has ticks. */
    void planTick(Core core);
  }

  private final HeadroomSimulator simulator;
  private final Bandwidth bandwidth;
  private final Placement placement;
  private final CorePolicy policy;
  private final Stretch stretch;
  private final Cores cores;

  Throttling(
      HeadroomSimulator simulator,
      Bandwidth bandwidth,
      Placement placement,
      CorePolicy policy,
      Stretch stretch,
      Cores cores) {
    this.simulator = simulator;
    this.bandwidth = bandwidth;
    this.placement = placement;
    this.policy = policy;
    this.stretch = stretch;
    this.cores = cores;
  }

  /** {@code thread} gets {@code core}, which runs none, or is held there. */
  void place(CpuThread thread, Core core, boolean newSlice) {
    if (bandwidth.limits(thread) && !bandwidth.admits(core)) {
      hold(thread, core);
    } else {
      cores.place(thread, core, newSlice);
    }
  }

  /** A woken {@code thread} has come to {@code core}, which runs another: whether it is held. */
  boolean holds(CpuThread thread, Core core) {
    CpuThread current = core.running;
    if (!bandwidth.limits(thread)
        || (current != null && current.isOfTheContainer())
        || bandwidth.admits(core)) {
      return false;
    }
    hold(thread, core);
    return true;
  }

  private void hold(CpuThread thread, Core core) {
    thread.state = CpuThread.State.QUEUED;
    thread.core = core.id;
    policy.waits(thread, core);
    tellHeld(thread, core);
  }

  /** The running thread of {@code core} is charged; returns whether it stays. */
  boolean staysOn(Core core) {
    CpuThread current = core.running;
    if (current == null || !bandwidth.limits(current) || bandwidth.charge(core)) {
      return true;
    }
    if (current.burstEnd.isPlanned()) {
      stretch.end(current, simulator.now());
    }
    current.state = CpuThread.State.QUEUED;
    core.queue.addLast(current);
    bandwidth.ends(core, false);
    CpuThread next = placement.takeNext(core, simulator.now());
    core.vacate(simulator.now(), next == null);
    holdWaiting(core);
    if (next != null) {
      cores.place(next, core, false);
    }
    return false;
  }

  /** The runtime of {@code core} may be used up. */
  void onUsed(Core core) {
    if (core.used.comes() && staysOn(core)) {
      planEnd(core);
    }
  }

  /** A thread has got {@code core}. */
  void begins(Core core) {
    CpuThread current = core.running;
    if (current != null && bandwidth.limits(current)) {
      bandwidth.begins(core);
    }
  }

  /** The running thread of {@code core} has begun a stretch of a burst. */
  void planEnd(Core core) {
    CpuThread current = core.running;
    if (current != null && bandwidth.limits(current)) {
      bandwidth.plan(core, current.burstEnd.dueNs());
    }
  }

  /** The running thread of {@code core} goes to sleep. */
  void sleeps(Core core) {
    CpuThread current = core.running;
    if (current == null || !bandwidth.limits(current)) {
      return;
    }
    boolean goesOn = bandwidth.charge(core);
    bandwidth.ends(core, !core.hasWaitingOfTheContainer());
    if (!goesOn) {
      holdWaiting(core);
    }
  }

  /** The running thread of {@code core}, which has been charged, gives way to another one. */
  void givesWay(Core core) {
    CpuThread current = core.running;
    if (current != null && bandwidth.limits(current)) {
      bandwidth.ends(core, false);
    }
  }

  private void holdWaiting(Core core) {
    for (CpuThread waiting : core.queue) {
      if (waiting.isOfTheContainer()) {
        tellHeld(waiting, core);
      }
    }
  }

  private void tellHeld(CpuThread thread, Core core) {
    bandwidth.holds(core);
    thread.throttled = true;
    thread.runner.throttled(thread);
  }

  /** A period of the quota begins. */
  void onPeriod() {
    bandwidth.onPeriod().forEach(this::unthrottled);
  }

  /** Runtime that cores have returned is handed out. */
  void onSlack() {
    bandwidth.onSlack().forEach(this::unthrottled);
  }

  /** The quota may become another one. */
  void onChange(Core[] all) {
    bandwidth.onChange(all).forEach(this::unthrottled);
    for (Core core : all) {
      planEnd(core);
    }
  }

  private void unthrottled(Core core) {
    for (CpuThread waiting : core.queue) {
      if (waiting.isOfTheContainer()) {
        waiting.throttled = false;
        waiting.runner.descheduled(waiting);
      }
    }
    placement.waits();
    if (core.running != null) {
      cores.planTick(core);
      return;
    }
    CpuThread next = policy.next(core);
    if (next != null) {
      core.queue.remove(next);
      place(next, core, false);
    }
  }
}
