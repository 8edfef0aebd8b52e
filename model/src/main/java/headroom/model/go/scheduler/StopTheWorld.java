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
  private final Processors processors;
  private final Netpoll netpoll;
  private final SystemCalls calls;
  private final long signalNs;

  /** Whose goroutine has asked for it; null while the world runs. */
  private @Nullable OsThread stopper;

  /** Ps that have not stopped yet. */
  private int awaited;

  StopTheWorld(
      RuntimeState runtime,
      CostProfile costs,
      Processors processors,
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

  /** Whether {@code m} may not go on with its P. */
  boolean stops(OsThread m) {
    return stopper != null && stopper != m;
  }

  /**
   * Whether {@code m} stops the world, or has: it keeps its P until the world runs again. Source:
   * {@code m.locks} in {@code mgc.go:gcStart}, {@code gcMarkDone}; {@code m.preemptoff}.
   */
  boolean isBy(OsThread m) {
    return stopper == m;
  }

  /**
   * The goroutine of {@code m} stops the world; returns false if it has to wait for that, and then
   * its thread sleeps. One at a time.
   */
  boolean stop(OsThread m) {
    assert stopper == null : "the world is stopped twice";
    stopper = m;
    awaited = 0;
    for (Processor p : processors.all) {
      if (p.isInCall()) {
        calls.takeProcessor(p);
      } else if (p.m != null && p.m != m) {
        awaited++;
        p.cut.planBy(runtime.nowNs() + signalNs);
      }
    }
    runtime.idle().takeAllProcessors(runtime.nowNs());
    if (awaited == 0) {
      return true;
    }
    Goroutine goroutine = m.goroutine;
    assert goroutine != null : "nobody stops the world";
    runtime.population().charge(goroutine, TimeAccount.STOPPED, runtime.nowNs());
    m.waiting = OsThread.Waiting.FOR_OTHERS;
    runtime.cpu().sleep(m.thread);
    return false;
  }

  /**
   * The running {@code m} gives its P up, with what it runs or has found. Source: {@code gcstopm}.
   */
  void stopped(OsThread m) {
    Processor p = m.processor;
    assert p != null : "stops without a P";
    requeue(p, m.goroutine);
    requeue(p, m.found);
    m.goroutine = null;
    m.found = null;
    m.burst.forgive();
    if (m.spinning) {
      runtime.idle().stopSpinning(m);
    }
    runtime.threads().release(m);
    runtime.threads().park(m);
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
   * The world is stopped, and {@code number} Ps are in use when it starts again. Those that are not
   * any more leave what they have to others, and who has stopped the world may have to go on with
   * another P. Source: {@code proc.go:procresize}.
   */
  void resize(int number) {
    OsThread m = stopper;
    assert m != null && awaited == 0 : "the world is not stopped";
    if (m.p().id >= number) {
      runtime.threads().release(m);
      runtime.threads().acquire(m, processors.all[0]);
    }
    for (int i = number; i < processors.count(); i++) {
      runtime.queues().dissolve(processors.all[i], m.p());
    }
    processors.become(number, runtime.nowNs());
  }

  /**
   * Starts the world again: Ps with goroutines get an M, then those that {@code background} wants;
   * the others are idle.
   */
  void start(BackgroundWork background) {
    OsThread m = stopper;
    assert m != null && awaited == 0 : "the world is not stopped";
    stopper = null;
    netpoll.injectReady();
    int count = processors.count();
    for (int i = 0; i < count; i++) {
      Processor p = processors.all[i];
      if (p.m == null && p.hasLocalWork()) {
        runtime.threads().start(p, false);
      }
    }
    for (int i = 0; i < count; i++) {
      Processor p = processors.all[i];
      if (p.m == null) {
        startOrIdle(p, background.forProcessor(p.id));
      }
    }
    runtime.threads().wakeOne(runtime.nowNs());
  }

  private void startOrIdle(Processor p, @Nullable Goroutine worker) {
    if (worker == null) {
      runtime.idle().put(p, runtime.nowNs());
      return;
    }
    runtime.population().runnable(worker, runtime.nowNs());
    OsThread m = runtime.threads().prepare(p, false);
    m.found = worker;
    runtime.cpu().wake(m.thread);
  }
}
