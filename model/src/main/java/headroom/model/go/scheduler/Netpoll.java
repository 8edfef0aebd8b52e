package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.netpoll.NetworkPoller;
import headroom.model.go.timers.TimerHeap;
import headroom.model.kernel.CacheRefill;
import headroom.model.kernel.CpuScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Who polls the network, and when: the M that is blocked in epoll_wait, a P that has run out of
 * goroutines, or sysmon after 10 ms. While nobody does, readiness goes unnoticed. Source: {@code
 * runtime/proc.go:findRunnable}, {@code injectglist}, {@code sysmon}.
 */
final class Netpoll {
  /** With how many Ps the CPU of wake-ups has been measured. */
  private static final int PS_OF_WAKE_UPS = 2;

  private final HeadroomSimulator simulator;
  private final RunQueues queues;
  private final IdleLists idle;
  private final SystemMonitor monitor;
  private final CpuScheduler cpu;
  private final Population population;
  private final OsThreads threads;
  private final NetworkPoller poller = new NetworkPoller();
  private final boolean noticedAtOnce;
  private final long granularityNs;
  private final long slackNs;
  private final long coldStartNs;
  private final CacheRefill refill;

  private final Processors processors;

  /** What a search in vain takes for each P beyond what is part of the cost of a wake-up, ns. */
  private final long searchPerPNs;

  private final Goroutine[] batch = new Goroutine[NetworkPoller.BATCH];

  /** The M in epoll_wait; null while nobody is. */
  private @Nullable OsThread blocked;

  private boolean blockedIsWaking;
  private long blockedUntilNs = TimerHeap.NONE;
  private final Appointment timeout;
  private long lastPollNs;
  private final Appointment sysmonPoll;

  Netpoll(RuntimeState runtime, CostProfile costs, Processors processors) {
    simulator = runtime.simulator();
    timeout = new Appointment(simulator, RuntimeEvents.POLL_TIMEOUT, 0);
    sysmonPoll = new Appointment(simulator, RuntimeEvents.SYSMON_POLL, 0);
    queues = runtime.queues();
    idle = runtime.idle();
    monitor = runtime.monitor();
    cpu = runtime.cpu();
    population = runtime.population();
    threads = runtime.threads();
    noticedAtOnce = costs.value(Cost.GO_POLL) == 0;
    granularityNs = costs.ns(Cost.GO_POLL_GRANULARITY);
    slackNs = costs.ns(Cost.OS_TIMER_SLACK);
    coldStartNs = costs.ns(Cost.GO_COLD_START);
    refill = new CacheRefill(costs, Cost.NET_COLD_REFILL, Cost.NET_COLD_AFTER);
    this.processors = processors;
    searchPerPNs = costs.ns(Cost.GO_SEARCH_PER_P);
  }

  void park() {
    poller.park();
  }

  /** A parked goroutine no longer waits. Source: {@code netpoll.go:netpollunblock}. */
  void unpark(Goroutine goroutine) {
    poller.unpark(goroutine);
  }

  /** The descriptor of a parked goroutine becomes ready. */
  void becomesReady(Goroutine goroutine) {
    poller.becomesReady(goroutine);
    if (blocked != null) {
      wakeBlocked(blocked);
    } else {
      leaveToSysmon();
    }
  }

  /**
   * Steps 12 and 13 of findRunnable: gives the P up, then polls or parks. Returns true if the M has
   * a P again.
   */
  boolean becomeIdle(OsThread m) {
    Processor p = threads.release(m);
    assert !p.hasLocalWork() : "a P with work is given up";
    m.burst.forgive();
    idle.put(p, simulator.now());
    boolean wasSpinning = m.spinning;
    if (wasSpinning) {
      idle.stopSpinning(m);
      m.thread.usesBeforeSleep(searchNs());
    }
    m.wasSpinning = wasSpinning;
    long until = wasSpinning ? queues.earliestTimerNs() : p.timers.earliestNs();
    if (blocked == null && (poller.hasWaiters() || until != TimerHeap.NONE)) {
      if (poller.hasReady()) {
        return returned(m);
      }
      block(m, until);
    } else {
      if (blocked != null && until < blockedUntilNs) {
        wakeBlocked(blocked);
      }
      threads.park(m);
    }
    return false;
  }

  private long searchNs() {
    return Math.max(0, processors.count() - PS_OF_WAKE_UPS) * searchPerPNs;
  }

  /**
   * The M comes back from epoll_wait. Returns true if it has a P and goes on; otherwise it has
   * parked.
   */
  boolean returned(OsThread m) {
    boolean slept = blocked == m;
    if (slept) {
      blocked = null;
      blockedIsWaking = false;
      timeout.cancel();
    }
    lastPollNs = simulator.now();
    int count = takeBatch();
    Processor p =
        count == 0
            ? idle.takeProcessorForTimer(monitor, simulator.now())
            : idle.takeProcessor(monitor, simulator.now());
    if (p == null) {
      injectGlobally(count);
      threads.park(m);
      return false;
    }
    threads.acquire(m, p);
    if (slept) {
      m.burst.findsCachesCold(coldStartNs);
      long refillNs = refill.afterNs(m.thread.foundCoreIdleForNs()) - coldStartNs;
      if (refillNs > 0 && count > 0) {
        cpu.findsCachesCold(m.thread, refillNs);
      }
    }
    if (count > 0) {
      inject(count - 1, p);
      m.found = batch[count - 1];
    } else if (m.wasSpinning) {
      m.spinning = true;
      idle.spinning++;
    }
    return true;
  }

  /**
   * Step 9 of findRunnable: a P without goroutines looks at the network. The last event of the
   * batch runs.
   */
  @Nullable Goroutine pollFor(Processor p) {
    if (!poller.hasReady() || blocked != null) {
      return null;
    }
    int count = takeBatch();
    inject(count - 1, p);
    return batch[count - 1];
  }

  /** Polls for {@code p}, which runs on; returns whether somebody was ready. */
  boolean inject(Processor p) {
    if (!poller.hasReady() || blocked != null) {
      return false;
    }
    inject(takeBatch(), p);
    return true;
  }

  /**
   * A timer was added: the poller's wait may be too long. Source: {@code proc.go:wakeNetPoller}.
   */
  void timerAdded(long dueNs) {
    if (blocked == null) {
      threads.wakeOne(simulator.now());
    } else if (blockedUntilNs > dueNs) {
      wakeBlocked(blocked);
    }
  }

  /** Who is ready goes to the global queue, without a wait. Source: {@code netpoll(0)}. */
  void injectReady() {
    injectGlobally(takeBatch());
  }

  /** Whether any goroutine waits on the network. */
  boolean hasWaiters() {
    return poller.hasWaiters();
  }

  /** Whether an M is blocked in epoll_wait. */
  boolean isPolled() {
    return blocked != null;
  }

  /** Nobody runs the timers of {@code p} any more. Source: {@code proc.go:handoffp}. */
  void processorGivenUp(Processor p) {
    long dueNs = p.timers.earliestNs();
    if (dueNs != TimerHeap.NONE) {
      timerAdded(dueNs);
    }
  }

  /** sysmon's ticks have moved. */
  void sysmonBeganAfresh() {
    if (sysmonPoll.isPlanned()) {
      sysmonPoll.cancel();
      leaveToSysmon();
    }
  }

  void onTimeout() {
    if (timeout.comes() && blocked != null) {
      wakeBlocked(blocked);
    }
  }

  void onSysmonPoll() {
    if (!sysmonPoll.comes() || blocked != null || !poller.hasReady()) {
      return;
    }
    if (cpu.quota().isStopped()) {
      sysmonPoll.plan(cpu.quota().goesOnNs()); // sysmon is stopped as well
      return;
    }
    if (!noticedAtOnce && monitor.pollNs(lastPollNs, simulator.now()) > simulator.now()) {
      leaveToSysmon();
      return;
    }
    lastPollNs = simulator.now();
    injectGlobally(takeBatch());
  }

  private void wakeBlocked(OsThread m) {
    if (!blockedIsWaking) {
      blockedIsWaking = true;
      cpu.wake(m.thread);
    }
  }

  private void leaveToSysmon() {
    if (!sysmonPoll.isPlanned()) {
      long now = simulator.now();
      sysmonPoll.plan(noticedAtOnce ? now : monitor.pollNs(lastPollNs, now));
    }
  }

  /**
   * Blocks in epoll_wait until {@code untilNs}, in whole milliseconds. Source: {@code
   * netpoll_epoll.go:netpoll}.
   */
  private void block(OsThread m, long untilNs) {
    blocked = m;
    blockedUntilNs = untilNs;
    m.waiting = OsThread.Waiting.IN_POLLER;
    if (untilNs != TimerHeap.NONE) {
      long waitNs = untilNs - simulator.now();
      if (granularityNs > 0) {
        waitNs = Math.max(1, waitNs / granularityNs) * granularityNs;
      }
      timeout.plan(simulator.now() + waitNs + slackNs);
    }
    cpu.sleep(m.thread);
  }

  /**
   * Takes what epoll returns into {@link #batch}, in the order of readiness, runnable; returns how
   * many.
   */
  private int takeBatch() {
    int count = poller.batch();
    for (int i = 0; i < count; i++) {
      Goroutine goroutine = poller.take();
      assert goroutine != null : "batch larger than what is ready";
      population.runnable(goroutine, simulator.now());
      batch[i] = goroutine;
    }
    if (poller.hasReady() && blocked == null) {
      leaveToSysmon();
    }
    return count;
  }

  /**
   * The first {@code count} of the batch, last first: to idle Ps by the global queue, the others to
   * {@code p}.
   */
  private void inject(int count, Processor p) {
    int toOthers = Math.min(count, idle.processorCount());
    for (int i = count - 1; i >= count - toOthers; i--) {
      queues.global.addLast(batch[i]);
    }
    startIdle(toOthers);
    for (int i = count - toOthers - 1; i >= 0; i--) {
      queues.putLast(p, batch[i]);
    }
  }

  private void injectGlobally(int count) {
    for (int i = count - 1; i >= 0; i--) {
      queues.global.addLast(batch[i]);
    }
    startIdle(count);
  }

  private void startIdle(int count) {
    for (int i = 0; i < count && idle.hasProcessor(); i++) {
      threads.start(idle.takeProcessor(monitor, simulator.now()), false);
    }
  }
}
