package headroom.model;

import headroom.model.client.ClientObserver;
import headroom.model.client.Clients;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.Phase;
import headroom.model.engine.ReplicationBody;
import headroom.model.go.ExitCause;
import headroom.model.go.ProcessExitException;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.scheduler.SchedulerStreams;
import headroom.model.observe.Observation;
import headroom.model.observe.ProgramAccounts;
import headroom.model.observe.Recorder;
import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import headroom.model.service.Request;
import headroom.model.service.RequestSource;
import headroom.model.service.ServerSettings;
import headroom.model.service.Service;
import headroom.model.service.ServiceDescription;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.TraceTable;
import headroom.model.workload.program.Demands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One replication: all layers wired to one simulator, and the switch that hands events to them. */
final class ReplicationWiring implements ReplicationBody {
  /** A request arrives; subject: 0. */
  private static final int ARRIVAL = Phase.ARRIVAL + 1;

  /** The series are sampled; subject: index of the sample. */
  private static final int SAMPLE = Phase.OBSERVATION;

  /** The sample that marks the end of the window. */
  private static final int END_OF_WINDOW = (1 << 24) - 1;

  private final Scenario scenario;
  private final Streams streams;
  private final Simulation.@Nullable RequestListener requests;
  private final Simulation.@Nullable ProgressListener progress;
  private @Nullable Wired wired;
  private @Nullable Observation observation;

  ReplicationWiring(
      Scenario scenario,
      Streams streams,
      Simulation.@Nullable RequestListener requests,
      Simulation.@Nullable ProgressListener progress) {
    this.scenario = scenario;
    this.streams = streams;
    this.requests = requests;
    this.progress = progress;
  }

  /** What the replication showed. */
  Observation observation() {
    if (observation == null) {
      throw new IllegalStateException("the replication has not ended");
    }
    return observation;
  }

  /** The scheduler of the replication, once it is constructed. */
  Scheduler scheduler() {
    return wired().scheduler;
  }

  @Override
  public void construct(HeadroomSimulator simulator) {
    wired = new Wired(simulator);
  }

  @Override
  public void handle(int kind, int subject) {
    wired().handle(kind, subject);
  }

  @Override
  public void warmedUp() {
    wired().warmedUp();
  }

  @Override
  public void ended() {
    observation = wired().observe();
  }

  @Override
  public Map<String, Double> outputs() {
    Observation seen = observation();
    Map<String, Double> outputs = new LinkedHashMap<>();
    outputs.put("latency_ms.mean", seen.latencyNs().getMean() / 1e6);
    outputs.put("latency_ms.p50", seen.latencyNs().getValueAtPercentile(50) / 1e6);
    outputs.put("latency_ms.p99", seen.latencyNs().getValueAtPercentile(99) / 1e6);
    outputs.put("throughput_per_s", seen.completionsInWindow() * 1e9 / seen.windowNs());
    return outputs;
  }

  private Wired wired() {
    if (wired == null) {
      throw new IllegalStateException("an event before the construction");
    }
    return wired;
  }

  /** The layers of one replication. */
  private final class Wired {
    private final HeadroomSimulator simulator;
    private final Recorder recorder;
    private final ProgramAccounts programs;
    private final Scheduler scheduler;
    private final Service service;
    private final Incoming incoming;
    private final Clients clients;
    private final Sampler sampler;
    private final boolean acceptsByTimer;
    private final long endNs = scenario.window().endNs();
    private long busyAtWarmUpNs;
    private long busyAtEndNs;
    private int goroutinesMax;
    private long preemptionsAtWarmUp;
    private long stealsAtWarmUp;
    private long wakeUpsAtWarmUp;
    private boolean windowOver;

    Wired(HeadroomSimulator simulator) {
      this.simulator = simulator;
      List<String> names = scenario.classes().stream().map(RequestClass::name).toList();
      programs = new ProgramAccounts(scenario.window().warmUpNs(), endNs);
      int workers = scenario.server().workers();
      boolean pooled = workers != ServerSettings.UNBOUNDED;
      recorder =
          new Recorder(
              scenario.window().warmUpNs(),
              endNs,
              names,
              pooled ? programs.resource("server", "workers", workers) : null);
      ClientObserver observer =
          requests == null ? recorder : new ListeningObserver(recorder, requests);
      scheduler =
          new Scheduler(
              scenario.runtime(),
              scenario.machine(),
              scenario.costs(),
              simulator,
              recorder,
              new SchedulerStreams(stream("os.wake"), stream("go.steal"), stream("go.sysmon")));
      acceptsByTimer = scenario.server().accept() == ServerSettings.Accept.TIMER;
      @Nullable TraceTable trace =
          scenario.arrivals() instanceof Arrivals.Trace replay ? replay.table() : null;
      incoming = new Incoming(scenario, streams);
      clients =
          new Clients(
              scenario.clients(),
              scenario.arrivals() instanceof Arrivals.ClosedLoop closed ? closed : null,
              simulator,
              new Clients.Observers(recorder, observer),
              new Clients.Draws(stream("backoff"), stream("think")),
              new Clients.Times(incoming.deliveryNs(), endNs));
      service =
          new Service(
              new ServiceDescription(scenario.server(), scenario.classes(), scenario.resources()),
              scenario.costs(),
              scheduler,
              new Service.Observers(clients, programs),
              new Demands(stream("demand"), trace),
              acceptsByTimer ? incoming : null);
      incoming.attach(service);
      clients.attach(service, incoming);
      sampler = new Sampler(scenario.window().sampleTimesNs(), scheduler, recorder);
      begin();
    }

    private KeyedStream stream(String name) {
      return streams.stream(name);
    }

    private void begin() {
      service.start(scenario.process(), scenario.resources());
      scheduler.start();
      clients.start();
      if (!acceptsByTimer) {
        scheduleArrival();
      }
      scheduleSample(0);
      simulator.schedule(endNs, SAMPLE, END_OF_WINDOW);
    }

    void handle(int kind, int subject) {
      try {
        dispatch(kind, subject);
      } catch (ProcessExitException exit) {
        scheduler.exit(exit.exitCause());
      }
      assert scheduler.processExit() != null || scheduler.cpu().everyBurstHasAnEnd()
          : "a thread is stuck";
      if (scheduler.isDeadlocked() && mainIsWaiting()) {
        scheduler.exit(new ExitCause.Deadlock());
      }
      boolean over = windowOver && recorder.inFlight() == 0 && incoming.nextArrivalNs() >= endNs;
      if (over || scheduler.processExit() != null) {
        simulator.finish();
      }
    }

    /**
     * Whether the process can be found dead. A server's main goroutine is in Accept, on the
     * network, whatever the others do. A program that generates its own requests returns from main,
     * which ends the process, when all of them have been answered.
     */
    private boolean mainIsWaiting() {
      return acceptsByTimer
          && (incoming.nextArrivalNs() != RequestSource.NEVER || recorder.inSystem() > 0);
    }

    private void dispatch(int kind, int subject) {
      if (scheduler.handle(kind, subject) || clients.handle(kind, subject)) {
        return;
      }
      switch (kind) {
        case ARRIVAL -> arrive();
        case SAMPLE -> sample(subject);
        default -> throw new IllegalStateException("unknown kind of event " + kind);
      }
    }

    void warmedUp() {
      recorder.warmedUp();
      programs.warmedUp();
      sampler.begin();
      busyAtWarmUpNs = scheduler.cpu().busyNs();
      preemptionsAtWarmUp = scheduler.preemptions();
      stealsAtWarmUp = scheduler.steals();
      wakeUpsAtWarmUp = scheduler.cpu().wakeUps();
    }

    Observation observe() {
      assert scheduler.processExit() != null || scheduler.isConsistent() : "goroutines are lost";
      if (!windowOver) { // the process has crashed
        endWindow();
      }
      offerThoseNotYetSeen();
      Observation.CpuObservation cpu =
          new Observation.CpuObservation(busyAtEndNs - busyAtWarmUpNs, scenario.machine().cores());
      Observation.RuntimeObservation runtime =
          new Observation.RuntimeObservation(
              goroutinesMax,
              scheduler.threads(),
              recorder.schedulingLatency(),
              scheduler.preemptions() - preemptionsAtWarmUp,
              scheduler.steals() - stealsAtWarmUp,
              scheduler.cpu().wakeUps() - wakeUpsAtWarmUp,
              scheduler.goroutinesByWaitReason(),
              scheduler.processExit());
      return recorder.observation(
          programs, cpu, runtime, sampler.series(), simulator.eventsHandled());
    }

    /**
     * A run that is given up may leave requests behind that were due in the window and that nobody
     * has seen: their generator is blocked, or they are still on their way. They are in flight.
     */
    private void offerThoseNotYetSeen() {
      while (incoming.nextArrivalNs() < endNs) {
        Request request = incoming.take();
        if (request != null && !acceptsByTimer) {
          clients.arrived(request, simulator.now());
        }
      }
    }

    private void arrive() {
      Request request = incoming.take();
      if (request != null) {
        scheduler.peerWorks();
        service.arrive(request);
        scheduleArrival();
      }
    }

    private void scheduleArrival() {
      long next = incoming.nextArrivalNs();
      if (next != RequestSource.NEVER) {
        simulator.schedule(next + incoming.deliveryNs(), ARRIVAL, 0);
      }
    }

    private void sample(int index) {
      if (index == END_OF_WINDOW) {
        endWindow();
        windowOver = true;
        return;
      }
      sampler.catchUp();
      if (progress != null) {
        progress.reached(simulator.now(), endNs);
      }
      scheduleSample(index + 1);
    }

    private void endWindow() {
      sampler.catchUp();
      recorder.windowOver(simulator.now());
      goroutinesMax = sampler.goroutinesMax();
      busyAtEndNs = scheduler.cpu().busyNs();
    }

    private void scheduleSample(int index) {
      long[] times = scenario.window().sampleTimesNs();
      if (index < times.length) {
        simulator.schedule(times[index], SAMPLE, index);
      }
    }
  }
}
