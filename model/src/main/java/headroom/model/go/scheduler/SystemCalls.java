package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import headroom.model.kernel.CpuScheduler;
import org.jspecify.annotations.Nullable;

/**
 * System calls and calls into C: the thread of the goroutine is in the kernel or computes in C, its
 * P stays with it until it returns or sysmon takes the P for somebody else. Source: {@code
 * runtime/proc.go:entersyscall}, {@code exitsyscall}, {@code retake}, {@code handoffp}.
 *
 * <p>sysmon notes a call at the first tick that sees it and takes the P at a later one if somebody
 * wants to run, else 10 ms after the note; at once when the slice of the P is too old to be noted.
 * The tick at which that happens is computed when a call begins, when its result is known to be
 * late, and when the last idle P is taken; so a short call costs one event beside its return.
 *
 * <p>Where sysmon never preempts (the ideal profile) the P is handed off when the call begins. Left
 * out: a preemption that is asked for during a call, whose goroutine would yield on return.
 */
final class SystemCalls {
  private static final long NEVER = Long.MAX_VALUE;

  /** Without demand a P is retaken after so long. Source: {@code proc.go:retake}. */
  private static final long RETAKE_WITHOUT_DEMAND_NS = 10_000_000;

  private final RuntimeState runtime;
  private final HeadroomSimulator simulator;
  private final Processors processors;
  private final Population population;
  private final RunQueues queues;
  private final IdleLists idle;
  private final SystemMonitor monitor;
  private final CpuScheduler cpu;
  private final OsThreads threads;
  private final Netpoll netpoll;
  private final TimeSlices slices;
  private final WorkConservation conservation;
  private final Runnable sysmonBeginsAfresh;
  private int inCalls;
  private int inCallsMax;

  SystemCalls(RuntimeState runtime, Processors processors, Netpoll netpoll, TimeSlices slices) {
    conservation = runtime.conservation();
    this.runtime = runtime;
    this.processors = processors;
    this.netpoll = netpoll;
    this.slices = slices;
    simulator = runtime.simulator();
    population = runtime.population();
    queues = runtime.queues();
    idle = runtime.idle();
    monitor = runtime.monitor();
    cpu = runtime.cpu();
    threads = runtime.threads();
    sysmonBeginsAfresh = () -> monitor.beginAfresh(runtime.nowNs());
    idle.whenDemandRises(this::planAll);
  }

  /** The running goroutine asks for a call of {@code durationNs}; the thread goes when it stops. */
  void ask(Goroutine goroutine, long durationNs, boolean inC) {
    OsThread m = threads.running();
    if (m.goroutine != goroutine) {
      throw new IllegalStateException("goroutine " + goroutine.id + " calls and does not run");
    }
    population.move(goroutine, GoroutineStatus.SYSCALL, TimeAccount.SYSCALL, runtime.nowNs());
    m.callNs = durationNs;
    m.callInC = inC;
  }

  /**
   * The thread of {@code m} enters the call that its goroutine asked for; returns false if the call
   * takes no time and is over. Source: {@code proc.go:reentersyscall}.
   */
  boolean enter(OsThread m) {
    Processor p = m.processor;
    Goroutine goroutine = m.goroutine;
    assert p != null && goroutine != null : "calls without a P";
    if (m.callNs <= 0) {
      population.runs(goroutine, runtime.nowNs());
      return false;
    }
    inCalls++;
    if (inCalls > inCallsMax) {
      inCallsMax = inCalls;
      conservation.callsAtOnce(inCallsMax);
    }
    idle.processorsInCalls++;
    m.oldProcessor = p;
    p.callSinceNs = runtime.nowNs();
    p.callNoted = false;
    p.retake.cancel();
    long returnNs = runtime.nowNs() + m.callNs;
    p.callEndNs = m.callInC ? NEVER : returnNs;
    if (monitor.preempts()) {
      plan(p, runtime.nowNs());
    } else {
      takeAndHandOff(p);
    }
    if (m.callInC) {
      slices.threadsInC++;
      cpu.startBurst(m.thread, m.burst.begin(m.callNs, 1));
    } else {
      m.waiting = OsThread.Waiting.IN_SYSTEM_CALL;
      simulator.schedule(returnNs, RuntimeEvents.SYSCALL_RETURN, m.thread.number);
      cpu.sleep(m.thread);
    }
    return true;
  }

  /** The kernel is done; the thread of {@code m} wakes up. */
  void onReturn(OsThread m) {
    Processor p = m.processor;
    if (p != null) {
      p.callEndNs = NEVER; // how long it waits for a core nobody knows
      plan(p, runtime.nowNs());
    }
    cpu.wake(m.thread);
  }

  /**
   * The thread is back from its call. Returns true if its goroutine goes on; otherwise the
   * goroutine is in the global queue and the M has parked. Source: {@code proc.go:exitsyscall}.
   */
  boolean exit(OsThread m) {
    Goroutine goroutine = m.goroutine;
    assert goroutine != null && goroutine.status() == GoroutineStatus.SYSCALL
        : "returns from nothing";
    inCalls--;
    if (m.callInC) {
      slices.threadsInC--;
    }
    Processor own = m.processor;
    if (own != null) {
      note(own);
      own.callSinceNs = Processor.NO_CALL;
      own.retake.cancel();
      idle.processorsInCalls--;
    } else if (!findProcessor(m)) {
      population.runnable(goroutine, runtime.nowNs());
      queues.global.addLast(goroutine);
      m.goroutine = null;
      m.burst.forgive();
      threads.park(m);
      return false;
    }
    population.runs(goroutine, runtime.nowNs());
    return true;
  }

  /** A tick of sysmon at which the P may be taken. Source: {@code proc.go:retake}. */
  void onRetake(Processor p) {
    if (!p.retake.comes()) {
      return;
    }
    if (cpu.quota().isStopped()) {
      p.retake.plan(cpu.quota().goesOnNs()); // sysmon is stopped as well
      return;
    }
    long now = runtime.nowNs();
    if (!hasDemand(p) && retakeTickNs(p, now, false) > now) {
      plan(p, now + 1);
      return;
    }
    beginSysmonAfresh(p);
    takeAndHandOff(p);
  }

  /** A retake ends sysmon's back-off, which moves all that happens at its ticks. */
  private void beginSysmonAfresh(Processor retaken) {
    slices.rememberSeen();
    for (Processor p : processors.all) {
      if (p.isInCall()) {
        note(p);
      }
    }
    cpu.stolenTimeChanges(sysmonBeginsAfresh);
    slices.planAnew();
    netpoll.sysmonBeganAfresh();
    for (Processor p : processors.all) {
      if (p != retaken && p.isInCall()) {
        plan(p, runtime.nowNs());
      }
    }
  }

  /** Keeps when sysmon noted the call of {@code p}, if it has. */
  private void note(Processor p) {
    if (p.callNoted || !monitor.preempts()) {
      return;
    }
    long firstTick = monitor.firstTickFrom(p.callSinceNs);
    if (firstTick <= runtime.nowNs() && firstTick < slices.cutTickNs(p)) {
      p.callNoted = true;
      p.callNotedNs = firstTick;
    }
  }

  /** Takes {@code p} from the call of its M. */
  Processor takeProcessor(Processor p) {
    OsThread m = p.m;
    assert m != null && p.isInCall() : "a P is taken that is in no call";
    threads.release(m);
    p.callSinceNs = Processor.NO_CALL;
    p.retake.cancel();
    idle.processorsInCalls--;
    return p;
  }

  /** Takes {@code p} from the call of its M and gives it to another one if it has work. */
  void takeAndHandOff(Processor p) {
    handOff(takeProcessor(p));
  }

  private void handOff(Processor p) {
    OsThread taker = takerOf(p);
    if (taker != null) {
      cpu.wake(taker.thread);
    }
  }

  /**
   * The M, still to be woken, that takes on {@code p}, which has lost its own; null if the P stays
   * idle. Source: {@code proc.go:handoffp}.
   */
  @Nullable OsThread takerOf(Processor p) {
    if (p.hasLocalWork() || !queues.global.isEmpty()) {
      return threads.prepare(p, false);
    }
    if (idle.spinning + idle.processorCount() == 0) {
      idle.spinning++;
      return threads.prepare(p, true);
    }
    if (idle.processorCount() == processors.count() - 1 && !netpoll.isPolled()) {
      return threads.prepare(p, false);
    }
    idle.put(p, runtime.nowNs());
    netpoll.processorGivenUp(p);
    return null;
  }

  /** Source: {@code proc.go:exitsyscallTryGetP}. */
  private boolean findProcessor(OsThread m) {
    Processor old = m.oldProcessor;
    Processor taken;
    if (old != null && old.isInCall()) {
      taken = takeProcessor(old);
    } else {
      taken = idle.takeProcessor(monitor, runtime.nowNs());
      if (taken == null) {
        return false;
      }
      slices.begin(taken);
    }
    threads.acquire(m, taken);
    return true;
  }

  private boolean hasDemand(Processor p) {
    return p.hasLocalWork() || idle.spinning + idle.processorCount() == 0;
  }

  private void planAll() {
    for (Processor p : processors.all) {
      if (p.isInCall() && monitor.preempts()) {
        plan(p, runtime.nowNs());
      }
    }
  }

  /**
   * Plans the tick, at {@code fromNs} or later, that may take {@code p}, if the call lasts so long.
   */
  private void plan(Processor p, long fromNs) {
    long due = retakeTickNs(p, fromNs, hasDemand(p));
    if (due <= p.callEndNs) {
      p.retake.planBy(due);
    }
  }

  /** The first tick at {@code fromNs} or later that takes {@code p} from its call. */
  private long retakeTickNs(Processor p, long fromNs, boolean demand) {
    long noted = p.callNotedNs;
    long earliest = noted + 1;
    if (!p.callNoted) {
      long firstTick = monitor.firstTickFrom(p.callSinceNs);
      boolean forced = slices.cutTickNs(p) <= firstTick;
      earliest = forced ? firstTick : firstTick + 1;
      noted = forced ? p.callNotedNs : firstTick;
    }
    earliest = Math.max(earliest, fromNs);
    return monitor.firstTickFrom(
        demand ? earliest : Math.max(earliest, noted + RETAKE_WITHOUT_DEMAND_NS));
  }
}
