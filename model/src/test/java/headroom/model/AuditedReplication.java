package headroom.model;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.engine.ReplicationRunner;
import headroom.model.go.collector.CollectorAudit;
import headroom.model.go.scheduler.SchedulerAudit;
import headroom.model.observe.Observation;
import headroom.model.random.Streams;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.Retention;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.stream.Stream;

/**
 * A replication whose collector is audited after every event, and so is its scheduler, or, while
 * there are many goroutines, less often, so that an audit costs about as much an event whatever
 * their number.
 */
public final class AuditedReplication implements ReplicationBody {
  /** With so many goroutines every other event is audited. */
  private static final int MANY = 64;

  private final ReplicationWiring wiring;
  private final boolean onlyRequestsHold;
  private long sinceAudit;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private HeadroomSimulator simulator;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private SchedulerAudit audit;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private CollectorAudit collectorAudit;

  private long lastNs;

  private AuditedReplication(Scenario scenario, int replication, Listeners listeners) {
    onlyRequestsHold = onlyRequestsHold(scenario);
    wiring = new ReplicationWiring(scenario, new Streams(scenario.seed(), replication), listeners);
  }

  /** Runs a replication as {@link Simulation#run} does, under audit. */
  public static Observation run(
      Scenario scenario, int replication, Simulation.RequestListener listener) {
    return run(scenario, replication, Listeners.of(listener, null));
  }

  /** The same with other listeners. */
  public static Observation run(Scenario scenario, int replication, Listeners listeners) {
    AuditedReplication body = new AuditedReplication(scenario, replication, listeners);
    Window window = scenario.window();
    ReplicationRunner.run(
        number -> body, replication, 1, window.warmUpNs(), Simulation.latestEndNs(window));
    return body.wiring.observation();
  }

  @Override
  public void construct(HeadroomSimulator owner) {
    simulator = owner;
    wiring.construct(owner);
    audit = new SchedulerAudit(wiring.scheduler());
    collectorAudit = new CollectorAudit(wiring.collector());
  }

  @Override
  public void handle(int kind, int subject) {
    if (simulator.now() < lastNs) {
      throw new AssertionError("time ran back from " + lastNs + " to " + simulator.now());
    }
    lastNs = simulator.now();
    wiring.handle(kind, subject);
    if (wiring.scheduler().processExit() != null) {
      return; // the process has ended in the middle of something
    }
    wiring.scheduler().cpu().everyBurstHasAnEnd();
    collectorAudit.check(audit.isWorldStopped());
    if (++sinceAudit > wiring.scheduler().population().alive() / MANY) {
      sinceAudit = 0;
      audit.check();
    }
  }

  @Override
  public void warmedUp() {
    wiring.warmedUp();
  }

  @Override
  public void ended() {
    wiring.ended();
    if (wiring.scheduler().processExit() == null) {
      collectorAudit.checkHeld(audit.goroutines(), onlyRequestsHold);
    }
  }

  /** Whether no cache, pool or timer holds objects beside the goroutines. */
  private static boolean onlyRequestsHold(Scenario scenario) {
    return scenario.resources().memory().equals(Resources.NONE.memory())
        && Stream.concat(
                scenario.classes().stream().map(RequestClass::steps),
                scenario.resources().channels().stream().map(Resources.ChannelSettings::steps))
            .allMatch(AuditedReplication::onlyRequestsHold);
  }

  private static boolean onlyRequestsHold(List<RequestStep> steps) {
    return steps.stream()
        .allMatch(
            step ->
                step.nested().stream().allMatch(AuditedReplication::onlyRequestsHold)
                    && (!(step instanceof WorkStep.Alloc alloc)
                        || alloc.retention() instanceof Retention.ByRequest));
  }
}
