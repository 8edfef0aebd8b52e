package headroom.traces;

import static headroom.testing.QueueScenario.ns;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Simulation.Outcome;
import headroom.model.Window;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import headroom.testing.QueueScenario;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two traces of twelve requests under the disciplines that the model can express, each event to the
 * nanosecond; under processor sharing and a quota to the rounding of an instant at each departure.
 *
 * <p>Not expressible yet: leaving the queue after 10 ms and being cancelled after 15 ms (no
 * timeouts in the model), all servers stopped at given instants (no such hook), and round robin of
 * requests: threads take turns in slices, and the acceptor, which is to start a request, has to
 * wait for its turn as well.
 */
class DeterministicTraceTest {
  private static final String SHARING_1 = "processor sharing c=1";
  private static final String SHARING_2 = "processor sharing c=2 (rate min(1, 2/n))";
  private static final String QUOTA = "fcfs c=2, quota 40 ms per 100 ms";
  private static final String BOUNDED = "fcfs c=1, at most 3 in system, else rejected";

  /** Disciplines that the model cannot express; see the class comment. */
  private static final Set<String> NOT_EXPRESSIBLE =
      Set.of(
          "fcfs c=1, leaves the queue after 10 ms without service",
          "fcfs c=1, cancelled 15 ms after arrival",
          "fcfs c=2, all stop during [6;11) and [34;44)",
          "round robin c=1, quantum 10 ms, no switch cost, an arrival at the instant of expiry"
              + " queues first");

  /**
   * Each departure rounds an instant to whole ns, by at most 1 ns of work for each request there.
   */
  private static final long SHARING_TOLERANCE_NS = 12;

  private record Event(long startNs, long endNs, Outcome outcome) {}

  @ParameterizedTest
  @CsvSource({"A,1", "A,2", "A,3", "B,1", "B,2", "B,3"})
  void firstComeFirstServedIsExact(String trace, int servers) {
    String discipline = "fcfs c=" + servers;
    Scenario scenario = firstCome(rows(trace, discipline), servers, Long.MAX_VALUE);
    compare(rows(trace, discipline), run(scenario), 0);
  }

  @ParameterizedTest
  @CsvSource({"A", "B"})
  void aBoundedQueueRejectsTheSameRequests(String trace) {
    compare(rows(trace, BOUNDED), run(firstCome(rows(trace, BOUNDED), 1, 2)), 0);
  }

  @ParameterizedTest
  @CsvSource({"A,1", "A,2", "B,1", "B,2"})
  void processorSharingIsExactToTheClock(String trace, int cores) {
    List<CSVRecord> rows = rows(trace, cores == 1 ? SHARING_1 : SHARING_2);
    Scenario scenario = computing(rows, cores, ServerSettings.UNBOUNDED);
    compare(rows, run(scenario), SHARING_TOLERANCE_NS);
  }

  /** The quota as a fluid: threads use it at every instant. */
  @ParameterizedTest
  @CsvSource({"A", "B"})
  void aQuotaStopsBothServersUntilTheNextPeriod(String trace) {
    List<CSVRecord> rows = rows(trace, QUOTA);
    Scenario scenario =
        computing(rows, 2, 2).withMachine(new MachineSettings(2, new Quota(0.4, ns(100))));
    compare(rows, run(scenario), SHARING_TOLERANCE_NS);
  }

  @Test
  void everyDisciplineIsEitherTestedOrListed() {
    Set<String> disciplines = new LinkedHashSet<>();
    ReferenceCase.rows("18-deterministic-traces")
        .forEach(r -> disciplines.add(r.get("discipline")));
    disciplines.removeAll(NOT_EXPRESSIBLE);
    assertThat(disciplines)
        .containsExactlyInAnyOrder(
            "fcfs c=1", "fcfs c=2", "fcfs c=3", BOUNDED, SHARING_1, SHARING_2, QUOTA);
  }

  private static List<CSVRecord> rows(String trace, String discipline) {
    List<CSVRecord> rows =
        ReferenceCase.rows("18-deterministic-traces").stream()
            .filter(r -> r.get("trace").equals(trace) && r.get("discipline").equals(discipline))
            .toList();
    assertThat(rows).hasSize(12);
    return rows;
  }

  private static Scenario firstCome(List<CSVRecord> rows, int servers, long waitingPlaces) {
    RequestStep step = new WorkStep.NetworkIo("job", new Distribution.Constant(0));
    return QueueScenario.of(
        1, 1, servers, waitingPlaces, arrivals(rows), List.of(step), window(), 1);
  }

  private static Scenario computing(List<CSVRecord> rows, int cores, int workers) {
    RequestStep step = new WorkStep.Cpu("job", new Distribution.Constant(0));
    return QueueScenario.of(
        cores, 16, workers, Long.MAX_VALUE, arrivals(rows), List.of(step), window(), 1);
  }

  private static Arrivals arrivals(List<CSVRecord> rows) {
    long[] arrivalNs = rows.stream().mapToLong(r -> ms(r, "arrival_ms")).toArray();
    long[] serviceNs = rows.stream().mapToLong(r -> ms(r, "service_ms")).toArray();
    return new Arrivals.Trace(
        new TraceTable(
            "trace.csv",
            arrivalNs,
            new int[rows.size()],
            List.of("job"),
            new long[][] {serviceNs}));
  }

  private static Window window() {
    return Window.evenlySampled(0, ns(1000), 1);
  }

  private static List<Event> run(Scenario scenario) {
    Event[] events = new Event[12];
    Simulation.run(
        scenario,
        0,
        (index, classIndex, arrivalNs, startNs, endNs, outcome) ->
            events[(int) index] = new Event(startNs, endNs, outcome),
        null);
    assertThat(events).doesNotContainNull();
    return new ArrayList<>(List.of(events));
  }

  private static void compare(List<CSVRecord> rows, List<Event> events, long toleranceNs) {
    for (int i = 0; i < rows.size(); i++) {
      CSVRecord row = rows.get(i);
      Event event = events.get(i);
      String job = row.get("trace") + " " + row.get("discipline") + " " + row.get("job");
      assertThat(event.outcome().name().toLowerCase(Locale.ROOT))
          .as(job)
          .isEqualTo(row.get("outcome"));
      if (event.outcome() == Outcome.COMPLETED) {
        assertThat(event.startNs()).as(job + " starts").isEqualTo(ms(row, "start_ms"));
        assertThat(Math.abs(event.endNs() - ms(row, "leaves_ms")))
            .as(job + " leaves at " + event.endNs())
            .isLessThanOrEqualTo(toleranceNs);
      }
    }
  }

  private static long ms(CSVRecord row, String column) {
    return ns(Double.parseDouble(row.get(column)));
  }
}
