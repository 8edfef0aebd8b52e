package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.EventKind;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cores that run one thread each and switch between threads in slices.
 *
 * <p>With a tick: Linux 6.18, EEVDF at equal weights without kernel preemption ({@code
 * kernel/sched/fair.c}). A thread whose slice is used is replaced at the next tick by the eligible
 * thread with the earliest virtual deadline. A woken thread takes an idle core if there is one;
 * otherwise it is placed without lag, preempts the running thread if that one has had its share
 * (its virtual run time is not below the mean), and runs one slice first. Measured on 6.18 with one
 * to three spinning threads on a core: they alternate every 4.0 ms; a waking thread preempts one
 * spinner at once, two in half of the cases, three in a third; it then runs 1.39 ms before it is
 * replaced. A core that becomes idle takes a thread that waits elsewhere.
 *
 * <p>Without a tick: round robin, one queue per core, first come first served, quantum {@code
 * os.slice}.
 *
 * <p>Left out: weights, cgroups' hierarchy, periodic load balancing, migration costs.
 */
final class SlicedCores implements Cpu {
  private static final double MILLISECOND_NS = 1e6;

  /** Source: {@code fair.c:sysctl_sched_migration_cost}. */
  private static final long HOT_NS = 500_000;

  /** Source: {@code topology.c:sd_init}, {@code cache_nice_tries} of cores that share a cache. */
  private static final int HOT_AFTER_FAILURES = 1;

  /** Whatever the profile says, others leave a tenth of a core to the process. */
  private static final double MOST_FOREIGN = 0.9;

  private final HeadroomSimulator simulator;
  private final StolenTime stolen;
  private final WakeLatency wakeLatency;
  private final Core[] cores;
  private final List<CpuThread> threads = new ArrayList<>();
  private final long tickNs;
  private final long sliceNs;
  private final long wakeBusyNs;
  private final long wakeCpuNs;
  private final double foreignShare;

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
    this.stolen = stolen;
    wakeLatency = new WakeLatency(costs, stream);
    cores = new Core[coreCount];
    for (int i = 0; i < coreCount; i++) {
      cores[i] = new Core(i);
      cores[i].startIdle();
    }
    tickNs = costs.ns(Cost.OS_TICK);
    sliceNs = costs.ns(Cost.OS_SLICE);
    wakeBusyNs = costs.ns(Cost.OS_WAKE_BUSY);
    wakeCpuNs = costs.ns(Cost.OS_WAKE_CPU);
    foreignShare = coreCount > 1 ? Math.min(MOST_FOREIGN, costs.value(Cost.HOST_FOREIGN_SHARE)) : 0;
  }

  @Override
  public CpuThread newThread(ThreadRunner runner, int number) {
    CpuThread thread = new CpuThread(threads.size(), runner, number, CpuThread.ANY_CORE);
    thread.core = cores.length - 1 - number % cores.length;
    threads.add(thread);
    return thread;
  }

  @Override
  public CpuThread newForeignThread(ThreadRunner runner, int core) {
    CpuThread thread = new CpuThread(threads.size(), runner, 0, core);
    thread.core = core;
    threads.add(thread);
    return thread;
  }

  @Override
  public void wake(CpuThread thread) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    wakeUps++;
    thread.state = CpuThread.State.WAKING;
    Core target = freeCore(thread.core);
    long latencyNs;
    if (target == null) {
      latencyNs = wakeBusyNs;
    } else {
      thread.core = target.id;
      target.reservedFor = thread;
      latencyNs = wakeLatency.drawNs(target.recentIdleGapNs(simulator.now()) / MILLISECOND_NS);
    }
    simulator.schedule(simulator.now() + latencyNs, EventKind.THREAD_WAKE, thread.id);
  }

  @Override
  public void wakeAfter(CpuThread thread, long delayNs) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    thread.state = CpuThread.State.WAKING;
    if (delayNs == 0) {
      onThreadWake(thread.id);
    } else {
      simulator.schedule(simulator.now() + delayNs, EventKind.THREAD_WAKE, thread.id);
    }
  }

  @Override
  public void sleep(CpuThread thread) {
    assert thread.state == CpuThread.State.RUNNING && !thread.inBurst : "sleeps in a burst";
    Core core = cores[thread.core];
    thread.state = CpuThread.State.SLEEPING;
    thread.started = false;
    CpuThread next = next(core);
    core.vacate(simulator.now(), next == null);
    if (next != null) {
      place(next, core, false);
    }
  }

  @Override
  public void sleepFor(CpuThread thread, long durationNs) {
    sleep(thread);
    thread.state = CpuThread.State.WAKING;
    simulator.schedule(simulator.now() + durationNs, EventKind.THREAD_WAKE, thread.id);
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
      endStretch(thread);
    }
    long left = thread.burstLeftNs;
    thread.burstLeftNs = 0;
    thread.inBurst = false;
    return left;
  }

  @Override
  public long burstEndNs(CpuThread thread) {
    return thread.burstEndNs;
  }

  @Override
  public void stolenTimeChanges(Runnable change) {
    for (Core core : cores) {
      CpuThread thread = core.running;
      core.isSettled = thread != null && thread.burstEndNs >= 0;
      if (thread != null && core.isSettled) {
        endStretch(thread);
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
      if (thread != null && (!thread.inBurst || thread.burstEndNs < simulator.now())) {
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
  public void onThreadWake(int id) {
    CpuThread thread = threads.get(id);
    Core core = cores[thread.core];
    if (core.reservedFor == thread) {
      core.reservedFor = null;
    }
    if (core.running != null && !thread.isForeign()) {
      Core free = freeCore(core.id);
      core = free == null ? core : free;
    }
    long wakeNs = thread.isForeign() ? 0 : wakeCpuNs;
    if (core.running == null) {
      idleWakeUpsNs += Math.min(wakeNs, core.idleGapNs(simulator.now()));
      place(thread, core, true);
    } else {
      thread.overheadNs += wakeNs;
      enqueueWoken(thread, core);
    }
  }

  @Override
  public void onBurstEnd(int id) {
    CpuThread thread = threads.get(id);
    if (thread.burstEndNs != simulator.now()) {
      return;
    }
    thread.burstEndNs = -1;
    thread.burstLeftNs = 0;
    thread.inBurst = false;
    thread.runner.burstEnded(thread);
  }

  @Override
  public void onCoreTick(int coreId) {
    Core core = cores[coreId];
    if (core.tickDueNs != simulator.now()) {
      return;
    }
    core.tickDueNs = -1;
    CpuThread current = core.running;
    if (current == null || core.queue.isEmpty()) {
      return;
    }
    account(current);
    if (tickNs == 0 || current.virtualRuntimeNs >= current.virtualDeadlineNs) {
      current.virtualDeadlineNs = current.virtualRuntimeNs + sliceNs;
      CpuThread next = tickNs == 0 ? core.queue.peekFirst() : earliestEligible(core, current);
      if (next != null && next != current) {
        core.queue.remove(next);
        preempt(core);
        place(next, core, false);
      }
    }
    balance(core);
    planTick(core);
  }

  /**
   * The free core that {@code preferred} is or, failing that, the last one; null if there is none.
   */
  private @Nullable Core freeCore(int preferred) {
    if (cores[preferred].isFree()) {
      return cores[preferred];
    }
    for (int i = cores.length - 1; i >= 0; i--) {
      if (cores[i].isFree()) {
        return cores[i];
      }
    }
    return null;
  }

  private void enqueueWoken(CpuThread thread, Core core) {
    CpuThread current = core.running;
    assert current != null : "woken onto an idle core";
    thread.state = CpuThread.State.QUEUED;
    thread.core = core.id;
    account(current);
    thread.virtualRuntimeNs = core.meanVirtualRuntimeNs();
    thread.virtualDeadlineNs = thread.virtualRuntimeNs + sliceNs;
    core.queue.addLast(thread);
    if (tickNs > 0 && current.virtualRuntimeNs >= core.meanVirtualRuntimeNs()) {
      core.queue.removeLast();
      preempt(core);
      place(thread, core, true);
      planTickAt(core, simulator.now() + sliceNs);
    } else {
      planTick(core);
    }
  }

  /** Puts the running thread of {@code core} into its queue. */
  private void preempt(Core core) {
    CpuThread current = core.running;
    assert current != null : "nothing to preempt";
    if (current.burstEndNs >= 0) {
      endStretch(current);
    }
    current.state = CpuThread.State.QUEUED;
    core.queue.addLast(current);
    core.vacate(simulator.now(), false);
    current.runner.descheduled(current);
  }

  private void place(CpuThread thread, Core core, boolean newVirtualDeadline) {
    thread.state = CpuThread.State.RUNNING;
    thread.core = core.id;
    thread.accountedSinceNs = simulator.now();
    thread.placedNs = simulator.now();
    if (newVirtualDeadline) {
      thread.virtualDeadlineNs = thread.virtualRuntimeNs + sliceNs;
    }
    core.occupy(thread, simulator.now());
    if (tickNs == 0) {
      core.tickDueNs = -1; // the quantum begins anew with each turn
    }
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

  /**
   * The thread that follows on {@code core}: of its own queue, or one that waits elsewhere; null if
   * none waits.
   */
  private @Nullable CpuThread next(Core core) {
    if (!core.queue.isEmpty()) {
      CpuThread next = tickNs == 0 ? core.queue.peekFirst() : earliestEligible(core, null);
      core.queue.remove(next);
      return next;
    }
    Core longest = core;
    for (Core other : cores) {
      if (other.queue.size() > longest.queue.size()) {
        longest = other;
      }
    }
    return longest == core ? null : longest.takeMovable(coldSinceNs());
  }

  /**
   * A core with waiting threads has a tick: an idle core takes one of them, one that is hot only
   * after it has failed to. Source: {@code fair.c:nohz_balancer_kick}, {@code can_migrate_task},
   * {@code cache_nice_tries} of 1. Stretches of ticks between two balances are one tick here.
   */
  private void balance(Core busy) {
    Core idle = freeCore(busy.id);
    if (idle == null || tickNs == 0) {
      return;
    }
    boolean hotToo = busy.failedBalances > HOT_AFTER_FAILURES;
    CpuThread pulled = busy.takeMovable(hotToo ? simulator.now() : coldSinceNs());
    if (pulled == null) {
      busy.failedBalances++;
    } else {
      busy.failedBalances = 0;
      place(pulled, idle, false);
    }
  }

  /** A thread that has run after this time is hot: its core's caches are worth waiting for. */
  private long coldSinceNs() {
    return tickNs == 0 ? simulator.now() : simulator.now() - HOT_NS;
  }

  /** The eligible thread with the earliest virtual deadline. Source: {@code fair.c:pick_eevdf}. */
  private static @Nullable CpuThread earliestEligible(Core core, @Nullable CpuThread current) {
    long count = (long) core.queue.size() + (current == null ? 0 : 1);
    long sum = current == null ? 0 : current.virtualRuntimeNs;
    for (CpuThread waiting : core.queue) {
      sum += waiting.virtualRuntimeNs;
    }
    CpuThread best = null;
    for (CpuThread waiting : core.queue) {
      boolean eligible = waiting.virtualRuntimeNs * count <= sum;
      if (eligible && (best == null || waiting.virtualDeadlineNs < best.virtualDeadlineNs)) {
        best = waiting;
      }
    }
    if (current != null
        && current.virtualRuntimeNs * count <= sum
        && (best == null || current.virtualDeadlineNs < best.virtualDeadlineNs)) {
      best = current;
    }
    return best;
  }

  private void account(CpuThread thread) {
    long now = simulator.now();
    thread.virtualRuntimeNs += now - thread.accountedSinceNs;
    thread.accountedSinceNs = now;
  }

  private void beginStretch(CpuThread thread) {
    long now = simulator.now();
    thread.stretchStartNs = now;
    long end = now + thread.burstLeftNs;
    thread.coreFree = anyCoreFree();
    long from = now;
    while (from < end) {
      long taken = takenNs(thread, from, end);
      from = end;
      end += taken;
    }
    thread.burstEndNs = end;
    simulator.schedule(end, EventKind.BURST_END, thread.id);
  }

  private void endStretch(CpuThread thread) {
    long now = simulator.now();
    account(thread);
    long elapsed = now - thread.stretchStartNs;
    long worked = elapsed - takenNs(thread, thread.stretchStartNs, now);
    thread.burstLeftNs = Math.max(0, thread.burstLeftNs - Math.max(0, worked));
    thread.burstEndNs = -1;
  }

  /** What sysmon and, while no core is free, other processes take from the thread's core. */
  private long takenNs(CpuThread thread, long fromNs, long toNs) {
    long taken = stolen.stolenNs(fromNs, toNs, thread.core, thread.coreFree);
    return thread.isForeign()
        ? 0
        : thread.coreFree ? taken : taken + Math.round((toNs - fromNs) * foreignShare);
  }

  private boolean anyCoreFree() {
    for (Core core : cores) {
      if (core.running == null) {
        return true;
      }
    }
    return false;
  }

  private void planTick(Core core) {
    if (core.queue.isEmpty() || core.running == null) {
      return;
    }
    long now = simulator.now();
    long due;
    if (tickNs > 0) {
      due = (now / tickNs + 1) * tickNs;
    } else {
      long since = core.running.placedNs;
      due = since + ((now - since) / sliceNs + 1) * sliceNs;
    }
    if (core.tickDueNs < 0 || core.tickDueNs > due) {
      planTickAt(core, due);
    }
  }

  private void planTickAt(Core core, long dueNs) {
    core.tickDueNs = dueNs;
    simulator.schedule(dueNs, EventKind.CORE_TICK, core.id);
  }
}
