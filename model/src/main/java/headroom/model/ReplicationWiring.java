package headroom.model;

import headroom.model.client.ClientObserver;
import headroom.model.client.Clients;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.go.ProcessExitException;
import headroom.model.go.collector.Collector;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.scheduler.SchedulerStreams;
import headroom.model.kernel.CpuScheduler;
import headroom.model.kernel.OtherProcess;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.observe.CollectorRecord;
import headroom.model.observe.Observation;
import headroom.model.observe.ProgramAccounts;
import headroom.model.observe.Recorder;
import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import headroom.model.service.ServerSettings;
import headroom.model.service.Service;
import headroom.model.service.ServiceDescription;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.TraceTable;
import headroom.model.workload.program.Demands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One replication: all layers wired to one simulator. */
final class ReplicationWiring implements ReplicationBody {
  private final Scenario scenario;
  private final Streams streams;
  private final Listeners listeners;
  private @Nullable Wired wired;
  private @Nullable Observation observation;

  ReplicationWiring(Scenario scenario, Streams streams, Listeners listeners) {
    this.scenario = scenario;
    this.streams = streams;
    this.listeners = listeners;
  }

  /** What the replication showed. */
  Observation observation() {
    if (observation == null) {
      throw new IllegalStateException("the replication has not ended");
    }
    return observation;
  }

  /** The collector of the replication, once it is constructed. */
  Collector collector() {
    return wired().collector;
  }

  /** The scheduler of the replication, once it is constructed. */
  Scheduler scheduler() {
    return wired().scheduler;
  }

  @Override
  public void construct(HeadroomSimulator simulator) {
    wired = new Wired(simulator);
    wired.start();
  }

  @Override
  public void handle(int kind, int subject) {
    wired().handle(kind, subject);
  }

  @Override
  public void warmedUp() {
    wired().window.begin();
  }

  @Override
  public void ended() {
    observation = wired().observe();
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
    private final ProgramAccounts programs;
    private final Recorder recorder;
    private final Scheduler scheduler;
    private final CollectorRecord cycles;
    private final Collector collector;
    private final Incoming incoming;
    private final Clients clients;
    private final Service service;
    private final MeasuredWindow window;
    private final ProcessEnd processEnd;
    private final List<OtherProcess> others;

    Wired(HeadroomSimulator simulator) {
      this.simulator = simulator;
      long endNs = scenario.window().endNs();
      programs = new ProgramAccounts(scenario.window().warmUpNs(), endNs);
      cycles =
          new CollectorRecord(
              scenario.window().warmUpNs(), endNs, simulator::now, listeners.cycles());
      recorder = recorder(endNs);
      scheduler =
          new Scheduler(
              scenario.runtime(),
              scenario.machine(),
              scenario.costs(),
              simulator,
              recorder,
              new SchedulerStreams(
                  new CpuScheduler.Draws(stream("os.wake"), stream("os.quota")),
                  stream("go.steal"),
                  stream("go.sysmon")));
      recorder.attach(scheduler.cpu().quota());
      collector = new Collector(scheduler, simulator, scenario.memory(), scenario.costs(), cycles);
      others = OtherProcess.all(scheduler.cpu(), scenario.machine(), this::stream, simulator::now);
      incoming = new Incoming(scenario, streams, simulator);
      clients = clients(endNs);
      service = service();
      incoming.attach(service);
      clients.attach(service, incoming);
      window =
          new MeasuredWindow(
              scenario.window(), simulator, recorder, programs, metrics(), listeners.progress());
      processEnd = new ProcessEnd(scheduler, incoming, recorder);
    }

    private Recorder recorder(long endNs) {
      List<String> names = scenario.classes().stream().map(RequestClass::name).toList();
      int workers = scenario.server().workers();
      boolean pooled = workers != ServerSettings.UNBOUNDED;
      return new Recorder(
          scenario.window().warmUpNs(),
          endNs,
          names,
          pooled
              ? new Recorder.Workers(workers, programs.resource("server", "workers", workers))
              : null,
          scenario.allocates() ? cycles : null);
    }

    private Clients clients(long endNs) {
      ClientObserver observer =
          listeners.requests() == null
              ? recorder
              : new ListeningObserver(recorder, listeners.requests());
      return new Clients(
          scenario.clients(),
          scenario.arrivals() instanceof Arrivals.ClosedLoop closed ? closed : null,
          simulator,
          new Clients.Observers(recorder, observer),
          new Clients.Draws(stream("backoff"), stream("think")),
          new Clients.Times(incoming.deliveryNs(), endNs));
    }

    private Service service() {
      @Nullable TraceTable trace =
          scenario.arrivals() instanceof Arrivals.Trace replay ? replay.table() : null;
      return new Service(
          new ServiceDescription(scenario.server(), scenario.classes(), scenario.resources()),
          scenario.costs(),
          new GoRuntime(scheduler, collector),
          new Service.Observers(clients, programs),
          new Demands(stream(Demands.STREAM), trace),
          new Service.Outside(simulator, incoming.isInsideTheProcess() ? incoming : null));
    }

    private RuntimeMetrics metrics() {
      RuntimeMetrics metrics = new RuntimeMetrics();
      scheduler.register(metrics);
      if (scenario.allocates()) {
        collector.register(metrics);
        cycles.register(metrics);
      }
      if (scheduler.system().followsLimit()) {
        cycles.registerOthers(metrics);
      }
      service.register(metrics);
      if (scenario.readsTickers()) {
        service.registerTickers(metrics);
      }
      recorder.register(metrics);
      if (scenario.server().isHttp()) {
        recorder.registerAnswers(metrics);
      }
      if (listeners.metrics() != null) {
        listeners.metrics().accept(metrics);
      }
      return metrics;
    }

    private KeyedStream stream(String name) {
      return streams.stream(name);
    }

    void start() {
      service.start(scenario.process(), scenario.resources());
      if (scenario.allocates()) {
        collector.heap().born(scheduler.population().alive());
        collector.start();
      }
      scheduler.start();
      others.forEach(OtherProcess::start);
      clients.start();
      incoming.start();
      window.start();
    }

    void handle(int kind, int subject) {
      try {
        dispatch(kind, subject);
      } catch (ProcessExitException exit) {
        scheduler.exit(exit.exitCause());
      }
      processEnd.seeDeadlock();
      if (window.isOver() && everyoneHasAnAnswer()) {
        simulator.finish();
      }
    }

    private void dispatch(int kind, int subject) {
      if (scheduler.handle(kind, subject)
          || collector.handle(kind, subject)
          || clients.handle(kind, subject)
          || service.handle(kind, subject)
          || incoming.handle(kind, subject)
          || window.handle(kind, subject)) {
        return;
      }
      throw new IllegalStateException("unknown kind of event " + kind);
    }

    private boolean everyoneHasAnAnswer() {
      return recorder.inFlight() == 0 && incoming.nextArrivalNs() >= scenario.window().endNs();
    }

    Observation observe() {
      assert scheduler.processExit() != null || scheduler.isConsistent() : "goroutines are lost";
      assert scheduler.processExit() != null || collector.isConsistent() : "memory is lost";
      window.end();
      incoming.offerUnseen(clients);
      return new Observation(
          scenario.window().durationNs(),
          recorder.requests(),
          recorder.timeSpent(programs),
          window.metrics(),
          new Observation.Process(
              scenario.machine().cores(),
              scheduler.population().byWaitReason(),
              scheduler.processExit()),
          simulator.eventsHandled());
    }
  }
}
