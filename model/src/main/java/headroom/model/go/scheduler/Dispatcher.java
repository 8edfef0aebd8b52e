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
  private final RuntimeState runtime;
  private final SchedulerObserver observer;
  private final Population population;
  private final RunQueues queues;
  private final IdleLists idle;
  private final Cpu cpu;
  private final Machines machines;
  private final LockedThreads locked;
  private final StopTheWorld world;
  private final Netpoll netpoll;
  private final WorkSearch search;
  private final WorkConservation conservation;
  private final TimeSlices slices;
  private final SystemCalls calls;
  private final long switchNs;
  private long preemptions;

  Dispatcher(
      RuntimeState runtime,
      CostProfile costs,
      SchedulerObserver observer,
      Netpoll netpoll,
      WorkSearch search,
      WorkConservation conservation,
      TimeSlices slices,
      SystemCalls calls,
      LockedThreads locked,
      StopTheWorld world) {
    this.locked = locked;
    this.world = world;
    this.runtime = runtime;
    this.observer = observer;
    this.netpoll = netpoll;
    this.search = search;
    this.conservation = conservation;
    this.slices = slices;
    this.calls = calls;
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
      case FOR_WORLD -> {
        world.reached(machine);
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

  private void returnFromCall(Machine machine) {
    if (calls.exit(machine)) {
      dispatch(machine);
    }
  }

  void descheduled(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    if (goroutine != null && machine.isComputingGo()) {
      population.move(goroutine, GoroutineStatus.RUNNING, TimeAccount.DESCHEDULED, nowNs());
    }
  }

  void rescheduled(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    if (goroutine == null || !machine.isComputingGo()) {
      return;
    }
    population.runs(goroutine, nowNs());
    if (machine.preemptWhenRunning) {
      preempt(machine, goroutine);
    } else if (slices.threadsInC > 0 && machine.processor != null) {
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
    switch (goroutine.body().resume(goroutine)) {
      case COMPUTE -> {}
      case SYSCALL -> {
        return !calls.enter(machine);
      }
      case STOP_THE_WORLD -> {
        return world.stop(machine);
      }
      case PARK -> machine.goroutine = null;
      case YIELD -> {
        population.runnable(goroutine, nowNs());
        queues.global.addLast(goroutine);
        machine.goroutine = null;
        machines.wakeOne(nowNs());
      }
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
    machine.goroutine = goroutine;
    machine.debtNs += switchNs;
    goroutine.demandNs += machine.coldNs;
    machine.coldNs = 0;
  }

  private void startBurst(Machine machine, Goroutine goroutine) {
    Processor p = machine.processor;
    assert p != null : "computes without a P";
    cpu.startBurst(machine.thread, goroutine.demandNs + machine.debtNs);
    machine.debtNs = 0;
    slices.plan(p, machine);
  }

  /** Source: {@code proc.go:preemptone}, {@code gopreempt_m}. */
  void onPreemption(Processor p) {
    Machine machine = p.machine;
    if (!p.cut.comes() || machine == null) {
      return;
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
    machine.preemptWhenRunning = false;
    long left = cpu.interruptBurst(machine.thread);
    goroutine.demandNs = left;
    if (left > 0) {
      preemptions += world.stops(machine) ? 0 : 1;
      population.runnable(goroutine, nowNs());
      queues.global.addLast(goroutine);
      machine.goroutine = null;
      machines.wakeOne(nowNs());
    }
    dispatch(machine);
  }

  private long nowNs() {
    return runtime.nowNs();
  }
}
