package headroom.model.go.scheduler;

import static headroom.model.metrics.MetricName.go;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.EventLayer;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.ExitCause;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.ProcessExit;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.Timer;
import headroom.model.go.WaitReason;
import headroom.model.go.stack.StackMemory;
import headroom.model.kernel.CpuScheduler;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs goroutines on Ms that hold Ps. This class is what a goroutine may ask of the runtime; the
 * life of an M is {@link Dispatcher}, who runs next is {@link WorkSearch}, the network is {@link
 * Netpoll}. Source: {@code runtime/proc.go}.
 */
public final class Scheduler implements EventLayer {
  private final HeadroomSimulator simulator;
  private final Processors processors;
  private final List<Goroutine> goroutines = new ArrayList<>();
  private final StackMemory stacks;
  private final Population population;
  private final RunQueues queues;
  private final IdleLists idle;
  private final SystemMonitor monitor;
  private final CpuScheduler cpu;
  private final OsThreads threads;
  private final ExitReport exits;
  private final SystemCalls calls;
  private final LockedThreads locked;
  private final StopTheWorld world;
  private final Netpoll netpoll;
  private final Timers timers;
  private final WorkSearch search;
  private final Dispatcher dispatcher;
  private final WorkConservation conservation;
  private final int cores;
  private final Network network;
  private final LimitWatch limit;
  private final SystemGoroutines system;

  /** A runtime with all Ps idle. */
  public Scheduler(
      RuntimeSettings runtime,
      MachineSettings machine,
      CostProfile costs,
      HeadroomSimulator simulator,
      SchedulerObserver observer,
      SchedulerStreams streams) {
    this.simulator = simulator;
    int most = DefaultProcessors.most(runtime, machine);
    processors = new Processors(runtime.gomaxprocs(), most, simulator);
    stacks = new StackMemory(costs);
    population = new Population(stacks);
    queues = new RunQueues(processors);
    idle = new IdleLists(processors);
    monitor = new SystemMonitor(costs, machine.cores(), streams.sysmon(), idle::allIdleSinceNs);
    cpu = CpuScheduler.of(machine, costs, simulator, monitor, streams.cpu());
    exits = new ExitReport(simulator, population);
    threads = new OsThreads(idle, monitor, cpu, exits);
    conservation = new WorkConservation(costs, most, machine, idle, cpu.quota());
    RuntimeState state =
        new RuntimeState(simulator, population, queues, idle, monitor, cpu, threads, conservation);
    netpoll = new Netpoll(state, costs, processors);
    cores = machine.cores();
    timers = new Timers(this, simulator, queues, netpoll, costs.value(Cost.GO_POLL) == 0);
    TimeSlices slices = new TimeSlices(state, costs, processors, machine);
    calls = new SystemCalls(state, processors, netpoll, slices);
    world = new StopTheWorld(state, costs, processors, netpoll, calls);
    locked = new LockedThreads(state, calls);
    search = new WorkSearch(this, state, costs, netpoll, streams.steal());
    SafePoints safePoints = new SafePoints(state, costs, processors, calls);
    dispatcher =
        new Dispatcher(
            state,
            costs,
            observer,
            search,
            slices,
            new Dispatcher.Stops(netpoll, calls, locked, world, safePoints));
    threads.attach(dispatcher);
    network = new Network(this, state, costs, netpoll, machine.cores());
    limit = new LimitWatch(state, processors, runtime, machine);
    system = new SystemGoroutines(state, search, netpoll, processors, world, limit);
  }

  /** The simulated time, ns. */
  public long now() {
    return simulator.now();
  }

  /** A new goroutine that is not alive yet. */
  public Goroutine newGoroutine(GoroutineBody body) {
    Goroutine goroutine = new Goroutine(goroutines.size(), body);
    goroutines.add(goroutine);
    return goroutine;
  }

  /**
   * The program starts: one M looks for work, runs the goroutines that are runnable, and becomes
   * the poller.
   */
  public void start() {
    threads.start(idle.takeProcessor(monitor, now()), false);
  }

  /** Before the start: {@code goroutine} is alive and parked; who will ready it knows it. */
  public void bornParked(Goroutine goroutine, WaitReason reason) {
    population.waits(goroutine, reason, now());
    if (reason == WaitReason.IO_WAIT) {
      netpoll.park();
    }
  }

  /**
   * Before the start: {@code goroutine}, which is parked, is wired to a thread of its own. Source:
   * {@code proc.go:LockOSThread}.
   */
  public void lockToThread(Goroutine goroutine) {
    locked.lock(goroutine);
  }

  /** Before the start: {@code goroutine} is alive and runnable. */
  public void bornRunnable(Goroutine goroutine) {
    population.runnable(goroutine, now());
    queues.global.addLast(goroutine);
  }

  /**
   * Makes a parked goroutine, or a dead one ({@code go f()}), runnable: it becomes the runnext of
   * the waker's P. Source: {@code proc.go:ready}, {@code newproc}.
   */
  public void ready(Goroutine goroutine) {
    ready(goroutine, threads.runningProcessor());
  }

  /**
   * Makes a parked goroutine runnable on {@code p}, whose M runs. Source: {@code proc.go:ready}.
   */
  void ready(Goroutine goroutine, Processor p) {
    population.runnable(goroutine, now());
    queues.putNext(p, goroutine);
    threads.wakeOne(now());
  }

  /** Parks the running goroutine for {@code reason}; whoever will ready it must know it. */
  public void park(Goroutine goroutine, WaitReason reason) {
    assert goroutine.isOnCore() : "parked while it does not run";
    population.waits(goroutine, reason, now());
    if (reason == WaitReason.IO_WAIT) {
      netpoll.park();
    }
  }

  /**
   * Parks the running goroutine on a timer for {@code durationNs}. Source: {@code
   * time.go:timeSleep}.
   */
  public void sleep(Goroutine goroutine, long durationNs) {
    park(goroutine, WaitReason.SLEEP);
    startTimer(goroutine.sleepTimer(), now() + durationNs);
  }

  /**
   * The running goroutine starts {@code timer}, which readies its goroutine at {@code dueNs}.
   * Source: {@code time.go:newTimer}.
   */
  public void startTimer(Timer timer, long dueNs) {
    timers.start(timer, dueNs, threads.runningProcessor());
  }

  /** Stops {@code timer}; does nothing if it is not pending. */
  public void stopTimer(Timer timer) {
    timers.stop(timer);
  }

  @Override
  public boolean handle(int kind, int subject) {
    switch (kind) {
      case RuntimeEvents.NETWORK_READY -> network.onReady(goroutines.get(subject));
      case RuntimeEvents.POLL_TIMEOUT -> netpoll.onTimeout();
      case RuntimeEvents.SYSCALL_RETURN -> calls.onReturn(threads.get(subject));
      case RuntimeEvents.PREEMPTION -> dispatcher.onPreemption(processors.all[subject]);
      case RuntimeEvents.SYSMON_POLL -> netpoll.onSysmonPoll();
      case RuntimeEvents.SYSMON_RETAKE -> calls.onRetake(processors.all[subject]);
      case RuntimeEvents.TIMER -> timers.onDue();
      case RuntimeEvents.SYSMON_LIMIT -> limit.onLook();
      default -> {
        return cpu.handle(kind, subject);
      }
    }
    return true;
  }

  /**
   * The running goroutine blocks its thread in the kernel for {@code durationNs}; it goes on when
   * the thread has woken up and has a P. To be followed by {@link GoroutineBody.Action#SYSCALL}.
   * Source: {@code proc.go:entersyscall}.
   */
  public void systemCall(Goroutine goroutine, long durationNs) {
    calls.ask(goroutine, durationNs, false);
  }

  /**
   * The thread of the running goroutine computes in C for {@code cpuNs} on a core, with or without
   * a P. To be followed by {@link GoroutineBody.Action#SYSCALL}. Source: {@code cgocall.go}.
   */
  public void cgoCall(Goroutine goroutine, long cpuNs) {
    calls.ask(goroutine, cpuNs, true);
  }

  /**
   * Starts the world that the running goroutine has stopped, see {@link
   * GoroutineBody.Action#STOP_THE_WORLD}.
   */
  public void startTheWorld() {
    world.start(search.background());
  }

  /**
   * Whether all goroutines are asleep for good: no M runs, is in a call or polls the network, and
   * no timer is pending. Source: {@code proc.go:checkdead}.
   */
  public boolean isDeadlocked() {
    return threads.allIdle()
        && population.alive() > 0
        && !netpoll.hasWaiters()
        && !timers.isAnyPending();
  }

  /** The process ends by {@code cause}. */
  public void exit(ExitCause cause) {
    exits.report(cause);
  }

  /** What ended the process; null while nothing has. */
  public @Nullable ProcessExit processExit() {
    return exits.exit();
  }

  /**
   * Whether the running goroutine may spin for a lock: its holder may be running, and nobody waits
   * for this P. Source: {@code proc.go:internal_sync_runtime_canSpin}.
   */
  public boolean canSpin() {
    return cores > 1 && threads.runningIsAlone(processors.count());
  }

  /** Registers what the scheduler, the stacks and the cores count. */
  public void register(RuntimeMetrics metrics) {
    population.register(metrics);
    metrics.gauge(go("/sched/gomaxprocs:threads"), processors::count);
    threads.register(metrics);
    metrics.counter(MetricNames.PREEMPTIONS, dispatcher::preemptions);
    metrics.counter(MetricNames.STEALS, queues::steals);
    stacks.register(metrics);
    cpu.register(metrics);
  }

  /** The cores. */
  public CpuScheduler cpu() {
    return cpu;
  }

  /** The stacks of all goroutines. */
  public StackMemory stacks() {
    return stacks;
  }

  /** Threads created so far: Ms and sysmon. */
  public int threads() {
    return threads.count();
  }

  /** Slices cut so far. */
  public long preemptions() {
    return dispatcher.preemptions();
  }

  /** Messages and those who wait for them. */
  public Network network() {
    return network;
  }

  /** What the runtime's own goroutines ask. */
  public SystemGoroutines system() {
    return system;
  }

  /**
   * Whether each goroutine is in one place and none has been forgotten beside an idle P. For
   * assertions at the end of a run: looks at all goroutines.
   *
   * @throws AssertionError if not, saying which
   */
  public boolean isConsistent() {
    return Consistency.holds(this, conservation);
  }

  StopTheWorld world() {
    return world;
  }

  Processors processors() {
    return processors;
  }

  /** All Ms. */
  List<OsThread> allThreads() {
    return threads.all();
  }

  /** All goroutines, dead ones too. */
  List<Goroutine> allGoroutines() {
    return goroutines;
  }

  RunQueues queues() {
    return queues;
  }

  /** How many goroutines there are, and what they do. */
  public Population population() {
    return population;
  }

  /** Goroutines that have been handed to an M which has not run since. */
  int handedOver() {
    return threads.handedOver();
  }

  IdleLists idle() {
    return idle;
  }
}
