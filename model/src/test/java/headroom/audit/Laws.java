package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.Scenario;
import headroom.model.Simulation.Outcome;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ClassObservation;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.TimeComponent;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The laws that hold for every run, whatever the scenario. */
final class Laws {
  /** Sums of times are doubles in the model, integers here. */
  private static final double ROUNDING = 1e-9;

  private Laws() {}

  static void holdFor(AuditedRun run) {
    noRequestIsLost(run);
    countsAgreeWithTheRequests(run);
    levelsAreSumsOverRequests(run);
    timeNeverRunsBack(run);
    breakdownAddsUpInTheMean(run);
    coresAreNotUsedBeyondTheirTime(run);
    requestsLeaveTheJobChannelInOrder(run);
    noGoroutineIsLost(run);
    AccountLaws.holdFor(run);
  }

  /** Every intended arrival of the window is offered, and has one end or none. */
  static void noRequestIsLost(AuditedRun run) {
    Counts counts = run.observation().counts();
    if (run.scenario().arrivals() instanceof Arrivals.ClosedLoop loop) {
      assertThat(counts.inFlight()).as("in flight").isBetween(0L, (long) loop.users());
    } else {
      long intended = run.arrivalNs().stream().filter(run::isInWindow).count();
      assertThat(counts.offered()).as("offered").isEqualTo(intended);
    }
    assertThat(counts.completed() + counts.rejected() + counts.timedOut() + counts.inFlight())
        .as("outcomes of the offered")
        .isEqualTo(counts.offered());
    TreeSet<Long> indices = new TreeSet<>();
    for (EndedRequest request : run.ended()) {
      assertThat(indices.add(request.index())).as("one end of %s", request).isTrue();
      if (request.index() < run.arrivalNs().size()) {
        assertThat(request.arrivalNs()).isEqualTo(run.arrivalNs().get((int) request.index()));
      }
    }
  }

  static void countsAgreeWithTheRequests(AuditedRun run) {
    Observation seen = run.observation();
    assertThat(seen.counts().completed()).as("completed").isEqualTo(ends(run, Outcome.COMPLETED));
    assertThat(seen.counts().rejected()).as("rejected").isEqualTo(ends(run, Outcome.REJECTED));
    assertThat(seen.counts().timedOut()).as("timed out").isEqualTo(ends(run, Outcome.TIMED_OUT));
    if (run.hasPatientClients()) {
      assertThat(seen.counts().retried()).as("retried").isZero();
      assertThat(seen.counts().wasted()).as("wasted").isZero();
    }
    assertThat(seen.latencyNs().getTotalCount()).isEqualTo(seen.counts().completed());
    assertThat(seen.waitNs().getTotalCount()).isEqualTo(seen.counts().completed());
    assertThat(seen.completionsInWindow())
        .isEqualTo(
            run.ended().stream()
                .filter(request -> request.isCompleted() && run.isInWindow(request.endNs()))
                .count());
    long offered = 0;
    for (int i = 0; i < seen.classes().size(); i++) {
      int number = i;
      ClassObservation one = seen.classes().get(i);
      offered += one.counts().offered();
      assertThat(one.counts().completed())
          .isEqualTo(run.completed().stream().filter(r -> r.classIndex() == number).count());
      assertThat(one.latencyNs().getTotalCount()).isEqualTo(one.counts().completed());
    }
    assertThat(offered).as("offered, over classes").isEqualTo(seen.counts().offered());
  }

  private static long ends(AuditedRun run, Outcome outcome) {
    return run.measured().stream().filter(request -> request.outcome() == outcome).count();
  }

  /** Little's law, request by request where a request is one attempt and all are known. */
  static void levelsAreSumsOverRequests(AuditedRun run) {
    Observation.Levels all = run.observation().levels();
    assertThat(all.meanInQueue() + all.meanBusyWorkers())
        .as("in queue and at workers")
        .isCloseTo(all.meanInSystem(), within(ROUNDING * (1 + all.meanInSystem())));
    if (!run.hasPatientClients()
        || run.isClosedLoop()
        || run.observation().runtime().processExit() != null) {
      return;
    }
    TreeMap<Long, Long> arrivedOnly = new TreeMap<>();
    for (int i = 0; i < run.arrivalNs().size(); i++) {
      arrivedOnly.put((long) i, run.arrivalNs().get(i));
    }
    boolean pooled = run.scenario().server().workers() != ServerSettings.UNBOUNDED;
    long inSystemNs = 0;
    long inQueueNs = 0;
    long busyNs = 0;
    for (EndedRequest request : run.ended()) {
      arrivedOnly.remove(request.index());
      inSystemNs += run.inWindowNs(request.arrivalNs(), request.endNs());
      // a request with a goroutine of its own has no queue
      long leftQueueNs = pooled ? request.leftQueueNs() : request.arrivalNs();
      long startNs = pooled ? request.startNs() : request.arrivalNs();
      inQueueNs += run.inWindowNs(request.arrivalNs(), leftQueueNs);
      busyNs += request.isStarted() || !pooled ? run.inWindowNs(startNs, request.endNs()) : 0;
    }
    boolean allEnded = arrivedOnly.isEmpty();
    for (long arrivalNs : arrivedOnly.values()) {
      inSystemNs += run.inWindowNs(arrivalNs, Long.MAX_VALUE);
    }
    Observation.Levels levels = run.observation().levels();
    isMean("in system", levels.meanInSystem(), inSystemNs, run);
    if (allEnded) {
      isMean("in queue", levels.meanInQueue(), inQueueNs, run);
      isMean("busy workers", levels.meanBusyWorkers(), busyNs, run);
    }
  }

  static void timeNeverRunsBack(AuditedRun run) {
    assertThat(run.ended()).isSortedAccordingTo(Comparator.comparingLong(EndedRequest::endNs));
    assertThat(run.observation().series().timeNs()).isSorted();
    for (EndedRequest request : run.ended()) {
      assertThat(request.endNs())
          .as("end of %s", request)
          .isGreaterThanOrEqualTo(request.arrivalNs());
      if (request.isCompleted() || run.hasPatientClients()) {
        assertThat(request.leftQueueNs())
            .as("left the queue: %s", request)
            .isBetween(request.arrivalNs(), request.endNs());
      }
    }
  }

  /** Request by request it is a check of the recorder, always on. */
  static void breakdownAddsUpInTheMean(AuditedRun run) {
    double sumNs = 0;
    for (TimeComponent component : TimeComponent.values()) {
      double meanNs = run.observation().breakdown().meanNs(component);
      assertThat(meanNs).as("mean time in %s", component).isGreaterThanOrEqualTo(0);
      sumNs += meanNs;
    }
    double latencyNs =
        run.completed().stream()
            .mapToLong(request -> request.endNs() - request.arrivalNs())
            .average()
            .orElse(0);
    assertThat(sumNs).as("mean latency").isCloseTo(latencyNs, within(ROUNDING * (1 + latencyNs)));
  }

  /** A wake-up is charged when it is over, so one for each core may come from before the window. */
  static void coresAreNotUsedBeyondTheirTime(AuditedRun run) {
    Observation.CpuObservation cpu = run.observation().cpu();
    CostProfile costs = run.scenario().costs();
    long wakeUpNs =
        costs.ns(Cost.OS_WAKE_CPU)
            + costs.ns(Cost.OS_WAKE_COLD_CPU)
            + costs.ns(Cost.NET_COLD_REFILL);
    assertThat(cpu.busyCoreNs())
        .as("core time")
        .isBetween(0L, cpu.cores() * (run.observation().windowNs() + wakeUpNs));
  }

  /**
   * A request that a worker takes has left behind in the channel only later ones: those before it
   * that have not started were handed to other workers, one each.
   */
  static void requestsLeaveTheJobChannelInOrder(AuditedRun run) {
    int workers = run.scenario().server().workers();
    boolean inOrder = !run.scenario().server().isHttp(); // connections are polled last in first out
    if (workers == ServerSettings.UNBOUNDED
        || !inOrder
        || !run.hasPatientClients()
        || run.isClosedLoop()) {
      return;
    }
    List<EndedRequest> byIndex = new ArrayList<>(run.ended());
    byIndex.removeIf(request -> !request.isStarted());
    byIndex.sort(Comparator.comparingLong(EndedRequest::index));
    TreeMap<Long, Integer> starts = new TreeMap<>();
    for (EndedRequest request : byIndex) {
      int overtaken =
          starts.tailMap(request.startNs(), false).values().stream()
              .mapToInt(Integer::intValue)
              .sum();
      assertThat(overtaken).as("earlier requests that start after %s", request).isLessThan(workers);
      starts.merge(request.startNs(), 1, Integer::sum);
    }
  }

  /**
   * The goroutines that live as long as the process are there at its end: workers of a pool,
   * consumers of channels (which nobody closes), tickers, those that only park, and one for each
   * connection of a net/http server.
   */
  static void noGoroutineIsLost(AuditedRun run) {
    Scenario scenario = run.scenario();
    int workers = scenario.server().workers();
    long permanent =
        scenario.process().goroutines()
            + scenario.process().tickers()
            + (workers == ServerSettings.UNBOUNDED ? 0 : workers)
            + (scenario.server().front() instanceof ServerSettings.NetHttp http
                    && http.connections() != ServerSettings.NetHttp.UNLIMITED
                ? http.connections()
                : 0)
            + scenario.resources().channels().stream().mapToLong(c -> c.consumers()).sum();
    long atEnd =
        run.observation().runtime().goroutinesAtEnd().values().stream()
            .mapToLong(Integer::longValue)
            .sum();
    assertThat(atEnd).as("goroutines at the end").isGreaterThanOrEqualTo(permanent);
  }

  private static void isMean(String what, double mean, long sumNs, AuditedRun run) {
    double expected = (double) sumNs / run.observation().windowNs();
    assertThat(mean).as("mean %s", what).isCloseTo(expected, within(ROUNDING * (1 + expected)));
  }
}
