package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import org.jspecify.annotations.Nullable;

/**
 * Stops all Ps but one and starts them again. Idle Ps and those in system calls stop at once, the
 * others where their goroutines are preempted, which then wait in the global queue; the thread that
 * stops them sleeps until the last one has. Source: {@code runtime/proc.go:stopTheWorldWithSema},
 * {@code gcstopm}, {@code startTheWorldWithSema}, {@code procresize}.
 *
 * <p>Left out: a P prefers the M that it had before; a second signal after 100 us.
 */
final class StopTheWorld {
  private final RuntimeState runtime;
  private final Processor[] processors;
  private final Netpoll netpoll;
  private final SystemCalls calls;
  private final long signalNs;

  /** Whose goroutine has asked for it; null while the world runs. */
  private @Nullable Machine stopper;

  /** Ps that have not stopped yet. */
  private int awaited;

  StopTheWorld(
      RuntimeState runtime,
      CostProfile costs,
      Processor[] processors,
      Netpoll netpoll,
      SystemCalls calls) {
    this.runtime = runtime;
    this.processors = processors;
    this.netpoll = netpoll;
    this.calls = calls;
    signalNs = costs.ns(Cost.GO_PREEMPT_SIGNAL);
  }

  /** Whether {@code machine} may not go on with its P. */
  boolean stops(Machine machine) {
    return stopper != null && stopper != machine;
  }

  /**
   * The goroutine of {@code machine} stops the world; returns false if it has to wait for that, and
   * then its thread sleeps. One at a time.
   */
  boolean stop(Machine machine) {
    assert stopper == null : "the world is stopped twice";
    stopper = machine;
    awaited = 0;
    for (Processor p : processors) {
      if (p.isInCall()) {
        calls.takeProcessor(p);
      } else if (p.machine != null && p.machine != machine) {
        awaited++;
        p.cut.planBy(runtime.nowNs() + signalNs);
      }
    }
    runtime.idle().takeAllProcessors();
    if (awaited == 0) {
      return true;
    }
    Goroutine goroutine = machine.goroutine;
    assert goroutine != null : "nobody stops the world";
    runtime
        .population()
        .move(goroutine, GoroutineStatus.RUNNING, TimeAccount.STOPPED, runtime.nowNs());
    machine.waiting = Machine.Waiting.FOR_WORLD;
    runtime.cpu().sleep(machine.thread);
    return false;
  }

  /**
   * The running {@code machine} gives its P up, with what it runs or has found. Source: {@code
   * gcstopm}.
   */
  void stopped(Machine machine) {
    requeue(machine.goroutine);
    requeue(machine.found);
    machine.goroutine = null;
    machine.found = null;
    machine.debtNs = 0;
    if (machine.spinning) {
      runtime.idle().stopSpinning(machine);
    }
    runtime.machines().release(machine);
    runtime.machines().park(machine);
    awaited--;
    if (awaited == 0 && stopper != null) {
      runtime.cpu().wake(stopper.thread);
    }
  }

  private void requeue(@Nullable Goroutine goroutine) {
    if (goroutine == null) {
      return;
    }
    if (goroutine.status() == GoroutineStatus.RUNNING) {
      runtime.population().runnable(goroutine, runtime.nowNs());
    }
    runtime.queues().global.addLast(goroutine);
  }

  /** The world has stopped, and the thread that waited for it is awake. */
  void reached(Machine machine) {
    Goroutine goroutine = machine.goroutine;
    assert machine == stopper && awaited == 0 && goroutine != null : "the world still runs";
    runtime.population().runs(goroutine, runtime.nowNs());
  }

  /** Starts the world again: Ps with goroutines get an M, the others are idle. */
  void start() {
    Machine machine = stopper;
    assert machine != null && awaited == 0 : "the world is not stopped";
    stopper = null;
    netpoll.injectReady();
    for (Processor p : processors) {
      if (p.machine == null && !p.hasLocalWork()) {
        runtime.idle().put(p, runtime.nowNs());
      }
    }
    for (Processor p : processors) {
      if (p.machine == null && p.hasLocalWork()) {
        runtime.machines().start(p, false);
      }
    }
    runtime.machines().wakeOne(runtime.nowNs());
  }
}
