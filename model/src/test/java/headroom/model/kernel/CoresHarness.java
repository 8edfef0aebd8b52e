package headroom.model.kernel;

import headroom.model.cost.CostProfile;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.engine.ReplicationRunner;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Cores with threads on them that compute one burst each time they are woken, and no runtime. */
final class CoresHarness implements ReplicationBody, ThreadRunner {
  private final MachineSettings machine;
  private final CostProfile costs;
  private final StolenTime stolen;
  private final Consumer<CoresHarness> program;
  private final List<Runnable> actions = new ArrayList<>();
  private final List<Long> burstNs = new ArrayList<>();

  /** What the threads were told: time in us, what, thread. */
  final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private HeadroomSimulator simulator;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  CpuScheduler cpu;

  private CoresHarness(
      MachineSettings machine,
      CostProfile costs,
      StolenTime stolen,
      Consumer<CoresHarness> program) {
    this.machine = machine;
    this.costs = costs;
    this.stolen = stolen;
    this.program = program;
  }

  static CoresHarness run(
      int cores, CostProfile costs, long lengthNs, Consumer<CoresHarness> program) {
    return run(cores, costs, (fromNs, toNs, core, coreFree) -> 0, lengthNs, program);
  }

  static CoresHarness run(
      int cores,
      CostProfile costs,
      StolenTime stolen,
      long lengthNs,
      Consumer<CoresHarness> program) {
    return run(new MachineSettings(cores), costs, stolen, lengthNs, program);
  }

  static CoresHarness run(
      MachineSettings machine,
      CostProfile costs,
      StolenTime stolen,
      long lengthNs,
      Consumer<CoresHarness> program) {
    CoresHarness harness = new CoresHarness(machine, costs, stolen, program);
    ReplicationRunner.run(number -> harness, 0, 1, 0, lengthNs);
    return harness;
  }

  /** A thread that computes for {@code durationNs} each time it is woken, then sleeps. */
  CpuThread thread(long durationNs) {
    burstNs.add(durationNs);
    return cpu.newThread(this, burstNs.size() - 1);
  }

  /** A process on the same machine that computes for {@code perMessageNs} a message. */
  Peer peer(long perMessageNs) {
    return new Peer(cpu, perMessageNs);
  }

  /** The sidecars and neighbours of the machine begin. */
  void startOthers() {
    OtherProcess.all(cpu, machine, name -> KeyedStream.of(1, 0, name), simulator::now)
        .forEach(OtherProcess::start);
  }

  HeadroomSimulator simulator() {
    return simulator;
  }

  void wakeAt(long timeNs, CpuThread thread) {
    at(timeNs, () -> cpu.wake(thread));
  }

  void at(long timeNs, Runnable action) {
    simulator.schedule(timeNs, EventOrder.ARRIVAL, actions.size());
    actions.add(action);
  }

  @Override
  public void construct(HeadroomSimulator owner) {
    simulator = owner;
    CpuScheduler.Draws draws =
        new CpuScheduler.Draws(KeyedStream.of(1, 0, "os.wake"), KeyedStream.of(1, 0, "os.quota"));
    cpu = CpuScheduler.of(machine, costs, owner, stolen, draws);
    program.accept(this);
  }

  @Override
  public void handle(int kind, int subject) {
    if (!cpu.handle(kind, subject)) {
      actions.get(subject).run();
    }
    if (machine.isLimited()) {
      cpu.everyBurstHasAnEnd();
    }
  }

  @Override
  public void running(CpuThread thread) {
    tell("runs", thread);
    cpu.startBurst(thread, burstNs.get(thread.number));
  }

  @Override
  public void burstEnded(CpuThread thread) {
    tell("ends", thread);
    cpu.sleep(thread);
  }

  @Override
  public void descheduled(CpuThread thread) {
    tell("stops", thread);
  }

  @Override
  public void throttled(CpuThread thread) {
    tell("throttled", thread);
  }

  @Override
  public void rescheduled(CpuThread thread) {
    tell("goes on", thread);
  }

  private void tell(String what, CpuThread thread) {
    log.add(simulator.now() / 1_000 + " " + what + " " + thread.number);
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
