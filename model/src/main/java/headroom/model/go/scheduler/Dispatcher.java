package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import headroom.model.kernel.Cpu;

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
  private final Cpu cpu;
  private final Machines machines;
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
    machines = runtime.machines();
    switchNs = costs.ns(Cost.GO_SWITCH);
  }

  void running(Machine machine) {
    Machine.Waiting waited = machine.waiting;
    machine.waiting = Machine.Waiting.FOR_WORK;
    Machine previous = machines.current;
    machines.current = machine;
    switch (waited) {
      case FOR_WORK -> dispatch(machine);
      case IN_POLLER -> {
        if (netpoll.returned(machine)) {
          dispatch(machine);
        }
      }
      case TO_STEAL_RUNNEXT -> {
        search.tryStealRunNext(machine);
        dispatch(machine);
      }
      case IN_SYSTEM_CALL -> returnFromCall(machine);
      case FOR_OTHERS -> {
        othersStopped(machine);
        dispatch(machine);
      }
    }
    machines.current = previous;
  }

  void burstEnded(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    assert goroutine != null : "a burst of nobody";
    if (goroutine.status() == GoroutineStatus.SYSCALL) {
      returnFromCall(machine);
    } else {
      goroutine.demandNs = 0;
      dispatch(machine);
    }
  }

  /** All other Ps have stopped, or passed their scheduler. */
  private void othersStopped(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    assert goroutine != null : "nobody waits for the others";
    population.runs(goroutine, nowNs());
  }

  private void returnFromCall(Machine machine) {
    if (calls.exit(machine)) {
      dispatch(machine);
    }
  }

  void descheduled(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    if (goroutine == null) {
      return;
    }
    if (machine.isComputingGo()) {
      boolean stopsOthers = machine.waiting == Machine.Waiting.FOR_OTHERS;
      TimeAccount account = stopsOthers ? TimeAccount.STOPPED : TimeAccount.DESCHEDULED;
      population.charge(goroutine, account, nowNs());
    } else if (goroutine.account() == TimeAccount.THROTTLED) {
      population.inCall(goroutine, TimeAccount.SYSCALL, nowNs());
    }
  }

  /** The CPU quota has stopped the thread of {@code machine}. */
  void throttled(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    if (goroutine == null) {
      return;
    }
    if (machine.isComputingGo()) {
      population.charge(goroutine, TimeAccount.THROTTLED, nowNs());
    } else {
      population.inCall(goroutine, TimeAccount.THROTTLED, nowNs());
    }
  }

  void rescheduled(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    if (goroutine == null || !machine.isComputingGo()) {
      descheduled(machine);
      return;
    }
    population.runs(goroutine, nowNs());
    if (machine.preemptWhenRunning) {
      preempt(machine, goroutine);
    } else if (slices.mayBeLate() && machine.processor != null) {
      slices.plan(machine.processor, machine);
    }
  }

  /**
   * Runs goroutines on {@code machine} until one computes or the machine has no work. Source:
   * {@code proc.go:schedule}.
   */
  private void dispatch(Machine machine) {
    Machine previous = machines.current;
    machines.current = machine;
    while (true) {
      if (world.stops(machine)) {
        world.stopped(machine);
        break;
      }
      Processor p = machine.processor;
      if (p != null) {
        safePoints.pass(p);
      }
      Goroutine goroutine = machine.goroutine;
      if (goroutine == null) {
        if (locked.mustStop(machine)) {
          locked.stop(machine);
          break;
        }
        goroutine = search.findRunnable(machine);
        if (goroutine == null) {
          break;
        }
        if (locked.isAnothers(goroutine, machine)) {
          locked.handOver(machine, goroutine);
          break;
        }
        execute(machine, goroutine);
      }
      if (goroutine.demandNs > 0) {
        startBurst(machine, goroutine);
        break;
      }
      if (!step(machine, goroutine)) {
        break;
      }
    }
    machines.current = previous;
  }

  /** One action of a goroutine; returns false if it leaves the thread in a call. */
  private boolean step(Machine machine, Goroutine goroutine) {
    switch (goroutine.code().resume(goroutine)) {
      case COMPUTE -> {}
      case SYSCALL -> {
        return !calls.enter(machine);
      }
      case STOP_THE_WORLD -> {
        return world.stop(machine);
      }
      case PASS_SAFE_POINTS -> {
        return safePoints.ask(machine);
      }
      case PARK -> machine.goroutine = null;
      case YIELD -> toGlobalQueue(machine, goroutine);
      case GOYIELD -> {
        Processor p = machine.processor;
        assert p != null : "yields without a P";
        population.runnable(goroutine, nowNs());
        queues.putLast(p, goroutine);
        machine.goroutine = null;
      }
      case EXIT -> {
        population.dies(goroutine, nowNs());
        machine.goroutine = null;
      }
    }
    return true;
  }

  /** Source: {@code proc.go:execute}. */
  private void execute(Machine machine, Goroutine goroutine) {
    Processor p = machine.processor;
    assert p != null : "runs without a P";
    if (machine.spinning) {
      idle.stopSpinning(machine);
      machines.wakeOne(nowNs());
    }
    if (!machine.inheritsSlice) {
      p.schedTick++;
      slices.begin(p);
    }
    assert conservation.holdsFor(goroutine, nowNs()) : conservation.complaint(goroutine, nowNs());
    observer.scheduled(nowNs() - goroutine.sinceNs());
    population.runs(goroutine, nowNs());
    machine.preemptWhenRunning = false; // it was meant for another one
    machine.goroutine = goroutine;
    machine.burst.owe(switchNs);
    goroutine.demandNs += machine.burst.takeColdNs();
  }

  private void startBurst(Machine machine, Goroutine goroutine) {
    Processor p = machine.processor;
    assert p != null : "computes without a P";
    double slowdown = search.background().slowdown(goroutine);
    cpu.startBurst(machine.thread, machine.burst.begin(goroutine.demandNs, slowdown));
    slices.plan(p, machine);
  }

  /** Source: {@code proc.go:preemptone}, {@code gopreempt_m}. */
  void onPreemption(Processor p) {
    Machine machine = p.machine;
    if (!p.cut.comes() || machine == null || world.isBy(machine)) {
      return; // a slice that is over is cut when its next burst begins
    }
    Goroutine goroutine = machine.goroutine;
    if (goroutine == null || !machine.isComputingGo()) {
      machine.preemptWhenRunning = false;
    } else if (machine.thread.isRunning()) {
      preempt(machine, goroutine);
    } else {
      machine.preemptWhenRunning = true;
    }
  }

  /** Slices cut so far. */
  long preemptions() {
    return preemptions;
  }

  private void preempt(Machine machine, Goroutine goroutine) {
    Machine previous = machines.current;
    machines.current = machine;
    machine.preemptWhenRunning = false;
    goroutine.demandNs = machine.burst.cut(cpu.interruptBurst(machine.thread));
    if (goroutine.demandNs > 0) {
      giveWay(machine, goroutine);
    }
    dispatch(machine);
    machines.current = previous;
  }

  private void giveWay(Machine machine, Goroutine goroutine) {
    switch (goroutine.code().preempted(goroutine)) {
      case PARK -> machine.goroutine = null;
      case YIELD -> {
        if (!world.stops(machine)) {
          preemptions++;
          toGlobalQueue(machine, goroutine);
        }
      }
      case COMPUTE -> {
        Processor p = machine.processor;
        assert p != null : "computes without a P";
        slices.begin(p);
      }
      default -> throw new IllegalStateException("a preempted goroutine does something else");
    }
  }

  /** Source: {@code proc.go:goschedImpl}. */
  private void toGlobalQueue(Machine machine, Goroutine goroutine) {
    population.runnable(goroutine, nowNs());
    queues.global.addLast(goroutine);
    machine.goroutine = null;
    machines.wakeOne(nowNs());
  }

  private long nowNs() {
    return runtime.nowNs();
  }
}
