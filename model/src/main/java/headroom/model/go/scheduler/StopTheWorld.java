package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import org.jspecify.annotations.Nullable;

/**
 * Stops all Ps but one and starts them again. Idle Ps and those in system calls stop at once, the
 * others where their goroutines are preempted, which are then the runnext of their Ps; the thread
 * that stops them sleeps until the last one has. Source: {@code
 * runtime/proc.go:stopTheWorldWithSema}, {@code gcstopm}, {@code startTheWorldWithSema}, {@code
 * procresize}, {@code goschedImpl}.
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

  /** Whether some goroutine has asked for a stop that is not over. */
  boolean isStopped() {
    return stopper != null;
  }

  /** Whether {@code machine} may not go on with its P. */
  boolean stops(Machine machine) {
    return stopper != null && stopper != machine;
  }

  /**
   * Whether {@code machine} stops the world, or has: it keeps its P until the world runs again.
   * Source: {@code m.locks} in {@code mgc.go:gcStart}, {@code gcMarkDone}; {@code m.preemptoff}.
   */
  boolean isBy(Machine machine) {
    return stopper == machine;
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
    runtime.idle().takeAllProcessors(runtime.nowNs());
    if (awaited == 0) {
      return true;
    }
    Goroutine goroutine = machine.goroutine;
    assert goroutine != null : "nobody stops the world";
    runtime.population().charge(goroutine, TimeAccount.STOPPED, runtime.nowNs());
    machine.waiting = Machine.Waiting.FOR_OTHERS;
    runtime.cpu().sleep(machine.thread);
    return false;
  }

  /**
   * The running {@code machine} gives its P up, with what it runs or has found. Source: {@code
   * gcstopm}.
   */
  void stopped(Machine machine) {
    Processor p = machine.processor;
    assert p != null : "stops without a P";
    requeue(p, machine.goroutine);
    requeue(p, machine.found);
    machine.goroutine = null;
    machine.found = null;
    machine.burst.forgive();
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

  private void requeue(Processor p, @Nullable Goroutine goroutine) {
    if (goroutine == null) {
      return;
    }
    if (goroutine.status() == GoroutineStatus.RUNNING) {
      runtime.population().runnable(goroutine, runtime.nowNs());
    }
    runtime.queues().putNext(p, goroutine);
  }

  /**
   * Starts the world again: Ps with goroutines get an M, then those that {@code background} wants;
   * the others are idle.
   */
  void start(BackgroundWork background) {
    Machine machine = stopper;
    assert machine != null && awaited == 0 : "the world is not stopped";
    stopper = null;
    netpoll.injectReady();
    for (Processor p : processors) {
      if (p.machine == null && p.hasLocalWork()) {
        runtime.machines().start(p, false);
      }
    }
    for (Processor p : processors) {
      if (p.machine == null) {
        startOrIdle(p, background.forProcessor(p.id));
      }
    }
    runtime.machines().wakeOne(runtime.nowNs());
  }

  private void startOrIdle(Processor p, @Nullable Goroutine worker) {
    if (worker == null) {
      runtime.idle().put(p, runtime.nowNs());
      return;
    }
    runtime.population().runnable(worker, runtime.nowNs());
    Machine machine = runtime.machines().prepare(p, false);
    machine.found = worker;
    runtime.cpu().wake(machine.thread);
  }
}
