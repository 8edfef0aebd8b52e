package headroom.model.go.scheduler;

import headroom.model.go.ExitCause;
import headroom.model.go.Goroutine;
import headroom.model.kernel.CpuScheduler;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All Ms: created when one is wanted and none is idle, then kept. Source: {@code
 * runtime/proc.go:startm}, {@code wakep}, {@code stopm}.
 */
final class OsThreads {
  /** Source: {@code proc.go:schedinit}, {@code checkmcount}. */
  private static final int MAX_THREADS = 10_000;

  private final IdleLists idle;
  private final SystemMonitor monitor;
  private final CpuScheduler cpu;
  private final ExitReport exits;
  private final List<OsThread> all = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // attached before the first thread is made
  private Dispatcher dispatcher;

  /** Parked Ms that are wired to a goroutine. Source: {@code runtime2.go:sched.nmidlelocked}. */
  private int lockedIdle;

  /** The M whose code is being executed; null outside of any. */
  private @Nullable OsThread running;

  OsThreads(IdleLists idle, SystemMonitor monitor, CpuScheduler cpu, ExitReport exits) {
    this.exits = exits;
    this.idle = idle;
    this.monitor = monitor;
    this.cpu = cpu;
  }

  void attach(Dispatcher whoRunsThem) {
    dispatcher = whoRunsThem;
  }

  /** Registers how many threads there are. */
  void register(RuntimeMetrics metrics) {
    metrics.gauge(MetricNames.THREADS, this::count);
  }

  OsThread get(int id) {
    return all.get(id);
  }

  List<OsThread> all() {
    return all;
  }

  /** Threads: Ms and sysmon, which is an M without a P. */
  int count() {
    return all.size() + 1;
  }

  /** Whether no M runs, is in a call, waits in the poller, or is about to. */
  boolean allIdle() {
    return idle.threadCount() + lockedIdle == all.size();
  }

  /**
   * A P that is not used gets an M that looks for work, if none does already. Source: {@code
   * proc.go:wakep}.
   */
  void wakeOne(long nowNs) {
    if (idle.spinning == 0 && idle.hasProcessor()) {
      idle.spinning++;
      start(idle.takeProcessor(monitor, nowNs), true);
    }
  }

  /** Wakes an idle M, or a new one, with {@code p}. Source: {@code proc.go:startm}. */
  void start(@Nullable Processor p, boolean spinning) {
    if (p != null) {
      cpu.wake(prepare(p, spinning).thread);
    }
  }

  /** An idle M, or a new one, that has {@code p} and is still to be woken. */
  OsThread prepare(Processor p, boolean spinning) {
    OsThread m = idle.takeThread();
    if (m == null) {
      m = create();
    }
    acquire(m, p);
    m.spinning = spinning;
    m.waiting = OsThread.Waiting.FOR_WORK;
    return m;
  }

  /** A sleeping M for {@code goroutine} alone. */
  OsThread createLocked(Goroutine goroutine) {
    OsThread m = create();
    m.lockedGoroutine = goroutine;
    lockedIdle++;
    return m;
  }

  /** The sleeping M {@code locked} has {@code p} for its goroutine, and is still to be woken. */
  void prepareLocked(OsThread locked, Processor p) {
    lockedIdle--;
    locked.found = locked.lockedGoroutine;
    acquire(locked, p);
    locked.waiting = OsThread.Waiting.FOR_WORK;
  }

  /**
   * Code of {@code m} is executed from now on; returns whose code goes on after it, for {@link
   * #leave}.
   */
  @Nullable OsThread enter(OsThread m) {
    OsThread outer = running;
    running = m;
    return outer;
  }

  /** The code of {@code outer} goes on. */
  void leave(@Nullable OsThread outer) {
    running = outer;
  }

  /**
   * The M whose code is being executed. Only for calls that come from the program's code, which
   * does not say on which M it runs. Source: {@code runtime: getg().m}.
   */
  OsThread running() {
    OsThread m = running;
    if (m == null) {
      throw new IllegalStateException("no goroutine runs");
    }
    return m;
  }

  /** The P of {@link #running}. */
  Processor runningProcessor() {
    return running().p();
  }

  /** Whether nobody waits for the P of the running M, and another of {@code gomaxprocs} is busy. */
  boolean runningIsAlone(int gomaxprocs) {
    Processor p = running == null ? null : running.processor;
    return p != null && gomaxprocs > idle.processorCount() + idle.spinning + 1 && !p.hasLocalWork();
  }

  /** Goroutines that have been handed to an M which has not run since. */
  int handedOver() {
    int count = 0;
    for (OsThread m : all) {
      count += m.found == null ? 0 : 1;
    }
    return count;
  }

  private OsThread create() {
    OsThreadRunner runner = new OsThreadRunner(dispatcher);
    OsThread m = new OsThread(cpu.newThread(runner, all.size()));
    runner.runs(m);
    all.add(m);
    if (count() > MAX_THREADS) {
      exits.report(new ExitCause.ThreadExhaustion());
    }
    return m;
  }

  void acquire(OsThread m, Processor p) {
    assert p.m == null && m.processor == null : "P or M taken twice";
    m.processor = p;
    p.m = m;
  }

  /** {@code m} gives its P up. Source: {@code proc.go:releasep}. */
  Processor release(OsThread m) {
    Processor p = m.processor;
    assert p != null : "gives up a P that it has not";
    m.processor = null;
    p.m = null;
    p.cut.cancel();
    return p;
  }

  /** The running M has neither P nor work: it sleeps. Source: {@code proc.go:stopm}. */
  void park(OsThread m) {
    putAside(m);
    cpu.sleep(m.thread);
  }

  /** The running M wakes {@code prepared}, which has its P now, and sleeps. */
  void parkAndWake(OsThread m, OsThread prepared) {
    putAside(m);
    cpu.handOver(m.thread, prepared.thread);
  }

  private void putAside(OsThread m) {
    if (m.lockedGoroutine == null) {
      idle.put(m);
    } else {
      lockedIdle++;
    }
  }
}
