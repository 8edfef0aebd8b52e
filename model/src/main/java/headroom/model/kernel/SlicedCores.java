package headroom.model.kernel;

import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Cores that run one thread each and switch between threads as a {@link CorePolicy} says. A woken
 * thread takes an idle core if there is one. A core that becomes idle takes a thread that waits
 * elsewhere; a busy core with waiting threads offers them to idle ones at its ticks.
 *
 * <p>Left out: load balancing by periods, migration costs.
 */
final class SlicedCores implements CpuScheduler, Throttling.Cores {
  private static final double MILLISECOND_NS = 1e6;

  private final HeadroomSimulator simulator;
  private final ControlGroups groups;
  private final CorePolicy policy;
  private final Placement placement;
  private final LoadBalance balance;
  private final Stretch stretch;
  private final Bandwidth bandwidth;
  private final Throttling throttling;
  private final WakeLatency wakeLatency;
  private final StolenTime stolen;
  private final Core[] cores;
  private final IdleTime idleTime;
  private final IdleVisits visits;
  private final List<CpuThread> threads = new ArrayList<>();
  private long wakeUps;

  SlicedCores(
      MachineSettings machine,
      CostProfile costs,
      HeadroomSimulator simulator,
      StolenTime stolen,
      Draws draws) {
    this.simulator = simulator;
    this.stolen = stolen;
    wakeLatency = new WakeLatency(costs, draws.wake());
    cores = new Core[machine.cores()];
    RunningCores running = new RunningCores(cores.length, stolen);
    for (int i = 0; i < cores.length; i++) {
      cores[i] = new Core(i, simulator, running);
    }
    groups = new ControlGroups(machine);
    policy = CorePolicy.of(costs, groups);
    placement = new Placement(cores, running, policy, costs, draws.wake());
    balance = new LoadBalance(cores, policy, groups);
    stretch = new Stretch(stolen, costs, cores.length);
    bandwidth = new Bandwidth(machine, costs, simulator, stolen, draws.quota());
    idleTime = new IdleTime(wakeLatency, bandwidth, cores);
    throttling = new Throttling(simulator, bandwidth, placement, policy, stretch, this);
    visits = new IdleVisits(cores, placement, stolen, simulator, throttling);
  }

  @Override
  public CpuThread newThread(ThreadRunner runner, int number, CpuThread.Owner owner, int boundTo) {
    CpuThread thread = new CpuThread(threads.size(), runner, number, owner, boundTo, simulator);
    thread.core = placement.first(thread);
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
      latencyNs = wakeLatency.onBusyCoreNs();
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
    simulator.schedule(
        simulator.now() + wakeLatency.ofHandOverNs(), KernelEvents.THREAD_WAKE, to.id);
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
    groups.sleeps(thread, simulator.now());
    thread.started = false;
    throttling.sleeps(core);
    CpuThread next = placement.takeNext(core, simulator.now());
    core.vacate(simulator.now(), next == null);
    if (next != null) {
      throttling.place(next, core, false);
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
    return thread.takeBurstLeftNs();
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
      core.isFreeOrComputes();
    }
    return bandwidth.isKept(cores);
  }

  @Override
  public CpuQuota quota() {
    return bandwidth;
  }

  @Override
  public void register(RuntimeMetrics metrics) {
    CpuScheduler.super.register(metrics);
    bandwidth.register(metrics, cores);
  }

  @Override
  public long busyNs() {
    long sum = idleTime.usedNs() + stolen.onIdleCoresNs(simulator.now());
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
      case KernelEvents.BURST_END -> threads.get(subject).onBurstEnd();
      case KernelEvents.CORE_TICK -> onTick(cores[subject]);
      case KernelEvents.CORE_VISIT -> visits.come();
      case KernelEvents.RUNTIME_USED -> throttling.onUsed(cores[subject]);
      case KernelEvents.QUOTA_PERIOD -> throttling.onPeriod();
      case KernelEvents.QUOTA_SLACK -> throttling.onSlack();
      case KernelEvents.QUOTA_CHANGE -> throttling.onChange(cores);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void findsCachesCold(CpuThread thread, long ns) {
    idleTime.findsCachesCold(thread, ns);
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
    thread.overheadNs += idleTime.wakesUp(thread, core, simulator.now());
    if (core.running == null) {
      throttling.place(thread, core, true);
    } else {
      enqueueWoken(thread, core);
    }
  }

  private void onTick(Core core) {
    if (!core.tick.comes()) {
      return;
    }
    CpuThread current = core.running;
    boolean isThrottled = core.runtime.isThrottled;
    if (current == null || core.queue.isEmpty() || isThrottled || !throttling.staysOn(core)) {
      return;
    }
    CpuThread next = policy.successor(core, current, simulator.now());
    if (next != null) {
      core.queue.remove(next);
      preempt(core);
      throttling.place(next, core, false);
    }
    placement.offer(core, simulator.now(), (pulled, idle) -> throttling.place(pulled, idle, false));
    balance.even(core, simulator.now(), this::enqueueWoken);
    planTick(core);
  }

  private void enqueueWoken(CpuThread thread, Core core) {
    if (throttling.holds(thread, core)) {
      return;
    }
    thread.state = CpuThread.State.QUEUED;
    thread.core = core.id;
    groups.runnable(thread, core, simulator.now());
    CpuThread next = policy.join(thread, core, simulator.now());
    if (next == null) {
      planTick(core);
    } else if (throttling.staysOn(core)) {
      core.queue.remove(next);
      preempt(core);
      throttling.place(next, core, false);
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
    throttling.givesWay(core);
    core.vacate(simulator.now(), false);
    current.runner.descheduled(current);
  }

  @Override
  public void place(CpuThread thread, Core core, boolean newSlice) {
    thread.state = CpuThread.State.RUNNING;
    thread.throttled = false;
    thread.core = core.id;
    thread.placedNs = simulator.now();
    core.occupy(thread, simulator.now());
    groups.runnable(thread, core, simulator.now());
    throttling.begins(core);
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

  private void beginStretch(CpuThread thread) {
    stretch.begin(thread, placement.anyIdle(), simulator.now());
    throttling.planEnd(cores[thread.core]);
  }

  @Override
  public void planTick(Core core) {
    if (core.queue.isEmpty() || core.running == null) {
      return;
    }
    core.tick.planBy(policy.nextTickNs(core, simulator.now()));
  }
}
