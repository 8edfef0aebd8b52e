package headroom.audit;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.client.ClientSettings;
import headroom.model.observe.Observation;
import headroom.model.workload.ArrivalProcess;
import headroom.model.workload.Arrivals;
import java.util.ArrayList;
import java.util.List;

/**
 * One replication, with every request that ended and every arrival that the scenario intends. The
 * laws inside the model are assertions, which are on.
 *
 * @param arrivalNs the intended arrivals before the end of the window, by index of the request;
 *     empty for a closed loop
 * @param ended in the order of their ends
 */
public record AuditedRun(
    Scenario scenario, Observation observation, List<Long> arrivalNs, List<EndedRequest> ended) {

  /** Runs replication 0. */
  public static AuditedRun of(Scenario scenario) {
    return of(scenario, 0);
  }

  /** Runs one replication. */
  public static AuditedRun of(Scenario scenario, int replication) {
    List<EndedRequest> ended = new ArrayList<>();
    Observation observation =
        Simulation.run(
            scenario,
            replication,
            (index, classIndex, arrivalNs, startNs, endNs, outcome) ->
                ended.add(new EndedRequest(index, classIndex, arrivalNs, startNs, endNs, outcome)),
            null);
    return new AuditedRun(
        scenario, observation, intended(scenario, replication), List.copyOf(ended));
  }

  /** Ended requests whose intended arrival lies in the measured window. */
  List<EndedRequest> measured() {
    return ended.stream().filter(request -> isInWindow(request.arrivalNs())).toList();
  }

  /** Measured requests that completed. */
  List<EndedRequest> completed() {
    return measured().stream().filter(EndedRequest::isCompleted).toList();
  }

  /** Whether a request is one attempt, which the server alone ends. */
  boolean hasPatientClients() {
    return scenario.clients().timeoutNs() == ClientSettings.NONE
        && scenario.clients().retries() == 0;
  }

  boolean isClosedLoop() {
    return scenario.arrivals() instanceof Arrivals.ClosedLoop;
  }

  boolean isInWindow(long timeNs) {
    return timeNs >= scenario.window().warmUpNs() && timeNs < scenario.window().endNs();
  }

  /** How much of [fromNs, toNs) lies in the window. */
  long inWindowNs(long fromNs, long toNs) {
    long begin = Math.max(fromNs, scenario.window().warmUpNs());
    return Math.max(0, Math.min(toNs, scenario.window().endNs()) - begin);
  }

  private static List<Long> intended(Scenario scenario, int replication) {
    if (scenario.arrivals() instanceof Arrivals.ClosedLoop) {
      return List.of(); // when users ask depends on the answers
    }
    ArrivalProcess process = ArrivalProcess.of(scenario.arrivals(), scenario.seed(), replication);
    List<Long> arrivals = new ArrayList<>();
    while (process.advance() && process.arrivalNs() < scenario.window().endNs()) {
      arrivals.add(process.arrivalNs());
    }
    return arrivals;
  }
}
