package headroom.model.service;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import headroom.audit.AuditedRun;
import headroom.behaviour.RuntimeHarness;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.MetricObservation;
import headroom.model.observe.TimeComponent;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.service.ServerSettings.NetHttp;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * When requests to a net/http server begin and end, where nothing else takes time. All times in the
 * names and comments are ms.
 */
class HttpFrontTest {
  private static final int UNBOUNDED = ServerSettings.UNBOUNDED;
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** The second waits at its client until the only connection is answered at 4. */
  @Test
  void aConnectionCarriesOneRequestAtATime() {
    AuditedRun run = run(1, server(UNBOUNDED, 0, 1), 3, IDEAL, 1, 2);
    assertThat(ends(run)).containsExactly("1 to 4", "2 to 7");
    assertThat(run.observation().breakdown().meanNs(TimeComponent.QUEUE)).isEqualTo(MS);
    assertThat(run.observation().runtime().goroutinesAtEnd()).containsExactly(entry("IO wait", 1));
  }

  /**
   * A message takes 1: the first is there at 2 and answered at 5, its client knows at 6, and the
   * second is there at 7.
   */
  @Test
  void theNextRequestIsSentWhenTheAnswerHasCome() {
    AuditedRun run = run(1, server(UNBOUNDED, 0, 1), 3, IDEAL.with(Cost.NET_DELIVERY, MS), 1, 2);
    assertThat(ends(run)).containsExactly("1 to 5", "2 to 10");
  }

  /** Each of three requests at once finds no idle connection and opens one. */
  @Test
  void connectionsAreOpenedAsNeeded() {
    AuditedRun run = run(1, server(UNBOUNDED, 0, NetHttp.UNLIMITED), 3, IDEAL, 1, 2, 3, 20);
    assertThat(run.ended()).hasSize(4);
    assertThat(run.observation().runtime().goroutinesAtEnd()).containsExactly(entry("IO wait", 3));
  }

  /** 1 to read and 1 to answer around 3 of steps. */
  @Test
  void theConnectionTakesTheStepsWithoutWorkers() {
    AuditedRun run = run(1, server(UNBOUNDED, 2, 1), 3, IDEAL.with(Cost.HTTP_READ_SHARE, 0.5), 1);
    assertThat(ends(run)).containsExactly("1 to 6");
    assertThat(answersMs(run)).isCloseTo(5, within(0.01));
  }

  /** Read until 2, handed over; the worker has its own P, and the answer is out at 3. */
  @Test
  void theAnswerDoesNotWaitForTheWorker() {
    AuditedRun run = run(2, server(1, 2, 1), 3, IDEAL.with(Cost.HTTP_READ_SHARE, 0.5), 1);
    assertThat(ends(run)).containsExactly("1 to 5");
    assertThat(answersMs(run)).isCloseTo(2, within(0.01));
    assertThat(run.observation().runtime().goroutinesAtEnd())
        .containsExactly(entry("IO wait", 1), entry("chan receive", 1));
  }

  /** The worker has the first from 2 to 32; the second is read, refused and answered: 10 to 12. */
  @Test
  void aRefusalTakesAsMuchCpuAsAnAcceptance() {
    AuditedRun run = run(2, server(1, 2, 2), 30, IDEAL.with(Cost.HTTP_READ_SHARE, 0.5), 1, 10);
    assertThat(ends(run)).containsExactly("10 to 12", "1 to 32");
    assertThat(run.observation().counts().rejected()).isEqualTo(1);
    assertThat(run.observation().cpu().busyCoreNs()).isEqualTo((30 + 2 + 2) * MS);
  }

  /** No queue: the connection's goroutine waits with the request, and its client for the answer. */
  @Test
  void aConnectionWithoutRoomWaits() {
    ServerSettings blocking =
        new ServerSettings(1, 0, WhenFull.BLOCK, new Distribution.Constant(0), Accept.NETWORK)
            .withFront(new NetHttp(2));
    AuditedRun run = run(2, blocking, 3, IDEAL, 1, 2, 3);
    assertThat(ends(run)).containsExactly("1 to 4", "2 to 7", "3 to 10");
    assertThat(answersMs(run)).as("the last: 3 to 7").isCloseTo(4, within(0.01));
  }

  /**
   * The client of the first gives up at 3 and opens another connection, on which the second, of 2,
   * is sent: it waits for the P until 4, and for its answer until 4.
   */
  @Test
  void whoGivesUpOpensAnotherConnection() {
    ClientSettings hasty =
        new ClientSettings(2 * MS, 0, new Distribution.Constant(0), 1, Double.POSITIVE_INFINITY);
    Scenario scenario = scenario(1, server(UNBOUNDED, 0, 1), 3, IDEAL, 1, 2, 10);
    AuditedRun run = AuditedRun.of(scenario.withClients(hasty));
    assertThat(run.observation().counts().timedOut()).isEqualTo(3);
    assertThat(run.observation().counts().wasted()).isEqualTo(3);
    assertThat(run.observation().runtime().goroutinesAtEnd()).containsExactly(entry("IO wait", 1));
  }

  /** 3,750 bytes in 36 objects for each of three requests, none of whose steps allocates. */
  @Test
  void aRequestAllocates() {
    CostProfile costs = IDEAL.with(Cost.HTTP_ALLOC_BYTES, 3_750).with(Cost.HTTP_ALLOC_OBJECTS, 36);
    AuditedRun run = run(1, server(UNBOUNDED, 0, 1), 3, costs, 1, 2, 3);
    assertThat(counted(run, MetricNames.ALLOCATED_OBJECTS.text())).isEqualTo(3 * 36);
    assertThat(counted(run, MetricNames.ALLOCATED_BYTES.text())).isBetween(11_000L, 14_000L);
  }

  /**
   * Two workers compute for ever on one P, in slices of two periods of sysmon, 20.28. A request is
   * noticed at the next tick, on average after 5.07; half of the ticks end a slice. Its connection
   * waits in the global queue for the rest of the slice, 0 or 10.14, and behind the other worker
   * for a whole one: 20.28 to 40.56, on average 30.42.
   */
  @Test
  void aBusyProcessorNoticesARequestLate() {
    long[] arrivals = new long[102];
    arrivals[0] = 1;
    arrivals[1] = 2;
    for (int i = 2; i < arrivals.length; i++) {
      arrivals[i] = 200 + 37L * i;
    }
    ServerSettings server =
        new ServerSettings(
                2,
                ServerSettings.UNLIMITED,
                WhenFull.BLOCK,
                new Distribution.Constant(0),
                Accept.NETWORK)
            .withFront(new NetHttp(8));
    Scenario busy = scenario(1, server, 10_000, RuntimeHarness.EVEN_WAKE_UPS, arrivals);
    Window window = new Window(150 * MS, 4_000 * MS, new long[0]);
    Histogram answers = answers(AuditedRun.of(busy.withWindow(window)));
    assertThat(answers.getTotalCount()).isEqualTo(100);
    assertThat(answers.getMean() / MS).isCloseTo(30.42, within(1.2));
    assertThat(answers.getValueAtPercentile(5) / 1e6).isGreaterThan(20.2);
    assertThat(answers.getMaxValue() / 1e6).isLessThan(41);
  }

  private static long counted(AuditedRun run, String name) {
    return run.observation().metrics().figures().all().stream()
        .filter(figure -> figure.metric().name().text().equals(name))
        .mapToLong(figure -> ((MetricObservation.Counter) figure).total())
        .sum();
  }

  /** The longest. */
  private static double answersMs(AuditedRun run) {
    return answers(run).getMaxValue() / 1e6;
  }

  private static Histogram answers(AuditedRun run) {
    return run.observation().metrics().figures().all().stream()
        .filter(figure -> figure.metric().name().equals(MetricNames.HTTP_ANSWERS))
        .map(figure -> ((MetricObservation.Values) figure).recorded())
        .findFirst()
        .orElseThrow();
  }

  private static AuditedRun run(
      int cores, ServerSettings server, long cpuMs, CostProfile costs, long... arrivalsMs) {
    return AuditedRun.of(scenario(cores, server, cpuMs, costs, arrivalsMs));
  }

  private static Scenario scenario(
      int cores, ServerSettings server, long cpuMs, CostProfile costs, long... arrivalsMs) {
    long[] arrivalNs = LongStream.of(arrivalsMs).map(ms -> ms * MS).toArray();
    TraceTable table =
        new TraceTable("t.csv", arrivalNs, new int[arrivalNs.length], List.of(), new long[0][]);
    WorkStep.Cpu cpu = new WorkStep.Cpu("work", new Distribution.Constant(cpuMs * MS));
    return new Scenario(
        new MachineSettings(cores),
        new RuntimeSettings("1.26", cores),
        0,
        new Arrivals.Trace(table),
        server,
        List.of(new RequestClass("one", 1, List.of(cpu))),
        costs,
        new Window(0, 50 * MS, new long[0]),
        1);
  }

  private static ServerSettings server(int workers, long overheadMs, int connections) {
    return new ServerSettings(
            workers, 0, WhenFull.REJECT, new Distribution.Constant(overheadMs * MS), Accept.NETWORK)
        .withFront(new NetHttp(connections));
  }

  private static List<String> ends(AuditedRun run) {
    return run.ended().stream().map(e -> e.arrivalNs() / MS + " to " + e.endNs() / MS).toList();
  }
}
