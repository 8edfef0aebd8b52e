package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.kernel.CpuScheduler;
import headroom.model.random.KeyedStream;
import org.jspecify.annotations.Nullable;

/**
 * What an M with a P runs next. The order of {@code runtime/proc.go:findRunnable} is kept step by
 * step: own timers, mark workers, the global queue every 61st time, runnext and local queue, global
 * queue, network, stealing, idle marking; then the P is given up and the M polls the network or
 * parks.
 *
 * <p>Left out: the trace reader, finalizers, safe-point functions. The cost of looking is part of a
 * thread's wake-up; four passes over the other Ps are one, since nothing changes between them in
 * simulated time.
 */
final class WorkSearch {
  /** The place where a search begins has 20 random bits. */
  private static final int START_SHIFT = Long.SIZE - 20;

  private final Scheduler scheduler;
  private final HeadroomSimulator simulator;
  private final RunQueues queues;
  private final IdleLists idle;
  private final Netpoll netpoll;
  private final CpuScheduler cpu;
  private final Population population;
  private final KeyedStream stream;
  private final long runNextStealWaitNs;
  private BackgroundWork background = BackgroundWork.NONE;
  private long draws;

  WorkSearch(
      Scheduler scheduler,
      RuntimeState runtime,
      CostProfile costs,
      Netpoll netpoll,
      KeyedStream stream) {
    this.scheduler = scheduler;
    this.netpoll = netpoll;
    this.stream = stream;
    simulator = runtime.simulator();
    queues = runtime.queues();
    idle = runtime.idle();
    cpu = runtime.cpu();
    population = runtime.population();
    runNextStealWaitNs = costs.ns(Cost.GO_RUNNEXT_STEAL_WAIT) + costs.ns(Cost.OS_SLEEP_OVERHEAD);
  }

  /** The Ps do {@code work} beside the program's goroutines. */
  void setBackground(BackgroundWork work) {
    background = work;
  }

  BackgroundWork background() {
    return background;
  }

  /**
   * The goroutine to run on {@code m}; null if there is none, and then the thread no longer runs.
   */
  @Nullable Goroutine findRunnable(OsThread m) {
    while (true) {
      Processor p = m.processor;
      if (p == null) {
        throw new IllegalStateException("an M looks for work without a P");
      }
      Goroutine found = findOnOwnBehalf(m, p);
      if (found != null) {
        return found;
      }
      if (m.spinning || idle.mayspin()) {
        if (!m.spinning) {
          m.spinning = true;
          idle.spinning++;
        }
        found = queues.areEmpty() ? null : queues.stealHalf(p, stealStart());
        if (found != null) {
          return found;
        }
        Processor late = queues.withDueTimer(p, simulator.now());
        if (late != null) {
          runTimers(late, p);
          continue;
        }
        Processor waiting = queues.withOnlyRunNext(p, 0);
        if (waiting != null && waiting.isInCall()) {
          return queues.stealRunNext(waiting);
        }
        if (waiting != null) {
          m.waiting = OsThread.Waiting.TO_STEAL_RUNNEXT;
          cpu.sleepFor(m.thread, runNextStealWaitNs);
          return null;
        }
      }
      found = wakeWorker(background.whenIdle(p.id));
      if (found != null) {
        return found;
      }
      if (!netpoll.becomeIdle(m)) {
        return null;
      }
    }
  }

  /**
   * The short sleep is over: takes the runnext of a busy P if one is still there. Source: {@code
   * proc.go:runqgrab}.
   */
  void tryStealRunNext(OsThread m) {
    Processor p = m.processor;
    assert p != null : "steals without a P";
    Processor victim = queues.withOnlyRunNext(p, stealStart());
    if (victim != null && !p.hasLocalWork()) {
      m.found = queues.stealRunNext(victim);
    }
  }

  private @Nullable Goroutine findOnOwnBehalf(OsThread m, Processor p) {
    m.inheritsSlice = false;
    Goroutine found = m.found;
    if (found != null) {
      m.found = null;
      return found;
    }
    runTimers(p, p);
    found = wakeWorker(background.forProcessor(p.id));
    if (found != null) {
      return found;
    }
    found = queues.takeFairly(p);
    if (found != null) {
      return found;
    }
    found = queues.takeNext(p);
    if (found != null) {
      m.inheritsSlice = true;
      return found;
    }
    found = queues.takeLocal(p);
    if (found != null) {
      return found;
    }
    if (!queues.global.isEmpty()) {
      return queues.takeGlobalBatch(p);
    }
    return netpoll.pollFor(p);
  }

  private @Nullable Goroutine wakeWorker(@Nullable Goroutine worker) {
    if (worker != null) {
      population.runnable(worker, simulator.now());
    }
    return worker;
  }

  /** Fires what is due on {@code owner}; its goroutines become runnable on {@code p}. */
  private void runTimers(Processor owner, Processor p) {
    Goroutine due = queues.takeDue(owner, simulator.now());
    while (due != null) {
      scheduler.ready(due, p);
      due = queues.takeDue(owner, simulator.now());
    }
  }

  private int stealStart() {
    return (int) (stream.numbered(draws++) >>> START_SHIFT);
  }
}
