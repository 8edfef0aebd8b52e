package headroom.behaviour;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.engine.ReplicationRunner;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.TimeAccount;
import headroom.model.go.WaitReason;
import headroom.model.go.collector.Collector;
import headroom.model.go.collector.CollectorObserver;
import headroom.model.go.collector.MemorySettings;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.scheduler.SchedulerStreams;
import headroom.model.kernel.CpuScheduler;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A runtime with cores and goroutines but no service, and a record of who computed when. */
public final class RuntimeHarness implements ReplicationBody {
  /** One microsecond, ns. */
  public static final long US = 1_000;

  /** One millisecond, ns. */
  public static final long MS = 1_000_000;

  /**
   * The reference machine without what no behaviour is about: core time that sysmon's ticks, other
   * processes and a client take.
   */
  public static final CostProfile REFERENCE =
      CostProfile.reference()
          .with(Cost.OS_WAKE_CPU, 0)
          .with(Cost.CPU_STRETCH, 1)
          .with(Cost.HOST_FOREIGN_SHARE, 0)
          .with(Cost.PEER_CPU, 0);

  /** {@link #REFERENCE}, where every wake-up of a thread takes 59 us, however long it slept. */
  public static final CostProfile EVEN_WAKE_UPS =
      REFERENCE.with(Cost.OS_WAKE_COLDNESS, 0).with(Cost.OS_WAKE_CV, 0).with(Cost.GO_COLD_START, 0);

  /** A goroutine held a P and a core without a break; {@code then} is its account afterwards. */
  public record Stretch(Goroutine goroutine, long startNs, long endNs, @Nullable TimeAccount then) {
    /** Its length, ns. */
    public long lengthNs() {
      return endNs - startNs;
    }
  }

  private final MachineSettings machine;
  private final RuntimeSettings settings;
  private final CostProfile costs;
  private final long seed;
  private final Consumer<RuntimeHarness> program;
  private final List<Goroutine> goroutines = new ArrayList<>();
  private final List<Long> runningSinceNs = new ArrayList<>();
  private final List<Runnable> actions = new ArrayList<>();
  private final List<Runnable> checks = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<Long> schedulingLatencyNs = new ArrayList<>();
  private final KeyedStream draws;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private HeadroomSimulator simulator;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private Scheduler scheduler;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private Collector collector;

  private MemorySettings memory = MemorySettings.SMALL;
  private CollectorObserver collectorObserver = CollectorObserver.NOBODY;

  private RuntimeHarness(
      MachineSettings machine,
      RuntimeSettings settings,
      CostProfile costs,
      long seed,
      Consumer<RuntimeHarness> program) {
    this.machine = machine;
    this.settings = settings;
    this.costs = costs;
    this.seed = seed;
    this.program = program;
    draws = KeyedStream.of(seed, 0, "harness").at(0, 0);
  }

  /** Runs {@code program}, which makes the goroutines, for {@code lengthNs}; seed 1. */
  public static RuntimeHarness run(
      int cores,
      int gomaxprocs,
      CostProfile costs,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    return run(new MachineSettings(cores), gomaxprocs, costs, lengthNs, program);
  }

  /** The same on a machine that may have a CPU quota. */
  public static RuntimeHarness run(
      MachineSettings machine,
      int gomaxprocs,
      CostProfile costs,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    return run(machine, gomaxprocs, costs, 1, lengthNs, program);
  }

  /** The same with another seed. */
  public static RuntimeHarness run(
      MachineSettings machine,
      int gomaxprocs,
      CostProfile costs,
      long seed,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    RuntimeHarness harness = new RuntimeHarness(machine, ps(gomaxprocs), costs, seed, program);
    ReplicationRunner.run(number -> harness, 0, 1, 0, lengthNs);
    return harness;
  }

  /** The same with a heap that is {@code memory}, whose cycles {@code observer} is told of. */
  public static RuntimeHarness run(
      MachineSettings machine,
      int gomaxprocs,
      CostProfile costs,
      MemorySettings memory,
      CollectorObserver observer,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    return run(machine, ps(gomaxprocs), costs, memory, observer, lengthNs, program);
  }

  /** The same of a Go release whose GOMAXPROCS may follow the CPU limit. */
  public static RuntimeHarness run(
      MachineSettings machine,
      RuntimeSettings settings,
      CostProfile costs,
      MemorySettings memory,
      CollectorObserver observer,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    RuntimeHarness harness = new RuntimeHarness(machine, settings, costs, 1, program);
    harness.memory = memory;
    harness.collectorObserver = observer;
    ReplicationRunner.run(number -> harness, 0, 1, 0, lengthNs);
    return harness;
  }

  private static RuntimeSettings ps(int gomaxprocs) {
    return new RuntimeSettings("1.26", gomaxprocs);
  }

  /** An event that what is tested may plan. */
  public Appointment appointment(int kind, int subject) {
    return new Appointment(simulator, kind, subject);
  }

  /** The runtime. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** The collector. */
  public Collector collector() {
    return collector;
  }

  /** The runtime with its collector. */
  public GoRuntime runtime() {
    return new GoRuntime(scheduler, collector);
  }

  /** The simulated time, ns. */
  public long now() {
    return simulator.now();
  }

  /** A goroutine at the tail of the global queue; nobody is woken for it. */
  public Goroutine runnable(GoroutineBody body) {
    Goroutine goroutine = dead(body);
    scheduler.bornRunnable(goroutine);
    return goroutine;
  }

  /** A goroutine that waits on the network until somebody makes it ready. */
  public Goroutine onNetwork(GoroutineBody body) {
    Goroutine goroutine = dead(body);
    scheduler.bornParked(goroutine, WaitReason.IO_WAIT);
    return goroutine;
  }

  /** A goroutine to be started with {@link Scheduler#ready}. */
  public Goroutine dead(GoroutineBody body) {
    Goroutine goroutine = scheduler.newGoroutine(body);
    goroutines.add(goroutine);
    runningSinceNs.add(-1L);
    return goroutine;
  }

  /** Does {@code action} at {@code timeNs}, from outside of the runtime. */
  public void at(long timeNs, Runnable action) {
    simulator.schedule(timeNs, EventOrder.ARRIVAL, actions.size());
    actions.add(action);
  }

  /** Does {@code check} after every event. */
  public void always(Runnable check) {
    checks.add(check);
  }

  /** A draw, uniform between {@code low} and {@code high}, each time it is asked. */
  public LongSupplier uniform(long low, long high) {
    return () -> low + Math.round((high - low) * draws.nextOpen());
  }

  /** Who computed when, in the order of the ends. */
  public List<Stretch> stretches() {
    return stretches;
  }

  /** How long each goroutine that was run had been runnable, in the order of the runs. */
  public List<Long> schedulingLatencyNs() {
    return schedulingLatencyNs;
  }

  /** The stretches that began at {@code fromNs} or later. */
  public List<Stretch> stretchesFrom(long fromNs) {
    return stretches.stream().filter(stretch -> stretch.startNs() >= fromNs).toList();
  }

  @Override
  public void construct(HeadroomSimulator owner) {
    simulator = owner;
    scheduler =
        new Scheduler(
            settings,
            machine,
            costs,
            owner,
            schedulingLatencyNs::add,
            new SchedulerStreams(
                new CpuScheduler.Draws(
                    KeyedStream.of(seed, 0, "os.wake"), KeyedStream.of(seed, 0, "os.quota")),
                KeyedStream.of(seed, 0, "go.steal"),
                KeyedStream.of(seed, 0, "go.sysmon")));
    collector = new Collector(scheduler, owner, memory, costs, collectorObserver);
    program.accept(this);
    collector.start();
    scheduler.start();
  }

  @Override
  public void handle(int kind, int subject) {
    if (!scheduler.handle(kind, subject) && !collector.handle(kind, subject)) {
      actions.get(subject).run();
    }
    scheduler.cpu().everyBurstHasAnEnd();
    record();
    checks.forEach(Runnable::run);
  }

  /** A goroutine that runs since another time than after the last event began a new stretch. */
  private void record() {
    for (int i = 0; i < goroutines.size(); i++) {
      Goroutine goroutine = goroutines.get(i);
      long since = runningSinceNs.get(i);
      boolean runs = goroutine.account() == TimeAccount.RUNNING;
      if (since >= 0 && (!runs || goroutine.sinceNs() != since)) {
        stretches.add(new Stretch(goroutine, since, now(), goroutine.account()));
        since = -1;
      }
      runningSinceNs.set(i, runs ? (Long) goroutine.sinceNs() : (Long) since);
    }
  }

  @Override
  public void warmedUp() {}

  @Override
  public void ended() {}

  @Override
  public Map<String, Double> outputs() {
    return Map.of();
  }
}
