package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import headroom.model.kernel.CpuScheduler;

/**
 * The life of an M with a P: it finds a goroutine, runs it until it computes, parks or ends, and
 * looks for the next. Source: {@code runtime/proc.go:schedule}, {@code execute}, {@code
 * gopreempt_m}.
 */
final class Dispatcher {
  /** Why an M stops, and how it comes back. */
  record Stops(
      Netpoll netpoll,
      SystemCalls calls,
      LockedThreads locked,
      StopTheWorld world,
      SafePoints safePoints) {}

  private final RuntimeState runtime;
  private final SchedulerObserver observer;
  private final Population population;
  private final RunQueues queues;
  private final IdleLists idle;
  private final CpuScheduler cpu;
  private final OsThreads threads;
  private final Netpoll netpoll;
  private final SystemCalls calls;
  private final LockedThreads locked;
  private final StopTheWorld world;
  private final SafePoints safePoints;
  private final WorkSearch search;
  private final WorkConservation conservation;
  private final TimeSlices slices;
  private final long switchNs;
  private long preemptions;

  Dispatcher(
      RuntimeState runtime,
      CostProfile costs,
      SchedulerObserver observer,
      WorkSearch search,
      TimeSlices slices,
      Stops stops) {
    this.runtime = runtime;
    this.observer = observer;
    this.search = search;
    this.slices = slices;
    netpoll = stops.netpoll;
    calls = stops.calls;
    locked = stops.locked;
    world = stops.world;
    safePoints = stops.safePoints;
    conservation = runtime.conservation();
    population = runtime.population();
    queues = runtime.queues();
    idle = runtime.idle();
    cpu = runtime.cpu();
    threads = runtime.threads();
    switchNs = costs.ns(Cost.GO_SWITCH);
  }

  void running(OsThread m) {
    OsThread.Waiting waited = m.waiting;
    m.waiting = OsThread.Waiting.FOR_WORK;
    OsThread outer = threads.enter(m);
    switch (waited) {
      case FOR_WORK -> dispatch(m);
      case IN_POLLER -> {
        if (netpoll.returned(m)) {
          dispatch(m);
        }
      }
      case TO_STEAL_RUNNEXT -> {
        search.tryStealRunNext(m);
        dispatch(m);
      }
      case IN_SYSTEM_CALL -> returnFromCall(m);
      case FOR_OTHERS -> {
        othersStopped(m);
        dispatch(m);
      }
    }
    threads.leave(outer);
  }

  void burstEnded(OsThread m) {
    Goroutine goroutine = m.goroutine;
    assert goroutine != null : "a burst of nobody";
    if (goroutine.status() == GoroutineStatus.SYSCALL) {
      returnFromCall(m);
    } else {
      goroutine.demandNs = 0;
      dispatch(m);
    }
  }

  /** All other Ps have stopped, or passed their scheduler. */
  private void othersStopped(OsThread m) {
    Goroutine goroutine = m.goroutine;
    assert goroutine != null : "nobody waits for the others";
    population.runs(goroutine, nowNs());
  }

  private void returnFromCall(OsThread m) {
    if (calls.exit(m)) {
      dispatch(m);
    }
  }

  void descheduled(OsThread m) {
    Goroutine goroutine = m.goroutine;
    if (goroutine == null) {
      return;
    }
    if (m.isComputingGo()) {
      boolean stopsOthers = m.waiting == OsThread.Waiting.FOR_OTHERS;
      TimeAccount account = stopsOthers ? TimeAccount.STOPPED : TimeAccount.DESCHEDULED;
      population.charge(goroutine, account, nowNs());
    } else if (goroutine.account() == TimeAccount.THROTTLED) {
      population.inCall(goroutine, TimeAccount.SYSCALL, nowNs());
    }
  }

  /** The CPU quota has stopped the thread of {@code m}. */
  void throttled(OsThread m) {
    Goroutine goroutine = m.goroutine;
    if (goroutine == null) {
      return;
    }
    if (m.isComputingGo()) {
      population.charge(goroutine, TimeAccount.THROTTLED, nowNs());
    } else {
      population.inCall(goroutine, TimeAccount.THROTTLED, nowNs());
    }
  }

  void rescheduled(OsThread m) {
    Goroutine goroutine = m.goroutine;
    if (goroutine == null || !m.isComputingGo()) {
      descheduled(m);
      return;
    }
    population.runs(goroutine, nowNs());
    if (m.preemptWhenRunning) {
      preempt(m, goroutine);
    } else if (slices.mayBeLate() && m.processor != null) {
      slices.plan(m.processor, m);
    }
  }

  /**
   * Runs goroutines on {@code m} until one computes or it has no work. Source: {@code
   * proc.go:schedule}.
   */
  private void dispatch(OsThread m) {
    OsThread outer = threads.enter(m);
    while (true) {
      if (world.stops(m)) {
        world.stopped(m);
        break;
      }
      Processor p = m.processor;
      if (p != null) {
        safePoints.pass(p);
      }
      Goroutine goroutine = m.goroutine;
      if (goroutine == null) {
        if (locked.mustStop(m)) {
          locked.stop(m);
          break;
        }
        goroutine = search.findRunnable(m);
        if (goroutine == null) {
          break;
        }
        if (locked.isAnothers(goroutine, m)) {
          locked.handOver(m, goroutine);
          break;
        }
        execute(m, goroutine);
      }
      if (goroutine.demandNs > 0) {
        startBurst(m, goroutine);
        break;
      }
      if (!step(m, goroutine)) {
        break;
      }
    }
    threads.leave(outer);
  }

  /** One action of a goroutine; returns false if it leaves the thread in a call. */
  private boolean step(OsThread m, Goroutine goroutine) {
    switch (goroutine.code().resume(goroutine)) {
      case COMPUTE -> {}
      case SYSCALL -> {
        return !calls.enter(m);
      }
      case STOP_THE_WORLD -> {
        return world.stop(m);
      }
      case PASS_SAFE_POINTS -> {
        return safePoints.ask(m);
      }
      case PARK -> m.goroutine = null;
      case YIELD -> toGlobalQueue(m, goroutine);
      case GOYIELD -> {
        Processor p = m.processor;
        assert p != null : "yields without a P";
        population.runnable(goroutine, nowNs());
        queues.putLast(p, goroutine);
        m.goroutine = null;
      }
      case EXIT -> {
        population.dies(goroutine, nowNs());
        m.goroutine = null;
      }
    }
    return true;
  }

  /** Source: {@code proc.go:execute}. */
  private void execute(OsThread m, Goroutine goroutine) {
    Processor p = m.processor;
    assert p != null : "runs without a P";
    if (m.spinning) {
      idle.stopSpinning(m);
      threads.wakeOne(nowNs());
    }
    if (!m.inheritsSlice) {
      p.schedTick++;
      slices.begin(p);
    }
    assert conservation.holdsFor(goroutine, nowNs()) : conservation.complaint(goroutine, nowNs());
    observer.scheduled(nowNs() - goroutine.sinceNs());
    population.runs(goroutine, nowNs());
    m.preemptWhenRunning = false; // it was meant for another one
    m.goroutine = goroutine;
    m.burst.owe(switchNs);
    goroutine.demandNs += m.burst.takeColdNs();
  }

  private void startBurst(OsThread m, Goroutine goroutine) {
    Processor p = m.processor;
    assert p != null : "computes without a P";
    double slowdown = search.background().slowdown(goroutine);
    cpu.startBurst(m.thread, m.burst.begin(goroutine.demandNs, slowdown));
    slices.plan(p, m);
  }

  /** Source: {@code proc.go:preemptone}, {@code gopreempt_m}. */
  void onPreemption(Processor p) {
    OsThread m = p.m;
    if (!p.cut.comes() || m == null || world.isBy(m)) {
      return; // a slice that is over is cut when its next burst begins
    }
    Goroutine goroutine = m.goroutine;
    if (goroutine == null || !m.isComputingGo()) {
      m.preemptWhenRunning = false;
    } else if (m.thread.isRunning()) {
      preempt(m, goroutine);
    } else {
      m.preemptWhenRunning = true;
    }
  }

  /** Slices cut so far. */
  long preemptions() {
    return preemptions;
  }

  private void preempt(OsThread m, Goroutine goroutine) {
    OsThread outer = threads.enter(m);
    m.preemptWhenRunning = false;
    goroutine.demandNs = m.burst.cut(cpu.interruptBurst(m.thread));
    if (goroutine.demandNs > 0) {
      giveWay(m, goroutine);
    }
    dispatch(m);
    threads.leave(outer);
  }

  private void giveWay(OsThread m, Goroutine goroutine) {
    switch (goroutine.code().preempted(goroutine)) {
      case PARK -> m.goroutine = null;
      case YIELD -> {
        if (!world.stops(m)) {
          preemptions++;
          toGlobalQueue(m, goroutine);
        }
      }
      case COMPUTE -> {
        Processor p = m.processor;
        assert p != null : "computes without a P";
        slices.begin(p);
      }
      default -> throw new IllegalStateException("a preempted goroutine does something else");
    }
  }

  /** Source: {@code proc.go:goschedImpl}. */
  private void toGlobalQueue(OsThread m, Goroutine goroutine) {
    population.runnable(goroutine, nowNs());
    queues.global.addLast(goroutine);
    m.goroutine = null;
    threads.wakeOne(nowNs());
  }

  private long nowNs() {
    return runtime.nowNs();
  }
}
