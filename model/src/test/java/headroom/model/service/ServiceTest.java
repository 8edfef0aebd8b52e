package headroom.model.service;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import headroom.audit.AuditedRun;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When requests begin and end that come at 1 and 2 ms and compute for 3 on one core, where nothing
 * else takes time. All times in the names and comments are ms.
 */
class ServiceTest {
  private static final RequestClass ONE = new RequestClass("one", 1, List.of(cpu()));

  @Test
  void aWorkerTakesOneRequestAfterTheOther() {
    AuditedRun run = run(2, server(1, 0, Accept.NETWORK), ONE);
    assertThat(ends(run)).containsExactly("1 to 4", "2 to 7");
    assertThat(run.observation().runtime().goroutinesAtEnd())
        .containsExactly(entry("IO wait", 1), entry("chan receive", 1));
  }

  /** 2 of overhead and 3: from 1 to 6 and from 6 to 11. */
  @Test
  void overheadIsComputedBeforeTheSteps() {
    AuditedRun run = run(2, server(1, 2, Accept.NETWORK), ONE);
    assertThat(ends(run)).containsExactly("1 to 6", "2 to 11");
    assertThat(run.observation().cpu().busyCoreNs()).isEqualTo(10 * MS);
  }

  /** Both share the core from 2 on: the first has 2 left, done at 6; the second is done at 7. */
  @Test
  void aGoroutineForEachRequestEndsWithIt() {
    AuditedRun run = run(2, server(ServerSettings.UNBOUNDED, 0, Accept.NETWORK), ONE);
    assertThat(ends(run)).containsExactly("1 to 4", "2 to 7");
    assertThat(run.observation().runtime().goroutinesAtEnd()).containsExactly(entry("IO wait", 1));
  }

  /**
   * The generator sleeps until 1, and then until 2, but the P is busy until 4: it sends the second
   * and the third at once, and the worker that it readies last is the next to run.
   */
  @Test
  void aGeneratorSendsWhatIsDueAndEnds() {
    AuditedRun run = run(3, server(3, 0, Accept.TIMER), ONE);
    assertThat(ends(run)).containsExactly("1 to 4", "3 to 7", "2 to 10");
    assertThat(run.observation().runtime().goroutinesAtEnd())
        .containsExactly(entry("chan receive", 3));
  }

  /** One every 10: the generator sleeps from one to the next. */
  @Test
  void aGeneratorSleepsUntilTheNextIsDue() {
    Scenario sparse = scenario(2, 10, server(1, 0, Accept.TIMER), CostProfile.ideal(), ONE);
    assertThat(ends(AuditedRun.of(sparse))).containsExactly("10 to 13", "20 to 23");
  }

  /** No queue: the acceptor waits with the second until the worker takes it, and with the third. */
  @Test
  void anAcceptorWithoutRoomWaits() {
    ServerSettings blocking =
        new ServerSettings(1, 0, WhenFull.BLOCK, new Distribution.Constant(0), Accept.NETWORK);
    AuditedRun run = run(3, blocking, ONE);
    assertThat(ends(run)).containsExactly("1 to 4", "2 to 7", "3 to 10");
    assertThat(run.observation().counts().rejected()).isZero();
    assertThat(run.observation().runtime().goroutinesAtEnd())
        .containsExactly(entry("IO wait", 1), entry("chan receive", 1));
  }

  /** A worker that is wired to its thread: the acceptor's hands its core over, which takes 1. */
  @Test
  void aWiredWorkerIsHandedTheCore() {
    ServerSettings wired =
        new ServerSettings(
            1,
            ServerSettings.UNLIMITED,
            WhenFull.REJECT,
            new Distribution.Constant(0),
            Accept.NETWORK,
            ServerSettings.NO_DEADLINE,
            true,
            new ServerSettings.OneAcceptor());
    CostProfile costs =
        CostProfile.ideal()
            .with(Cost.OS_TICK, 4 * MS)
            .with(Cost.OS_SLICE, MS)
            .with(Cost.OS_HAND_OVER, MS);
    assertThat(ends(AuditedRun.of(scenario(1, 1, wired, costs, ONE)))).containsExactly("1 to 5");
    ServerSettings free = server(1, 0, Accept.NETWORK);
    assertThat(ends(AuditedRun.of(scenario(1, 1, free, costs, ONE)))).containsExactly("1 to 4");
  }

  @Test
  void stepsAreNamedByTheirClassIfThereAreSeveral() {
    assertThat(steps(run(2, server(1, 0, Accept.NETWORK), ONE))).containsExactly("work");
    RequestClass two = new RequestClass("two", 1, List.of(cpu()));
    assertThat(steps(run(2, server(1, 0, Accept.NETWORK), ONE, two)))
        .containsExactly("one: work", "two: work");
  }

  /** Three of the process's goroutines wait for ever on a channel, beside the idle worker. */
  @Test
  void theProcessHasGoroutinesOfItsOwn() {
    Scenario plain = scenario(1, 1, server(1, 0, Accept.NETWORK), CostProfile.ideal(), ONE);
    Scenario scenario =
        new Scenario(
            plain.machine(),
            plain.runtime(),
            new ProcessSettings(3, 0),
            plain.arrivals(),
            plain.clients(),
            plain.server(),
            plain.classes(),
            plain.resources(),
            plain.costs(),
            plain.window(),
            plain.seed());
    assertThat(AuditedRun.of(scenario).observation().runtime().goroutinesAtEnd())
        .containsExactly(entry("IO wait", 1), entry("chan receive", 4));
  }

  private static AuditedRun run(int requests, ServerSettings server, RequestClass... classes) {
    return AuditedRun.of(scenario(requests, 1, server, CostProfile.ideal(), classes));
  }

  private static Scenario scenario(
      int requests,
      long everyMs,
      ServerSettings server,
      CostProfile costs,
      RequestClass... classes) {
    long[] arrivalNs = new long[requests];
    for (int i = 0; i < requests; i++) {
      arrivalNs[i] = (i + 1) * everyMs * MS;
    }
    TraceTable table =
        new TraceTable("t.csv", arrivalNs, new int[requests], List.of(), new long[0][]);
    return new Scenario(
        new MachineSettings(1),
        new RuntimeSettings("1.26", 1),
        0,
        new Arrivals.Trace(table),
        server,
        List.of(classes),
        costs,
        new Window(0, 50 * MS, new long[0]),
        1);
  }

  private static ServerSettings server(int workers, long overheadMs, Accept accept) {
    return new ServerSettings(
        workers,
        ServerSettings.UNLIMITED,
        WhenFull.REJECT,
        new Distribution.Constant(overheadMs * MS),
        accept);
  }

  private static RequestStep cpu() {
    return new WorkStep.Cpu("work", new Distribution.Constant(3 * MS));
  }

  private static List<String> ends(AuditedRun run) {
    return run.ended().stream().map(e -> e.arrivalNs() / MS + " to " + e.endNs() / MS).toList();
  }

  private static List<String> steps(AuditedRun run) {
    return run.observation().steps().stream().map(StepObservation::name).toList();
  }
}
