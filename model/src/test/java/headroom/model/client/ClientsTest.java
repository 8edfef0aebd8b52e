package headroom.model.client;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.AuditedRun;
import headroom.audit.EndedRequest;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.TimeComponent;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When clients ask, give up and ask again. Requests wait for the network at the server for the time
 * that is given; nothing else takes time but, where it says so, the delivery of a message. All
 * times in the names and comments are ms.
 */
class ClientsTest {
  private static final int NEVER_AGAIN = 0;
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** Every message between client and server takes 1. */
  private static final CostProfile FAR = IDEAL.with(Cost.NET_DELIVERY, MS);

  private static final ServerSettings UNBOUNDED =
      server(ServerSettings.UNBOUNDED, ServerSettings.UNLIMITED);
  private static final ServerSettings ONE_WORKER = server(1, ServerSettings.UNLIMITED);
  private static final ServerSettings NO_QUEUE = server(1, 0);

  @Test
  void aUserThinksAsksAndThinksAgainWhenTheAnswerIsThere() {
    AuditedRun run = closedLoop(1, 10, 5, ClientSettings.PATIENT, IDEAL);
    assertThat(ends(run)).containsExactly("0: 10 to 15", "1: 25 to 30", "2: 40 to 45");
    assertThat(run.observation().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
  }

  /**
   * Asked at 10, there at 11, done at 18 (5 and two messages to whom the server asks), known at 19:
   * the next is asked at 29.
   */
  @Test
  void aUserFarAwayKnowsLater() {
    AuditedRun run = closedLoop(1, 10, 5, ClientSettings.PATIENT, FAR);
    assertThat(ends(run)).containsExactly("0: 10 to 18", "1: 29 to 37", "2: 48 to 56");
  }

  /** Both ask at 10; the second is served from 15 to 20, thinks, and asks at 30. */
  @Test
  void usersWaitForEachOther() {
    AuditedRun run = closedLoop(2, 10, 5, ClientSettings.PATIENT, IDEAL);
    assertThat(ends(run))
        .containsExactly(
            "0: 10 to 15",
            "1: 10 to 20",
            "2: 25 to 30",
            "3: 30 to 35",
            "4: 40 to 45",
            "5: 45 to 50");
  }

  /** Asked at 10, given up at 18; the user asks for something else at 28, given up at 36. */
  @Test
  void aUserThatHasGivenUpThinks() {
    AuditedRun run =
        run(
            new Arrivals.ClosedLoop(1, constant(10)),
            io(20),
            UNBOUNDED,
            clients(8, NEVER_AGAIN, 0, 1),
            IDEAL);
    assertThat(ends(run))
        .containsExactly("0: 10 to 18 TIMED_OUT", "1: 28 to 36 TIMED_OUT", "2: 46 to 54 TIMED_OUT");
    // those of 10 and 28 were done at 30 and 48, in the window; that of 46 after it
    assertThat(run.observation().counts()).isEqualTo(new Counts(3, 0, 0, 3, 0, 0, 2));
  }

  /** The first is done at 9, a moment before the timeout of 8 is over, the second after it. */
  @Test
  void anAnswerCountsUntilTheTimeout() {
    ClientSettings clients = clients(8, NEVER_AGAIN, 0, 1);
    long[] demands = {8 * MS - 1, 8 * MS + 1};
    AuditedRun run = replay(new long[] {MS, 2 * MS}, demands, UNBOUNDED, clients, IDEAL);
    assertThat(run.ended().get(0).endNs()).isEqualTo(9 * MS - 1);
    assertThat(run.ended().get(0).isCompleted()).isTrue();
    assertThat(run.ended().get(1).endNs()).isEqualTo(10 * MS);
    assertThat(run.observation().counts()).isEqualTo(new Counts(2, 1, 0, 1, 0, 0, 1));
  }

  /** The server goes on with what its client has given up: the second one waits for it until 21. */
  @Test
  void whatHasBeenGivenUpStillKeepsTheServerBusy() {
    AuditedRun run = replay(ms(1, 2), ms(20, 3), ONE_WORKER, clients(8, NEVER_AGAIN, 0, 1), IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 9 TIMED_OUT", "1: 2 to 10 TIMED_OUT");
    assertThat(run.observation().counts()).isEqualTo(new Counts(2, 0, 0, 2, 0, 0, 2));
    // busy from 1 to 24 of 50
    assertThat(run.observation().levels().meanBusyWorkers()).isEqualTo(23 / 50.0);
  }

  /**
   * The worker is busy until 7. The second request, of 2, is given up at 10, although it is served
   * from 7 to 13, and asked again at 14; done at 20.
   */
  @Test
  void aRetryAfterATimeoutIsAnotherAttemptOfTheSameRequest() {
    AuditedRun run = replay(ms(1, 2), ms(6, 6), ONE_WORKER, clients(8, 1, 4, 2), IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 7", "1: 2 to 20");
    assertThat(run.observation().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 1, 1));
    // of two requests one has spent 12 on its first attempt and the backoff
    assertThat(run.observation().breakdown().meanNs(TimeComponent.RETRY)).isEqualTo(6.0 * MS);
  }

  /** The worker is busy for good. Asked at 2; again 2, 4, 8 and 16 after the rejection. */
  @Test
  void backoffDoubles() {
    assertThat(lastRejection(1, 2, IDEAL)).isEqualTo("1: 2 to 4 REJECTED, 1 retried");
    assertThat(lastRejection(2, 2, IDEAL)).isEqualTo("1: 2 to 8 REJECTED, 2 retried");
    assertThat(lastRejection(3, 2, IDEAL)).isEqualTo("1: 2 to 16 REJECTED, 3 retried");
    assertThat(lastRejection(4, 2, IDEAL)).isEqualTo("1: 2 to 32 REJECTED, 4 retried");
  }

  @Test
  void backoffGrowsByItsFactor() {
    // 2 + 2 + 2 + 2 + 2, and 2 + 2 + 6 + 18
    assertThat(lastRejection(4, 1, IDEAL)).isEqualTo("1: 2 to 10 REJECTED, 4 retried");
    assertThat(lastRejection(3, 3, IDEAL)).isEqualTo("1: 2 to 28 REJECTED, 3 retried");
  }

  /**
   * Asked at 2, rejected at 3, known at 4, asked again at 6, rejected at 7, known at 8, asked at
   * 12, rejected at 13.
   */
  @Test
  void backoffBeginsWhenTheClientKnows() {
    assertThat(lastRejection(2, 2, FAR)).isEqualTo("1: 2 to 13 REJECTED, 2 retried");
  }

  /** The worker is busy from 1 to 11; asked at 2, 4, 8 and 16. */
  @Test
  void theFirstAttemptThatIsTakenIsTheLast() {
    AuditedRun run =
        replay(
            ms(1, 2),
            ms(10, 3),
            NO_QUEUE,
            clients(ClientSettings.NONE / MS, ClientSettings.UNLIMITED, 2, 2),
            IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 11", "1: 2 to 19");
    assertThat(run.observation().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 3, 0));
  }

  /** Without clients of any patience a rejection is the end. */
  @Test
  void patientClientsAreRefusedAtOnce() {
    AuditedRun run = replay(ms(1, 2), ms(10, 3), NO_QUEUE, ClientSettings.PATIENT, IDEAL);
    assertThat(ends(run)).containsExactly("1: 2 to 2 REJECTED", "0: 1 to 11");
    assertThat(run.observation().counts()).isEqualTo(new Counts(2, 1, 1, 0, 0));
  }

  /** The server ends attempts after 5: asked at 1, failed at 6, asked at 8, failed at 13. */
  @Test
  void whatTheServerGivesUpIsAskedAgain() {
    ServerSettings server =
        new ServerSettings(
            1, ServerSettings.UNLIMITED, WhenFull.REJECT, constant(0), Accept.NETWORK, 5 * MS);
    AuditedRun run =
        replay(ms(1), ms(7), server, clients(ClientSettings.NONE / MS, 1, 2, 2), IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 13 TIMED_OUT");
    assertThat(run.observation().counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 1, 0));
    run = replay(ms(1), ms(7), server, ClientSettings.PATIENT, IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 6 TIMED_OUT");
  }

  /** The client gives up at 4; that the server does so at 6 changes nothing any more. */
  @Test
  void whatBothGiveUpEndsOnce() {
    ServerSettings server =
        new ServerSettings(
            1, ServerSettings.UNLIMITED, WhenFull.REJECT, constant(0), Accept.NETWORK, 5 * MS);
    AuditedRun run = replay(ms(1), ms(7), server, clients(3, NEVER_AGAIN, 0, 1), IDEAL);
    assertThat(ends(run)).containsExactly("0: 1 to 4 TIMED_OUT");
    assertThat(run.observation().counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0));
  }

  /**
   * The worker is busy for good, so every request but the first wants one retry. The bucket holds
   * 100 tokens, and each of the requests after the second puts in a quarter: with 1001 rejections
   * 100 + 1000 / 4 = 350 retries.
   */
  @Test
  void requestsFillTheRetryBudgetAgain() {
    assertThat(retriesOf(1_002, 0.25)).isEqualTo(350);
    assertThat(retriesOf(1_002, 0)).isEqualTo(100);
    assertThat(retriesOf(1_002, Double.POSITIVE_INFINITY)).isEqualTo(1_001);
  }

  private static long retriesOf(int requests, double budget) {
    long[] arrivalNs = new long[requests];
    long[] demandNs = new long[requests];
    for (int i = 0; i < requests; i++) {
      arrivalNs[i] = (i + 1) * MS / 50;
      demandNs[i] = 1_000 * MS;
    }
    ClientSettings clients =
        new ClientSettings(ClientSettings.NONE, 1, new Distribution.Constant(1_000), 2, budget);
    Counts counts = replay(arrivalNs, demandNs, NO_QUEUE, clients, IDEAL).observation().counts();
    assertThat(counts.rejected()).isEqualTo(requests - 1);
    return counts.retried();
  }

  /** The end of a request of 2 that is always rejected, with a backoff of 2. */
  private static String lastRejection(int retries, double factor, CostProfile costs) {
    AuditedRun run =
        replay(
            ms(1, 2),
            ms(1_000, 1),
            NO_QUEUE,
            clients(ClientSettings.NONE / MS, retries, 2, factor),
            costs);
    assertThat(run.observation().counts().rejected()).isEqualTo(1);
    return ends(run).get(0) + ", " + run.observation().counts().retried() + " retried";
  }

  private static AuditedRun closedLoop(
      int users, long thinkMs, long ioMs, ClientSettings clients, CostProfile costs) {
    return run(
        new Arrivals.ClosedLoop(users, constant(thinkMs)), io(ioMs), ONE_WORKER, clients, costs);
  }

  private static AuditedRun replay(
      long[] arrivalNs,
      long[] demandNs,
      ServerSettings server,
      ClientSettings clients,
      CostProfile costs) {
    TraceTable table =
        new TraceTable(
            "t.csv", arrivalNs, new int[arrivalNs.length], List.of("io"), new long[][] {demandNs});
    return run(new Arrivals.Trace(table), io(1), server, clients, costs);
  }

  /** Runs for 50 ms. */
  private static AuditedRun run(
      Arrivals arrivals,
      RequestStep step,
      ServerSettings server,
      ClientSettings clients,
      CostProfile costs) {
    return AuditedRun.of(
        new Scenario(
            new MachineSettings(1),
            new RuntimeSettings("1.26", 1),
            new ProcessSettings(0, 0),
            arrivals,
            clients,
            server,
            List.of(new RequestClass("all", 1, List.of(step))),
            Resources.NONE,
            costs,
            new Window(0, 50 * MS, new long[0]),
            1));
  }

  private static ServerSettings server(int workers, long queueCapacity) {
    return new ServerSettings(workers, queueCapacity, WhenFull.REJECT, constant(0), Accept.NETWORK);
  }

  private static ClientSettings clients(
      long timeoutMs, int retries, long backoffMs, double backoffFactor) {
    return new ClientSettings(
        timeoutMs == ClientSettings.NONE / MS ? ClientSettings.NONE : timeoutMs * MS,
        retries,
        constant(backoffMs),
        backoffFactor,
        Double.POSITIVE_INFINITY);
  }

  private static RequestStep io(long ms) {
    return new WorkStep.NetworkIo("io", constant(ms));
  }

  private static Distribution constant(long ms) {
    return new Distribution.Constant(ms * MS);
  }

  private static long[] ms(long... values) {
    long[] ns = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      ns[i] = values[i] * MS;
    }
    return ns;
  }

  private static List<String> ends(AuditedRun run) {
    return run.ended().stream().map(ClientsTest::words).toList();
  }

  private static String words(EndedRequest request) {
    String outcome = request.isCompleted() ? "" : " " + request.outcome();
    return request.index()
        + ": "
        + request.arrivalNs() / MS
        + " to "
        + request.endNs() / MS
        + outcome;
  }
}
