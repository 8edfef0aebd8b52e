package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;

/**
 * The goroutines of the runtime itself, and what they may ask of the scheduler beyond what a
 * program may. They count as nobody's; their numbers are negative, since they wait for no event of
 * their own.
 */
public final class SystemGoroutines {
  private final RuntimeState runtime;
  private final WorkSearch search;
  private final Netpoll netpoll;
  private final Processors processors;
  private final StopTheWorld world;
  private final LimitWatch limit;
  private final List<Goroutine> all = new ArrayList<>();

  SystemGoroutines(
      RuntimeState runtime,
      WorkSearch search,
      Netpoll netpoll,
      Processors processors,
      StopTheWorld world,
      LimitWatch limit) {
    this.runtime = runtime;
    this.search = search;
    this.netpoll = netpoll;
    this.processors = processors;
    this.world = world;
    this.limit = limit;
  }

  /** Before the start: one that is parked for {@code reason}. */
  public Goroutine add(GoroutineBody body, WaitReason reason) {
    Goroutine goroutine = new Goroutine(-1 - all.size(), body);
    all.add(goroutine);
    runtime.population().waits(goroutine, reason, runtime.nowNs());
    return goroutine;
  }

  /** Before the start: the Ps do {@code work} beside the program's goroutines. */
  public void setBackground(BackgroundWork work) {
    search.setBackground(work);
  }

  /**
   * Makes a parked goroutine runnable at the tail of the waker's run queue. Source: {@code
   * proc.go:ready} without next.
   */
  public void readyLast(Goroutine goroutine) {
    runtime.population().runnable(goroutine, runtime.nowNs());
    runtime.queues().putLast(runtime.threads().runningProcessor(), goroutine);
    runtime.threads().wakeOne(runtime.nowNs());
  }

  /** An idle P, if there is one, gets an M that looks for work. Source: {@code proc.go:wakep}. */
  public void wakeProcessor() {
    runtime.threads().wakeOne(runtime.nowNs());
  }

  /** All goroutines in the run queue of the running one's P go to the global queue. */
  public void drainRunQueue() {
    runtime.queues().drain(runtime.threads().runningProcessor());
  }

  /**
   * Whether the P of the running goroutine has another one to run, the network included. Source:
   * {@code proc.go:pollWork}.
   */
  public boolean pollWork() {
    Processor p = runtime.threads().runningProcessor();
    return !runtime.queues().global.isEmpty() || p.hasLocalWork() || netpoll.inject(p);
  }

  /** Whether a goroutine is in the run queue of the running one's P, or in the global one. */
  public boolean othersWait() {
    return !runtime.queues().global.isEmpty()
        || runtime.threads().runningProcessor().hasLocalWork();
  }

  /** A parked goroutine goes to the global queue, by whom does not matter: {@code injectglist}. */
  public void inject(Goroutine goroutine) {
    runtime.population().runnable(goroutine, runtime.nowNs());
    runtime.queues().global.addLast(goroutine);
    runtime.threads().wakeOne(runtime.nowNs());
  }

  /** When sysmon next looks at what it is asked for: its first tick after now. */
  public long nextMonitorTickNs() {
    return runtime.monitor().firstTickFrom(runtime.nowNs() + 1);
  }

  /**
   * The kernel interrupts every core that runs another thread of the process, for {@code ns} each;
   * returns whether there is one. Those of Go's code pay when they next begin to compute.
   */
  public boolean interruptOthers(double ns) {
    OsThread self = runtime.threads().running();
    boolean some = false;
    for (OsThread m : runtime.threads().all()) {
      if (m != self && m.thread.isRunning()) {
        some = true;
        if (m.isComputingGo()) {
          m.burst.owe(Math.round(ns));
        }
      }
    }
    return some;
  }

  /** Time that Ps have been idle up to now, summed over Ps, ns. */
  public long idleProcessorNs() {
    return runtime.idle().idleNs(runtime.nowNs());
  }

  /** Whether some P is runtime.idle(). */
  public boolean hasIdleProcessor() {
    return runtime.idle().hasProcessor();
  }

  /** Ps in use now. */
  public int gomaxprocs() {
    return processors.count();
  }

  /** The most Ps that are in use at any time. */
  public int mostProcessors() {
    return processors.all.length;
  }

  /** Time of all Ps up to now, ns. Source: {@code mstats.go:cpuStats.TotalTime}. */
  public long processorNs() {
    return processors.timeNs(runtime.nowNs());
  }

  /** Whether the program changes GOMAXPROCS as the CPU limit changes. */
  public boolean followsLimit() {
    return limit.isOn();
  }

  /** Before the start: sysmon readies {@code updater} when the CPU limit asks for other Ps. */
  public void watchLimit(Goroutine updater) {
    limit.begin(updater);
  }

  /** How many Ps the CPU limit asked for when sysmon looked last. */
  public int wantedProcessors() {
    return limit.wanted();
  }

  /** The world, which the running goroutine has stopped, starts with {@code number} Ps. */
  public void startTheWorldWith(int number) {
    world.resize(number);
    world.start(search.background());
  }

  /** The P of the running goroutine. */
  public int currentProcessorId() {
    return runtime.threads().runningProcessor().id;
  }

  /** What the running goroutine does on a core is counted by what its code says from now on. */
  public void accountChanged(Goroutine goroutine) {
    runtime.population().runs(goroutine, runtime.nowNs());
  }

  List<Goroutine> all() {
    return all;
  }
}
