package headroom.model;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.ProcessExit;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What ends a process before its time, and what does not. */
class CrashTest {
  private static final long MS = 1_000_000;
  private static final RequestStep NOBODY_SENDS = new SharedStep.Receive(null, "empty");
  private static final Resources EMPTY_CHANNEL =
      new Resources(
          List.of(),
          List.of(),
          List.of(new Resources.ChannelSettings("empty", 1, 0, List.of())),
          List.of());

  /**
   * Two workers wait for a value that nobody sends, one request fills the channel of jobs, and the
   * generator blocks on the next.
   */
  @Test
  void generatorInTheProcessThatBlocksForGoodIsADeadlock() {
    Observation seen =
        Simulation.run(scenario(Accept.TIMER, 100, NOBODY_SENDS, new ServerShape(2, 1)), 0);
    ProcessExit exit = Objects.requireNonNull(seen.runtime().processExit());
    assertThat(exit.words()).isEqualTo("fatal error: all goroutines are asleep - deadlock!");
    assertThat(exit.goroutines()).isEqualTo(Map.of("chan receive", 2, "chan send", 1));
    // the fourth arrival is at 40 ms
    assertThat(exit.timeNs()).isBetween(40 * MS, 43 * MS);
    assertThat(seen.counts()).isEqualTo(new Observation.Counts(100, 0, 0, 0, 100));
  }

  @Test
  void acceptorOnTheNetworkIsNeverADeadlock() {
    Observation seen =
        Simulation.run(scenario(Accept.NETWORK, 100, NOBODY_SENDS, new ServerShape(2, 1)), 0);
    assertThat(seen.runtime().processExit()).isNull();
    assertThat(seen.counts().completed()).isZero();
    // what leaks shows at the end
    assertThat(seen.runtime().goroutinesAtEnd()).containsEntry("chan receive", 2);
  }

  @Test
  void generatorThatHasNothingLeftToSendEndsTheProgram() {
    RequestStep sleep = new WorkStep.Sleep(null, new Distribution.Constant(MS));
    Observation seen = Simulation.run(scenario(Accept.TIMER, 100, sleep, new ServerShape(2, 1)), 0);
    assertThat(seen.runtime().processExit()).isNull();
    assertThat(seen.counts()).isEqualTo(new Observation.Counts(100, 100, 0, 0, 0));
  }

  @Test
  void moreThanTenThousandBlockedCallsExhaustTheThreads() {
    RequestStep call = new WorkStep.SystemCall(null, new Distribution.Constant(3_600_000 * MS));
    Observation seen =
        Simulation.run(
            scenario(
                Accept.NETWORK,
                10_100,
                call,
                new ServerShape(ServerSettings.UNBOUNDED, ServerSettings.UNLIMITED)),
            0);
    ProcessExit exit = Objects.requireNonNull(seen.runtime().processExit());
    assertThat(exit.words())
        .isEqualTo("runtime: program exceeds 10000-thread limit\nfatal error: thread exhaustion");
    assertThat(seen.runtime().threadsMax()).isEqualTo(10_001);
    assertThat(seen.counts().completed()).isZero();
  }

  @Test
  void stackBeyondItsLimitEndsTheProcess() {
    RequestStep deep = new WorkStep.Stack(null, new Distribution.Constant(2_000_000_000L));
    Observation seen = Simulation.run(scenario(Accept.NETWORK, 10, deep, new ServerShape(2, 1)), 0);
    ProcessExit exit = Objects.requireNonNull(seen.runtime().processExit());
    assertThat(exit.words()).endsWith("fatal error: stack overflow");
    assertThat(exit.timeNs()).isBetween(10 * MS, 12 * MS);
  }

  /** The second request closes what the first has closed, 10 ms later. */
  @Test
  void panicEndsTheProcessInItsWords() {
    RequestStep close = new SharedStep.Close(null, "empty");
    Observation seen =
        Simulation.run(scenario(Accept.NETWORK, 10, close, new ServerShape(2, 1)), 0);
    ProcessExit exit = Objects.requireNonNull(seen.runtime().processExit());
    assertThat(exit.words()).isEqualTo("panic: close of closed channel");
    assertThat(exit.timeNs()).isBetween(20 * MS, 22 * MS);
    assertThat(seen.counts().completed()).isEqualTo(1);
  }

  private record ServerShape(int workers, long queueCapacity) {}

  /** {@code requests} requests, 10 ms apart. */
  private static Scenario scenario(
      Accept accept, int requests, RequestStep step, ServerShape server) {
    long[] arrivalNs = new long[requests];
    for (int i = 0; i < requests; i++) {
      arrivalNs[i] = (i + 1) * 10L * MS;
    }
    return new Scenario(
        new MachineSettings(2),
        new RuntimeSettings("1.26", 2),
        new ProcessSettings(0, 0),
        new Arrivals.Trace(
            new TraceTable("t", arrivalNs, new int[requests], List.of(), new long[0][0])),
        ClientSettings.PATIENT,
        new ServerSettings(
            server.workers(),
            server.queueCapacity(),
            WhenFull.BLOCK,
            new Distribution.Constant(0),
            accept),
        List.of(new RequestClass("request", 1, List.of(step))),
        EMPTY_CHANNEL,
        CostProfile.reference(),
        new Window(0, (requests + 10) * 10L * MS, new long[0]),
        1);
  }
}
