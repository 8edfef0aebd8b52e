package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Cores that run one thread each and switch between threads as a {@link CorePolicy} says. A woken
 * thread takes an idle core if there is one. A core that becomes idle takes a thread that waits
 * elsewhere; a busy core with waiting threads offers them to idle ones at its ticks.
 *
 * <p>Left out: load balancing by periods, migration costs.
 */
final class SlicedCores implements Cpu {
  private static final double MILLISECOND_NS = 1e6;

  /** Whatever the profile says, others leave a tenth of a core to the process. */
  private static final double MOST_FOREIGN = 0.9;

  private final HeadroomSimulator simulator;
  private final CorePolicy policy;
  private final Placement placement;
  private final Stretch stretch;
  private final WakeLatency wakeLatency;
  private final Core[] cores;
  private final List<CpuThread> threads = new ArrayList<>();
  private final long wakeBusyNs;
  private final long wakeCpuNs;
  private final long handOverNs;

  private final IdleVisits visits;
  private final BiConsumer<CpuThread, Core> placesFound =
      (thread, core) -> place(thread, core, false);

  private long wakeUps;

  /** Core time that wake-ups on idle cores took, at most what the core had been idle. */
  private long idleWakeUpsNs;

  SlicedCores(
      int coreCount,
      CostProfile costs,
      HeadroomSimulator simulator,
      StolenTime stolen,
      KeyedStream stream) {
    this.simulator = simulator;
    wakeLatency = new WakeLatency(costs, stream);
    cores = new Core[coreCount];
    for (int i = 0; i < coreCount; i++) {
      cores[i] = new Core(i, simulator);
    }
    policy = CorePolicy.of(costs);
    placement = new Placement(cores, policy, costs, stream);
    visits = new IdleVisits(cores, placement, stolen, simulator);
    wakeBusyNs = costs.ns(Cost.OS_WAKE_BUSY);
    wakeCpuNs = costs.ns(Cost.OS_WAKE_CPU);
    handOverNs = costs.ns(Cost.OS_HAND_OVER);
    double foreign = Math.min(MOST_FOREIGN, costs.value(Cost.HOST_FOREIGN_SHARE));
    stretch = new Stretch(stolen, coreCount > 1 ? foreign : 0);
  }

  @Override
  public CpuThread newThread(ThreadRunner runner, int number) {
    CpuThread thread = new CpuThread(threads.size(), runner, number, CpuThread.ANY_CORE, simulator);
    thread.core = placement.first(number).id;
    threads.add(thread);
    return thread;
  }

  @Override
  public CpuThread newForeignThread(ThreadRunner runner, int core) {
    CpuThread thread = new CpuThread(threads.size(), runner, 0, core, simulator);
    thread.core = core;
    threads.add(thread);
    return thread;
  }

  @Override
  public void wake(CpuThread thread) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    wakeUps++;
    thread.state = CpuThread.State.WAKING;
    Core target = placement.woken(thread, simulator.now());
    thread.core = target.id;
    long latencyNs;
    if (target.isFree()) {
      target.reservedFor = thread;
      latencyNs = wakeLatency.drawNs(target.recentIdleGapNs(simulator.now()) / MILLISECOND_NS);
    } else {
      target.arriving++;
      thread.arrives = true;
      latencyNs = wakeBusyNs;
    }
    simulator.schedule(simulator.now() + latencyNs, KernelEvents.THREAD_WAKE, thread.id);
  }

  @Override
  public void handOver(CpuThread from, CpuThread to) {
    assert to.state == CpuThread.State.SLEEPING : "woken twice";
    Core core = cores[from.core];
    sleep(from);
    if (!core.isFree()) {
      wake(to);
      return;
    }
    wakeUps++;
    to.state = CpuThread.State.WAKING;
    to.core = core.id;
    core.reservedFor = to;
    simulator.schedule(simulator.now() + handOverNs, KernelEvents.THREAD_WAKE, to.id);
  }

  @Override
  public void wakeAfter(CpuThread thread, long delayNs) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    thread.state = CpuThread.State.WAKING;
    if (delayNs == 0) {
      onThreadWake(thread.id);
    } else {
      simulator.schedule(simulator.now() + delayNs, KernelEvents.THREAD_WAKE, thread.id);
    }
  }

  @Override
  public void sleep(CpuThread thread) {
    assert thread.state == CpuThread.State.RUNNING && !thread.inBurst : "sleeps in a burst";
    Core core = cores[thread.core];
    policy.sleeps(thread, core, simulator.now());
    thread.state = CpuThread.State.SLEEPING;
    thread.started = false;
    CpuThread next = placement.takeNext(core, simulator.now());
    core.vacate(simulator.now(), next == null);
    if (next != null) {
      place(next, core, false);
    } else {
      visits.plan();
    }
  }

  @Override
  public void sleepFor(CpuThread thread, long durationNs) {
    sleep(thread);
    thread.state = CpuThread.State.WAKING;
    simulator.schedule(simulator.now() + durationNs, KernelEvents.THREAD_WAKE, thread.id);
  }

  @Override
  public void startBurst(CpuThread thread, long durationNs) {
    assert thread.state == CpuThread.State.RUNNING && !thread.inBurst : "burst in a burst";
    thread.inBurst = true;
    thread.burstLeftNs = durationNs + thread.overheadNs;
    thread.overheadNs = 0;
    beginStretch(thread);
  }

  @Override
  public long interruptBurst(CpuThread thread) {
    if (thread.state == CpuThread.State.RUNNING) {
      stretch.end(thread, simulator.now());
    }
    long left = thread.burstLeftNs;
    thread.burstLeftNs = 0;
    thread.inBurst = false;
    return left;
  }

  @Override
  public long burstEndNs(CpuThread thread) {
    return thread.burstEnd.dueNs();
  }

  @Override
  public void stolenTimeChanges(Runnable change) {
    for (Core core : cores) {
      CpuThread thread = core.running;
      core.isSettled = thread != null && thread.burstEnd.isPlanned();
      if (thread != null && core.isSettled) {
        stretch.end(thread, simulator.now());
      }
    }
    change.run();
    for (Core core : cores) {
      CpuThread thread = core.running;
      if (thread != null && core.isSettled) {
        beginStretch(thread);
      }
    }
  }

  @Override
  public boolean everyBurstHasAnEnd() {
    for (Core core : cores) {
      CpuThread thread = core.running;
      if (thread != null && (!thread.inBurst || !thread.burstEnd.isPlanned())) {
        throw new AssertionError(
            "core " + core.id + " is held by thread " + thread.id + ", whose end is not planned");
      }
    }
    return true;
  }

  @Override
  public long busyNs() {
    long sum = idleWakeUpsNs;
    for (Core core : cores) {
      sum += core.busyNs(simulator.now());
    }
    return sum;
  }

  @Override
  public long wakeUps() {
    return wakeUps;
  }

  @Override
  public boolean handle(int kind, int subject) {
    switch (kind) {
      case KernelEvents.THREAD_WAKE -> onThreadWake(subject);
      case KernelEvents.BURST_END -> onBurstEnd(threads.get(subject));
      case KernelEvents.CORE_TICK -> onTick(cores[subject]);
      case KernelEvents.CORE_VISIT -> visits.come(placesFound);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void onThreadWake(int id) {
    CpuThread thread = threads.get(id);
    Core core = cores[thread.core];
    if (core.reservedFor == thread) {
      core.reservedFor = null;
    }
    if (thread.arrives) {
      thread.arrives = false;
      core.arriving--;
    }
    core = placement.awake(thread);
    long wakeNs = thread.isForeign() ? 0 : wakeCpuNs;
    if (core.running == null) {
      idleWakeUpsNs += Math.min(wakeNs, core.idleGapNs(simulator.now()));
      place(thread, core, true);
    } else {
      thread.overheadNs += wakeNs;
      enqueueWoken(thread, core);
    }
  }

  private void onBurstEnd(CpuThread thread) {
    if (!thread.burstEnd.comes()) {
      return;
    }
    thread.burstLeftNs = 0;
    thread.inBurst = false;
    thread.runner.burstEnded(thread);
  }

  private void onTick(Core core) {
    if (!core.tick.comes()) {
      return;
    }
    CpuThread current = core.running;
    if (current == null || core.queue.isEmpty()) {
      return;
    }
    CpuThread next = policy.successor(core, current, simulator.now());
    if (next != null) {
      core.queue.remove(next);
      preempt(core);
      place(next, core, false);
    }
    balance(core);
    planTick(core);
  }

  private void enqueueWoken(CpuThread thread, Core core) {
    thread.state = CpuThread.State.QUEUED;
    thread.core = core.id;
    CpuThread next = policy.join(thread, core, simulator.now());
    if (next != null) {
      core.queue.remove(next);
      preempt(core);
      place(next, core, false);
    } else {
      planTick(core);
    }
    placement.waits();
    visits.plan();
  }

  /** Puts the running thread of {@code core} into its queue. */
  private void preempt(Core core) {
    CpuThread current = core.running;
    assert current != null : "nothing to preempt";
    if (current.burstEnd.isPlanned()) {
      stretch.end(current, simulator.now());
    }
    current.state = CpuThread.State.QUEUED;
    core.queue.addLast(current);
    core.vacate(simulator.now(), false);
    current.runner.descheduled(current);
  }

  private void place(CpuThread thread, Core core, boolean newSlice) {
    thread.state = CpuThread.State.RUNNING;
    thread.core = core.id;
    thread.placedNs = simulator.now();
    core.occupy(thread, simulator.now());
    policy.placed(thread, core, newSlice, simulator.now());
    planTick(core);
    if (thread.started) {
      if (thread.inBurst) { // also when nothing is left of it: its end is still to come
        beginStretch(thread);
      }
      thread.runner.rescheduled(thread);
    } else {
      thread.started = true;
      thread.runner.running(thread);
    }
  }

  /** A core with waiting threads has a tick: an idle core may take one of them. */
  private void balance(Core busy) {
    Core idle = placement.free(busy.id);
    if (idle == null) {
      return;
    }
    CpuThread pulled = placement.takeAtTick(busy, idle, simulator.now());
    if (pulled != null) {
      place(pulled, idle, false);
    }
  }

  private void beginStretch(CpuThread thread) {
    stretch.begin(thread, placement.anyIdle(), simulator.now());
  }

  private void planTick(Core core) {
    if (core.queue.isEmpty() || core.running == null) {
      return;
    }
    core.tick.planBy(policy.nextTickNs(core, simulator.now()));
  }
}
