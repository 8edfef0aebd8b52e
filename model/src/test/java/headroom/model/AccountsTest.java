package headroom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ResourceObservation;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.observe.TimeComponent;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where time goes, by hand: requests that all arrive at one instant, constant times, no costs. */
class AccountsTest {
  private static final long MS = 1_000_000;
  private static final Resources NOTHING = Resources.NONE;

  /**
   * Three requests, one connection, 10 ms each: they wait 0, 10 and 20 ms, two of them at once, and
   * the connection is in use for 30 of 100 ms.
   */
  @Test
  void callsWaitForTheConnectionAndHoldIt() {
    Resources pool = pool(1, RequestStep.NO_LIMIT);
    Observation seen = run(new Setting(3, 4), pool, call("db", RequestStep.NO_LIMIT));
    StepObservation step = seen.steps().get(0);
    assertThat(step.name()).isEqualTo("db");
    assertThat(step.kind()).isEqualTo("call pg");
    assertThat(step.waits().sumNs()).isEqualTo(30 * MS);
    assertThat(step.services().sumNs()).isEqualTo(30 * MS);
    assertThat(step.timeouts()).isZero();
    ResourceObservation resource = seen.resources().get(1);
    assertThat(resource.name()).isEqualTo("pool pg");
    assertThat(resource.utilization()).isCloseTo(0.3, within(1e-9));
    assertThat(resource.waits().sumNs()).isEqualTo(30 * MS);
    assertThat(resource.waits().histogramNs().getTotalCount()).isEqualTo(3);
    assertThat(resource.waitersMax()).isEqualTo(2);
    assertThat(meanMs(seen.breakdown(), TimeComponent.POOL)).isCloseTo(10, within(1e-9));
  }

  /** With at most 15 ms to wait the third gives up, having held nothing. */
  @Test
  void whoGivesUpIsATimeoutOfTheStepAndOfThePool() {
    Observation seen = run(new Setting(3, 4), pool(1, 15 * MS), call("db", RequestStep.NO_LIMIT));
    assertThat(seen.steps().get(0).timeouts()).isEqualTo(1);
    assertThat(seen.steps().get(0).waits().sumNs()).isEqualTo((0 + 10 + 15) * MS);
    assertThat(seen.steps().get(0).services().sumNs()).isEqualTo(20 * MS);
    assertThat(seen.resources().get(1).timeouts()).isEqualTo(1);
    assertThat(seen.losses().byReason()).isEqualTo(Map.of("pool_wait", 1L));
    assertThat(seen.losses().failed().requests()).isEqualTo(1);
    assertThat(meanMs(seen.losses().failed(), TimeComponent.POOL)).isCloseTo(15, within(1e-9));
  }

  /** A lock around 5 ms of I/O: the second waits 5 ms for the lock, not for the network. */
  @Test
  void lockIsHeldWhileTheStepsInItRun() {
    Resources lock =
        new Resources(List.of(), List.of(new Resources.MutexSettings("m")), List.of(), List.of());
    RequestStep step =
        new SharedStep.Lock(
            null, "m", SharedStep.Lock.Mode.MUTEX, List.of(io(null, 5), io(null, 5)));
    Observation seen = run(new Setting(2, 4), lock, step);
    assertThat(seen.steps().stream().map(StepObservation::name))
        .containsExactly("lock m", "io #1", "io #2");
    assertThat(seen.steps().get(0).waits().sumNs()).isEqualTo(10 * MS);
    assertThat(seen.steps().get(0).services().sumNs()).isEqualTo(20 * MS);
    assertThat(seen.steps().get(1).waits().sumNs()).isZero();
    assertThat(seen.steps().get(1).services().sumNs()).isEqualTo(10 * MS);
    assertThat(seen.resources().get(1).utilization()).isCloseTo(0.2, within(1e-9));
  }

  /** Two readers hold it together for 10 ms; a writer waits for them and holds it for 10 more. */
  @Test
  void lockOfReadersIsInUseWhileAnyHoldsIt() {
    Resources lock =
        new Resources(List.of(), List.of(new Resources.MutexSettings("m")), List.of(), List.of());
    List<RequestStep> inside = List.of(io(null, 10));
    RequestStep read = new SharedStep.Lock(null, "m", SharedStep.Lock.Mode.READ, inside);
    Observation seen = run(new Setting(2, 4), lock, read);
    assertThat(seen.resources().get(1).utilization()).isCloseTo(0.1, within(1e-9));
    assertThat(seen.resources().get(1).waitersMax()).isZero();
    assertThat(seen.steps().get(0).name()).isEqualTo("lock m (read)");
  }

  /**
   * A pipe of 100 bytes stalls from 20 to 39 ms: of three lines of 100 bytes at 25 ms the first
   * fits, the second waits in the write and the third for the lock, both until 39 ms. Nothing of it
   * is a mutex's or a system call's.
   */
  @Test
  void stallOfALoggerIsItsOwnAccount() {
    Resources sink =
        new Resources(
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Resources.SinkSettings(
                    "out", new Distribution.Constant(0), 100, 20 * MS, 19 * MS)));
    RequestStep sleep = new WorkStep.Sleep(null, new Distribution.Constant(25 * MS));
    Observation seen = run(new Setting(3, 4), sink, sleep, new SharedStep.Log(null, 100, "out"));
    assertThat(meanMs(seen.breakdown(), TimeComponent.MUTEX)).isZero();
    assertThat(meanMs(seen.breakdown(), TimeComponent.SYSCALL)).isZero();
    assertThat(meanMs(seen.breakdown(), TimeComponent.LOG)).isCloseTo(28.0 / 3, within(0.1));
    StepObservation log = seen.steps().get(1);
    assertThat(log.name()).isEqualTo("log out");
    double inLogMs = (log.waits().sumNs() + log.services().sumNs()) / 3.0 / MS;
    assertThat(meanMs(seen.breakdown(), TimeComponent.LOG)).isCloseTo(inLogMs, within(1e-9));
    assertThat(seen.resources().get(1).name()).isEqualTo("sink out");
    assertThat(seen.resources().get(1).waitersMax()).isEqualTo(1);
  }

  /** Two cores and 8 goroutines of 10 ms: there is no queue, they wait for a P. */
  @Test
  void goroutineOfARequestWaitsForAPAndNotInAQueue() {
    Observation seen = run(new Setting(8, ServerSettings.UNBOUNDED), NOTHING, cpu("work", 10));
    assertThat(meanMs(seen.breakdown(), TimeComponent.QUEUE)).isZero();
    // in pairs of slices that end at 10, 20, 30 and 40 ms
    assertThat(meanMs(seen.breakdown(), TimeComponent.RUNNABLE)).isCloseTo(15, within(0.5));
    assertThat(seen.levels().meanInQueue()).isZero();
    assertThat(seen.steps().get(0).services().sumNs()).isEqualTo(80 * MS);
  }

  /** The same with a pool of 16, half of which are always free: nobody waits for a worker. */
  @Test
  void whileAWorkerIsFreeARequestWaitsForAP() {
    Observation seen = run(new Setting(8, 16), NOTHING, cpu("work", 10));
    assertThat(meanMs(seen.breakdown(), TimeComponent.QUEUE)).isZero();
    assertThat(meanMs(seen.breakdown(), TimeComponent.RUNNABLE)).isCloseTo(15, within(0.5));
    assertThat(seen.resources().get(0).waits().sumNs()).isZero();
  }

  /** Four workers, of which the window's end at 100 ms finds two in the second round of 70 ms. */
  @Test
  void whatIsInsideAtTheEndIsAccountedFor() {
    Observation seen = run(new Setting(6, 4), NOTHING, io("slow", 70));
    assertThat(seen.losses().unfinished().requests()).isEqualTo(2);
    assertThat(meanMs(seen.losses().unfinished(), TimeComponent.QUEUE)).isCloseTo(70, within(0.01));
    assertThat(meanMs(seen.losses().unfinished(), TimeComponent.IO)).isCloseTo(30, within(0.01));
    assertThat(seen.losses().completionsInLastTenth()).isZero();
    assertThat(seen.counts().completed()).isEqualTo(6);
  }

  @Test
  void completionsOfTheLastTenthAreCounted() {
    Observation seen = run(new Setting(6, 4), NOTHING, io("slow", 95));
    assertThat(seen.losses().completionsInLastTenth()).isEqualTo(4);
  }

  /** Clients give up after 30 ms: two still queue, four are at the network. */
  @Test
  void whatClientsGiveUpIsBrokenDownAtThatMoment() {
    ClientSettings clients =
        new ClientSettings(30 * MS, 0, new Distribution.Constant(0), 2, Double.POSITIVE_INFINITY);
    Scenario scenario = scenario(new Setting(6, 4), NOTHING, io("slow", 70)).withClients(clients);
    Observation seen = Simulation.run(scenario, 0);
    assertThat(seen.losses().byReason()).isEqualTo(Map.of("client_timeout", 6L));
    assertThat(meanMs(seen.losses().failed(), TimeComponent.QUEUE)).isCloseTo(10, within(0.01));
    assertThat(meanMs(seen.losses().failed(), TimeComponent.IO)).isCloseTo(20, within(0.01));
  }

  /** Ids are names; what has none is known by what is around it, its kind and its place. */
  @Test
  void stepsHaveNamesOfTheirOwn() {
    RequestStep twice =
        new BlockStep.Repeat(
            "auth", new Distribution.Constant(2), List.of(call(null, RequestStep.NO_LIMIT)));
    Observation seen =
        run(
            new Setting(1, 4),
            pool(4, RequestStep.NO_LIMIT),
            io(null, 1),
            twice,
            io("db", 1),
            io(null, 1));
    assertThat(seen.steps().stream().map(StepObservation::name))
        .containsExactly("io #1", "auth", "auth: call pg", "db", "io #2");
    assertThat(seen.steps().get(2).services().histogramNs().getTotalCount()).isEqualTo(2);
  }

  /**
   * Six requests, four workers, 70 ms each: two wait 70 ms. All four are busy for 70 of 100 ms, two
   * of them for the other 30.
   */
  @Test
  void workersAreAResource() {
    Observation seen = run(new Setting(6, 4), NOTHING, io("slow", 70));
    ResourceObservation workers = seen.resources().get(0);
    assertThat(workers.name()).isEqualTo("server workers");
    assertThat(workers.utilization()).isCloseTo((4 * 70 + 2 * 30) / 400.0, within(1e-9));
    assertThat(workers.waits().sumNs()).isEqualTo(140 * MS);
    assertThat(workers.waits().histogramNs().getTotalCount()).isEqualTo(6);
    assertThat(workers.waitersMax()).isEqualTo(2);
    Observation unbounded = run(new Setting(6, ServerSettings.UNBOUNDED), NOTHING, io("slow", 70));
    assertThat(unbounded.resources()).isEmpty();
  }

  /** What holds a step is named, and what no request waits for is told apart. */
  @Test
  void stepsKnowWhatHoldsThem() {
    Resources channel =
        new Resources(
            List.of(),
            List.of(new Resources.MutexSettings("m")),
            List.of(new Resources.ChannelSettings("events", 10, 1, List.of(io("store", 1)))),
            List.of());
    RequestStep lock =
        new SharedStep.Lock(null, "m", SharedStep.Lock.Mode.MUTEX, List.of(io("inside", 1)));
    RequestStep joined = spawn("both", true, io("branch", 1));
    RequestStep left = spawn(null, false, io("alone", 1));
    Observation seen =
        run(new Setting(1, 4), channel, lock, joined, left, new SharedStep.Send(null, "events"));
    assertThat(seen.steps())
        .extracting(StepObservation::name, StepObservation::inside, StepObservation::beside)
        .containsExactlyInAnyOrder(
            tuple("lock m", null, false),
            tuple("inside", "lock m", false),
            tuple("both", null, false),
            tuple("branch", "both", false),
            tuple("alone", null, true),
            tuple("send events", null, false),
            tuple("store", null, true));
  }

  private static RequestStep spawn(@Nullable String id, boolean join, RequestStep step) {
    return new BlockStep.Spawn(id, new Distribution.Constant(1), List.of(List.of(step)), join);
  }

  private record Setting(int requests, int workers) {}

  private static Observation run(Setting setting, Resources resources, RequestStep... steps) {
    return Simulation.run(scenario(setting, resources, steps), 0);
  }

  /** Requests that arrive at 0, watched for 100 ms. */
  private static Scenario scenario(Setting setting, Resources resources, RequestStep... steps) {
    int requests = setting.requests();
    return new Scenario(
        new MachineSettings(2),
        new RuntimeSettings("1.26", 2),
        new ProcessSettings(0, 0),
        new Arrivals.Trace(
            new TraceTable("t", new long[requests], new int[requests], List.of(), new long[0][0])),
        ClientSettings.PATIENT,
        new ServerSettings(
            setting.workers(),
            ServerSettings.UNLIMITED,
            ServerSettings.WhenFull.BLOCK,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK),
        List.of(new RequestClass("request", 1, List.of(steps))),
        resources,
        CostProfile.ideal(),
        new Window(0, 100 * MS, new long[0]),
        1);
  }

  private static Resources pool(int size, long maxWaitNs) {
    return new Resources(
        List.of(new Resources.PoolSettings("pg", size, maxWaitNs)),
        List.of(),
        List.of(),
        List.of());
  }

  private static RequestStep call(@Nullable String id, long timeoutNs) {
    return new SharedStep.Call(id, "pg", new Distribution.Constant(10 * MS), timeoutNs);
  }

  private static RequestStep io(@Nullable String id, long ms) {
    return new WorkStep.NetworkIo(id, new Distribution.Constant(ms * MS));
  }

  private static RequestStep cpu(String id, long ms) {
    return new WorkStep.Cpu(id, new Distribution.Constant(ms * MS));
  }

  private static double meanMs(LatencyBreakdown breakdown, TimeComponent component) {
    return breakdown.meanNs(component) / MS;
  }
}
